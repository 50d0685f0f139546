#include "residents.h"

namespace rawan::engine {

std::vector<std::optional<double>> residents_of(const Results& results) {
  std::vector<std::optional<double>> residents(results.study.sites.size());
  std::vector<int> year(residents.size(), 0);
  for (const io::Population& row : results.records.population) {
    const auto site = results.study.sites.find(row.village);
    if (!site || row.year < year[*site]) continue;
    year[*site] = row.year;
    residents[*site] = static_cast<double>(row.total);
  }
  return residents;
}

std::optional<double> sum_over(std::span<const std::uint32_t> sites,
                               const std::vector<std::optional<double>>& of_sites) {
  double sum = 0.0;
  for (const std::uint32_t site : sites) {
    if (!of_sites[site]) return std::nullopt;
    sum += *of_sites[site];
  }
  return sum;
}

}  // namespace rawan::engine
