#include "residents.h"

namespace rawan::engine {

namespace {

/// What the rows of the newest year tell of each site.
template <class Told>
std::vector<std::optional<double>> newest(const Results& results, Told&& told) {
  std::vector<std::optional<double>> values(results.study.sites.size());
  std::vector<int> year(values.size(), 0);
  for (const io::Population& row : results.records.population) {
    const auto site = results.study.sites.find(row.village);
    const std::optional<std::int64_t> value = told(row);
    if (!site || !value || row.year < year[*site]) continue;
    year[*site] = row.year;
    values[*site] = static_cast<double>(*value);
  }
  return values;
}

}  // namespace

std::vector<std::optional<double>> residents_of(const Results& results) {
  return newest(results, [](const io::Population& row) { return row.total; });
}

std::vector<std::optional<double>> households_of(const Results& results) {
  return newest(results, [](const io::Population& row) { return row.households; });
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
