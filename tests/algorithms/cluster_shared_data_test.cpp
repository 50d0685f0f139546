#include "rawan/algorithms/dbscan.h"
#include "support/point_files.h"
#include "support/shared_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace rawan {
namespace {

/// What R dbscan 1.1-11 answers: noise, and the core points of each cluster, which its own rule for
/// border points does not touch: dbscan(x, eps, minPts), is.corepoint(x, eps, minPts).
struct Reference {
  const char* file;
  double radius;
  std::uint32_t min_points;
  std::ptrdiff_t noise;
  std::vector<int> cores;  // rising
};

std::vector<int> cores_of_clusters(const Clustering& found) {
  std::vector<int> cores(std::size_t(found.clusters), 0);
  for (std::size_t i = 0; i < found.label.size(); ++i) {
    if (found.is_core[i] != 0) ++cores[std::size_t(found.label[i])];
  }
  std::ranges::sort(cores);
  return cores;
}

class DbscanOfR : public ::testing::TestWithParam<Reference> {};

TEST_P(DbscanOfR, FindsTheSameCoresAndNoise) {
  const Reference& r = GetParam();
  const auto file = test::shared_data(std::string("clusters/") + r.file);
  if (!file) GTEST_SKIP() << test::kNoSharedData;
  const auto points = test::read_points(*file);
  const Clustering found =
      dbscan(points, {}, {.radius = Meters(r.radius), .min_points = r.min_points});
  EXPECT_EQ(std::ranges::count(found.label, kNoise), r.noise);
  EXPECT_EQ(cores_of_clusters(found), r.cores);
}

INSTANTIATE_TEST_SUITE_P(
    Published, DbscanOfR,
    ::testing::Values(
        Reference{"aggregation.csv", 1.5, 8, 3, {28, 32, 34, 86, 110, 135, 255}},
        Reference{"compound.csv", 1.5, 4, 59, {16, 23, 37, 92, 158}},
        Reference{"s-set1.csv",
                  25000,
                  20,
                  326,
                  {229, 241, 261, 262, 264, 272, 272, 274, 274, 275, 277, 289, 293, 293, 294}},
        Reference{"cluto-t4-8k.csv", 8.5, 17, 803, {1, 464, 487, 738, 1225, 1259, 1458}}));

}  // namespace
}  // namespace rawan
