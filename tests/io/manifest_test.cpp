#include "rawan/io/manifest.h"

#include "rawan/algorithms/contract.h"
#include "rawan/io/release.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

namespace rawan::io {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

TEST(Manifest, HasSortedKeysAndNoClock) {
  Manifest manifest;
  manifest.seeds = {{"simulation", 18'446'744'073'709'551'615U}};
  manifest.inputs = {{.count = {.role = "reports",
                                .file = "a.csv",
                                .layer = "",
                                .independent_count = 7,
                                .outcomes = {4, 1, 2, 0}},
                      .bytes = 10,
                      .sha256 = sha256("x")}};
  const std::string text = to_json(manifest);
  EXPECT_LT(text.find("\"artifacts\""), text.find("\"content_hash\""));
  EXPECT_LT(text.find("\"seeds\""), text.find("\"version\""));
  EXPECT_THAT(text, HasSubstr("18446744073709551615"));
  EXPECT_THAT(text, HasSubstr("\"repaired\": 1"));
  EXPECT_EQ(text, to_json(manifest));
}

TEST(Manifest, IsIdentifiedByInputsParametersSeedsAndVersion) {
  Manifest manifest;
  const std::string before = release_id(manifest);
  EXPECT_THAT(before, SizeIs(12));
  manifest.counts["reports"] = 3;
  EXPECT_EQ(release_id(manifest), before);
  manifest.parameters = "x = 1";
  EXPECT_NE(release_id(manifest), before);
}

TEST(Manifest, NamesTheReleaseByItsContentWhereItNamesNoInputs) {
  Manifest manifest;
  EXPECT_THAT(to_json(manifest),
              HasSubstr("\"release\": \"" + content_hash(manifest).substr(0, 12) + "\""));
  manifest.inputs = {{.count = {.role = "reports"}}};
  EXPECT_THAT(to_json(manifest), HasSubstr("\"release\": \"" + release_id(manifest) + "\""));
}

TEST(Manifest, HoldsTextsOnly) {
  Manifest manifest;
  manifest.parameters = "\xFF";
  EXPECT_THROW(to_json(manifest), ContractViolation);
  EXPECT_THROW(release_id(manifest), ContractViolation);
}

TEST(ContentHash, DoesNotDependOnTheOrderOfArtifacts) {
  Manifest manifest;
  manifest.artifacts = {{"a", 1, sha256("a")}, {"b", 1, sha256("b")}};
  const std::string before = content_hash(manifest);
  std::swap(manifest.artifacts[0], manifest.artifacts[1]);
  EXPECT_EQ(content_hash(manifest), before);
  manifest.artifacts[0].sha256 = sha256("c");
  EXPECT_NE(content_hash(manifest), before);
}

}  // namespace
}  // namespace rawan::io
