// Every operation on every shape: what comes is a value or a refusal, never a crash or no end.

#include "garden/operations.h"
#include "garden/shapes.h"
#include "rawan/io/crs.h"
#include "support/files.h"

#include <cpl_error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <optional>
#include <regex>
#include <set>
#include <string>

namespace rawan::garden {
namespace {

using ::testing::IsEmpty;

/// Of areas whose places PROJ cannot tell in this zone: none.
std::optional<Polygon> in_meters(const io::GeoArea& area) {
  try {
    return io::Projector(io::MetricCrs{32649}).to_meters(area);
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

struct Outcomes {
  std::size_t values = 0;
  std::size_t refusals = 0;
};

/// @param finite whether the numbers must be.
void try_all(const std::string& name, const Polygon& area, bool finite, Outcomes& outcomes) {
  for (const Operation& operation : operations()) {
    try {
      for (const double number : operation.run(area)) {
        EXPECT_TRUE(!finite || std::isfinite(number)) << operation.names << " of " << name;
      }
      ++outcomes.values;
    } catch (const std::exception&) {
      ++outcomes.refusals;
    }
  }
}

TEST(Garden, GivesAValueOrARefusalForEveryShapeThatIsLetIn) {
  const CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);
  Outcomes outcomes;
  std::size_t admitted_ones = 0;
  for (const Shape& shape : shapes()) {
    const io::GeoArea area = admitted(shape);
    const auto meters = in_meters(area);
    if (area.empty() || !meters) continue;
    ++admitted_ones;
    try_all(shape.name, *meters, true, outcomes);
  }
  // Of the shapes some are areas, and with areas most can be done.
  EXPECT_GT(admitted_ones, 15U);
  EXPECT_GT(outcomes.values, 10 * admitted_ones);
}

TEST(Garden, LetsNoShapeInThatIsNoArea) {
  const CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);
  for (const Shape& shape : shapes()) {
    for (const io::GeoPart& part : admitted(shape)) {
      EXPECT_GE(part.outer.size(), 3U) << shape.name;
      for (const io::GeoPoint p : part.outer) {
        EXPECT_TRUE(std::isfinite(p.lon) && std::isfinite(p.lat)) << shape.name;
      }
    }
  }
}

/// As if a reader had let in what it must not.
TEST(Garden, SurvivesShapesThatWereNeverRepaired) {
  const CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);
  Outcomes outcomes;
  for (const Polygon& area : unrepaired()) try_all("an unrepaired shape", area, false, outcomes);
  EXPECT_EQ(outcomes.values + outcomes.refusals, unrepaired().size() * operations().size());
  EXPECT_GT(outcomes.refusals, 0U);
}

/// Functions and constructors of a header that take shapes.
std::set<std::string> takers_of_shapes(const std::string& header) {
  static const std::regex kCall(R"((\w+)\(([^]*))");
  static const std::regex kShape(R"(\b(Polygon|Polyline|Ring|GeoArea|FeatureTable|Picture)\b)");
  std::set<std::string> names;
  std::istringstream text(std::regex_replace(header, std::regex("//[^\n]*|[{}]"), ";"));
  for (std::string declaration; std::getline(text, declaration, ';');) {
    std::smatch call;
    if (!std::regex_search(declaration, call, kCall)) continue;
    if (std::regex_search(call[2].str(), kShape)) names.insert(call[1]);
  }
  return names;
}

std::set<std::string> tried() {
  std::set<std::string> names;
  for (const Operation& operation : operations()) {
    std::istringstream words{std::string(operation.names)};
    for (std::string name; words >> name;) names.insert(name);
  }
  return names;
}

TEST(Garden, TriesEveryPublicFunctionThatTakesShapes) {
  const std::filesystem::path source(RAWAN_SOURCE_DIR);
  std::set<std::string> untried;
  for (const char* folder : {"algorithms/include/rawan/algorithms", "io/include/rawan/io"}) {
    for (const auto& file : std::filesystem::directory_iterator(source / folder)) {
      untried.merge(takers_of_shapes(testing::content_of(file.path())));
    }
  }
  EXPECT_GE(untried.size(), 20U) << "the headers were understood";
  for (const std::string& name : tried()) untried.erase(name);
  EXPECT_THAT(untried, IsEmpty());
}

TEST(Garden, WouldMissAFunctionThatNobodyTries) {
  EXPECT_EQ(takers_of_shapes("/// Simpler.\nPolygon simplified(std::span<const Polygon> areas,\n"
                             "                   Meters by = Meters(1.0));\n"),
            std::set<std::string>{"simplified"});
}

}  // namespace
}  // namespace rawan::garden
