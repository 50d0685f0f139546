// Releases of several audiences leave together or not at all, each for its own readers, and say by
// what rules.

#include "publish.h"

#include "rawan/algorithms/control.h"
#include "release_files.h"
#include "support/files.h"
#include "support/temp_dir.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <stop_token>
#include <string>
#include <sys/stat.h>
#include <vector>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;
using ::rawan::testing::content_of;
using ::rawan::testing::TempDir;
using ::rawan::testing::write_file;

/// A release of one file; `then` happens when it is written.
TierFiles files_of(
    Tier tier, const std::function<void()>& then = [] {}) {
  return {tier, [tier, then](const fs::path& dir) {
            write_file(dir / "desa.csv", std::string(code_of(tier)));
            then();
            return io::Manifest{.version = "1", .tier = std::string(code_of(tier))};
          }};
}

struct Out {
  TempDir dir;

  std::vector<PublishedRelease> publish(const std::vector<TierFiles>& tiers,
                                        const Control& control = {}) const {
    const RunOptions options{.out = dir.path(), .utc = "20261121T183000Z"};
    return engine::publish(tiers, options, control, [](auto) {});
  }
  bool has(Tier tier) const { return fs::exists(dir.path() / code_of(tier) / "current"); }
};

unsigned mode_of(const fs::path& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 0777U : 0U;
}

TEST(Publishing, NamesEachReleaseAndItsContent) {
  const Out out;
  const auto releases = out.publish({files_of(Tier::restricted), files_of(Tier::planning)});
  ASSERT_EQ(releases.size(), 2U);
  for (const PublishedRelease& release : releases) {
    EXPECT_EQ(content_of(release.path / "desa.csv"), release.tier);
    EXPECT_TRUE(fs::equivalent(release.path, out.dir.path() / release.tier / "current"));
    EXPECT_TRUE(release.path.filename().string().ends_with(release.content_hash.substr(0, 12)));
  }
}

TEST(Publishing, LetsTheOwnerAloneReadWhatIsRestricted) {
  const Out out;
  const auto releases = out.publish({files_of(Tier::restricted), files_of(Tier::planning)});
  EXPECT_EQ(mode_of(releases.at(0).path), 0500U);
  EXPECT_EQ(mode_of(releases.at(0).path / "desa.csv"), 0400U);
  EXPECT_EQ(mode_of(releases.at(1).path), 0550U);
  EXPECT_EQ(mode_of(releases.at(1).path / "desa.csv"), 0440U);
}

TEST(Publishing, EndsWhereItIsStoppedAndLeavesNothing) {
  const Out out;
  std::stop_source stop;
  Progress progress;
  bool went_on = false;
  const std::vector<TierFiles> tiers{files_of(Tier::restricted, [&] { stop.request_stop(); }),
                                     files_of(Tier::planning, [&] { went_on = true; })};
  EXPECT_THROW(out.publish(tiers, Control(stop.get_token(), progress)), Cancelled);
  EXPECT_FALSE(went_on);
  EXPECT_FALSE(out.has(Tier::restricted));
  EXPECT_EQ(out.publish({files_of(Tier::planning)}).size(), 1U) << "the next run is not in its way";
  EXPECT_FALSE(out.has(Tier::restricted));
  EXPECT_TRUE(out.has(Tier::planning));
}

TEST(Manifests, NameWhoAcceptedADiskThatIsNotEncrypted) {
  const Config config;
  const Catalogue words{Language::id};
  const io::CrsChoice crs = io::choose_metric_crs({{109.4, 0.8}, {109.6, 0.9}});
  const io::Projector projector(crs.crs);
  const auto rules_for = [&](const std::string& name) {
    return start_manifest(Tier::planning, {}, {.crs = crs},
                          {.name = "baku", .unencrypted_accepted_by = name},
                          {config, words, projector})
        .disclosure;
  };
  EXPECT_EQ(rules_for("Kepala Bidang").at("unencrypted_accepted_by"), "Kepala Bidang");
  EXPECT_FALSE(rules_for("").contains("unencrypted_accepted_by"));
}

}  // namespace
}  // namespace rawan::engine
