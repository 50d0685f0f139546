#include "tools/exposed_counts.h"

#include "rawan/io/error.h"

#include <algorithm>
#include <cmath>

namespace rawan::engine {

std::vector<io::NumberColumn> exposed_columns(const std::string& cases,
                                              const std::string& exposure) {
  return {{.name = cases, .lowest = 0.0}, {.name = exposure, .lowest = 0.0}};
}

void expect_exposed(const io::FeatureSet& set, std::span<const double> cases,
                    std::span<const double> exposure, const std::string& file) {
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (exposure[i] > 0.0 || cases[i] == 0.0) continue;
    throw io::InputError("cases_without_exposure", {.file = file, .row = set.record[i]});
  }
}

bool all_whole(std::span<const double> cases) {
  return std::ranges::all_of(cases, [](double y) { return y == std::floor(y); });
}

}  // namespace rawan::engine
