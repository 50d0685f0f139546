#pragma once

#include "national_grid.h"
#include "rawan/algorithms/polygons.h"
#include "rawan/engine/stages.h"

#include <optional>
#include <vector>

namespace rawan::engine {

/// How many live in cells of the national grid, as if those of each village lived evenly in it.
/// Where houses stand close together there are more; a rule that asks for many then hides what it
/// might have shown, never the other way about.
class EvenDensity {
 public:
  /// @param of_sites how many live in each village; nothing where nobody knows.
  EvenDensity(const Results& results, const NationalGrid& grid,
              const std::vector<std::optional<double>>& of_sites);

  /// By the village that holds the center; nothing where there is none or its number is unknown.
  std::optional<double> in(NationalCell cell) const;

 private:
  const NationalGrid& grid_;
  io::Projector projector_;
  AreaIndex villages_;
  std::vector<std::optional<double>> per_square_meter_;
};

}  // namespace rawan::engine
