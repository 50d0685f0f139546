#pragma once

#include "rawan/algorithms/patrol_problem.h"

#include <cstdint>
#include <istream>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace rawan::bench {

/// A file that does not keep its format. what() names the line and what is wrong.
class FormatError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// How distances become times. No instance says so itself: the caller does.
enum class Rounding : std::uint8_t {
  exact,   ///< Upwards on a scale so fine that what holds here holds in real numbers.
  floor1,  ///< Down to one decimal, as is done with Solomon's instances.
  floor2,  ///< Down to two decimals, as is done with Cordeau's.
};

struct Vertex {
  double x = 0.0;
  double y = 0.0;
  double service = 0.0;
  double score = 0.0;
  std::optional<double> open{};
  std::optional<double> close{};
};

/// An orienteering problem as its file tells it.
struct Instance {
  std::vector<Vertex> vertices;  ///< In the order of the file, with start and end.
  std::size_t start = 0;
  std::size_t end = 0;
  std::size_t tours = 1;  ///< As the file says; 1 where it does not.
  double budget = 0.0;    ///< Of a tour.
  double opening = 0.0;   ///< When tours may start.
};

/// Three formats: TOP begins with a line `n N`; TOPTW with four numbers, windows in the last two
/// columns; OP with two numbers, its second point being the end.
/// @throws FormatError
Instance read_instance(std::istream& file);

/// Stop k is vertex stop_vertices(instance)[k]. Times are in parts of a unit, so fine that they fit
/// 29 bits: a year of seconds has 25.
/// @throws FormatError if times are too large for the rounding.
patrol::Problem problem_of(const Instance& instance, std::size_t tours, Rounding rounding);

std::vector<std::uint32_t> stop_vertices(const Instance& instance);

}  // namespace rawan::bench
