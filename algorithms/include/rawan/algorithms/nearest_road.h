#pragma once

#include "rawan/algorithms/geometry.h"
#include "rawan/algorithms/travel_times.h"
#include "rawan/algorithms/units.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace rawan {

struct SnappedPlace {
  RoadPlace place;
  Meters distance{};
  friend bool operator==(const SnappedPlace&, const SnappedPlace&) = default;
};

/// Finds the road a place lies on: any point of it, not only its ends.
class NearestRoad {
 public:
  /// @param shapes by edge, from its `from` to its `to`. @param stops edges one may stop on.
  /// @throws ContractViolation if a coordinate is not finite, or the spans differ in length.
  NearestRoad(std::span<const Polyline> shapes, const std::vector<bool>& stops);
  NearestRoad(NearestRoad&&) noexcept;
  NearestRoad& operator=(NearestRoad&&) noexcept;
  ~NearestRoad();

  /// The nearest place within `limit`, closed; of equally near ones that of the lowest edge, then
  /// the lowest share. log n for n segments.
  /// @throws ContractViolation if a coordinate is not finite or the limit negative.
  std::optional<SnappedPlace> find(Point point, Meters limit) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// The part of a shape between two shares of its length, turned round if `begin` > `end`.
Polyline part_of_road(const Polyline& shape, double begin, double end);

}  // namespace rawan
