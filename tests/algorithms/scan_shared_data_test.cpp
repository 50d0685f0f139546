// Published answers on data that may not be copied into the project.
#include "rawan/algorithms/scan_statistic.h"
#include "support/shared_data.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <sstream>
#include <string>

namespace rawan {
namespace {

struct Tracts {
  std::vector<Position> sites;
  std::vector<std::uint32_t> cases;
  std::vector<double> population;
};

/// Columns id, longitude, latitude, population, cases (fractions are cut off).
Tracts read_tracts(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  Tracts tracts;
  while (std::getline(file, line)) {
    std::istringstream fields(line);
    std::vector<double> value;
    for (std::string field; std::getline(fields, field, ',');) value.push_back(std::stod(field));
    tracts.sites.push_back({value[1], value[2], 0.0});
    tracts.population.push_back(value[3]);
    tracts.cases.push_back(static_cast<std::uint32_t>(std::floor(value[4])));
  }
  return tracts;
}

TEST(ScanOfNewYorkLeukemia, FindsTheClusterOfSaTScan) {
  const auto path = test::shared_data("scan/ny_leukemia/nydf.csv");
  if (!path) GTEST_SKIP() << test::kNoSharedData;
  const Tracts tracts = read_tracts(*path);
  const ScanResult found = scan(tracts.sites, tracts.cases, tracts.population,
                                {.largest_share = 0.1, .replicates = 9999});
  EXPECT_EQ(found.clusters.front().members.size(), 26U);
  EXPECT_NEAR(found.clusters.front().log_likelihood_ratio, 11.577255, 1e-6);
  // SaTScan: none of 999 replicates as large, which has a probability of 5 % where p is 0.003.
  EXPECT_LE(found.clusters.front().p_value, 0.003);
}

}  // namespace
}  // namespace rawan
