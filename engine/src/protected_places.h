#pragma once

#include "even_density.h"
#include "rawan/algorithms/geometry.h"
#include "rawan/algorithms/random.h"

#include <optional>
#include <vector>

/// Listed shelters, clinics and schools (reliability.md P14): outside of restricted no cell,
/// hotspot or stop lies near one.
namespace rawan::engine {

inline constexpr Meters kProtectedRadius{500.0};
/// A cell with so many residents points to nobody.
inline constexpr double kManyResidents = 10'000.0;

/// Asks whether a listed place is near. Cost: the number of listed places.
class ProtectedPlaces {
 public:
  explicit ProtectedPlaces(const Records& records);

  bool are_near(const Polygon& area) const;  ///< Within the radius of it or in it.
  bool are_near(Point place) const;

 private:
  std::vector<Point> places_;
};

/// Which cells of the national grid may be shown at all, whatever was told in them.
class CellProtection {
 public:
  CellProtection(const Results& results, const NationalGrid& grid);

  bool protects(NationalCell cell) const;

 private:
  const NationalGrid& grid_;
  io::Projector projector_;
  ProtectedPlaces places_;
  EvenDensity residents_;
};

/// Where a patrol meets a village: its center, or any other place in it that is not near a listed
/// one. Another place is drawn from the whole village, so that it does not tell on which side of
/// the center something lies. Nothing where no draw finds any.
std::optional<Point> meeting_place(const Polygon& village, Point center,
                                   const ProtectedPlaces& places, Stream random);

}  // namespace rawan::engine
