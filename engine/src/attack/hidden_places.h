#pragma once

#include "rawan/io/crs.h"

#include <string_view>
#include <vector>

namespace rawan::engine::attack {

/// Looks for positions in bytes of any format: pairs of floating-point numbers (either byte order,
/// degrees or meters), pairs of scaled whole numbers, and pairs of written numbers.
class HiddenPlaces {
 public:
  HiddenPlaces(const std::vector<io::GeoPoint>& places, io::MetricCrs crs);

  std::size_t size() const { return degrees_.size(); }

  /// Whether two neighboring numbers lie within 1 m of a place. Cost: bytes x log(places) at worst.
  bool stand_as_numbers_in(std::string_view bytes) const;

  /// Whether two numbers of four decimals or more, near each other, are a place rounded so.
  bool stand_as_text_in(std::string_view bytes) const;

 private:
  struct Pair {
    double x = 0.0;
    double y = 0.0;
  };
  static bool near(const std::vector<Pair>& sorted, double x, double y, double tolerance);
  bool is_place(double a, double b) const;
  bool is_scaled_place(double a, double b) const;

  std::vector<Pair> degrees_;  ///< Sorted by x.
  std::vector<Pair> meters_;
};

}  // namespace rawan::engine::attack
