// Releases of several audiences leave together or not at all, each for its own readers, and say by
// what rules.

#include "publish.h"

#include "audiences.h"
#include "district_areas.h"
#include "rawan/algorithms/control.h"
#include "rawan/engine/gate.h"
#include "rawan/io/audit_log.h"
#include "rawan/io/error.h"
#include "rawan/io/seen_release.h"
#include "release_files.h"
#include "results_page.h"
#include "support/files.h"
#include "support/small_world.h"
#include "support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <stop_token>
#include <string>
#include <sys/stat.h>
#include <vector>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;
using ::rawan::testing::content_of;
using ::rawan::testing::SmallWorld;
using ::rawan::testing::TempDir;
using ::rawan::testing::write_file;
using ::testing::HasSubstr;
using ::testing::Not;

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

TEST(Publishing, BeginsNoReleaseThatWillNotFitOnTheDisk) {
  const Out out;
  const fs::path former = out.publish({files_of(Tier::planning)}).at(0).path;
  fs::permissions(former, fs::perms::owner_all);
  write_file(former / "peta.tif", "");  // As large as what is free, without taking any of it.
  fs::resize_file(former / "peta.tif", fs::space(former).available + (std::uintmax_t{1} << 30U));
  fs::create_symlink("nowhere", former / "a");  // No file; those behind it count.
  fs::create_symlink("nowhere", former / "z");
  bool begun = false;
  try {
    out.publish({files_of(Tier::planning, [&] { begun = true; })});
    FAIL() << "the next release will be as large as the one before";
  } catch (const io::OutputError& error) {
    EXPECT_EQ(error.code(), "space_short");
  }
  EXPECT_FALSE(begun);
  EXPECT_NO_THROW(out.publish({files_of(Tier::restricted)})) << "another audience's is small";
}

TEST(OperationalRelease, HoldsWhatCameBackOfEarlierPlansAndTheTextsThatGoWithIt) {
  SmallWorld world;
  world.config.file = "project.toml";
  const Catalogue words(Language::id);
  const auto cleared = testing::cleared_for_patrols(world);
  const io::Projector projector(world.records.crs.crs);
  const std::vector<DistrictArea> districts;
  const Policy policy = load_policy("baku", "");
  const auto sheets_of = [&](const Schedule& schedule, std::span<const ExtraFile> extra) {
    const PatrolContext context{.cleared = cleared,
                                .schedule = schedule,
                                .page = {.config = world.config,
                                         .words = words,
                                         .projector = projector,
                                         .districts = districts}};
    const TempDir dir;
    const Control control;
    operational_files(context, policy, extra, control).write(dir.path());
    for (const ExtraFile& file : extra) EXPECT_EQ(content_of(dir.path() / file.name), file.text);
    write_file(dir.path() / "manifest.json", "{}");
    const io::SeenRelease release = io::see_release(dir.path());
    return std::ranges::find(release.files, "schedule.xlsx/xl/workbook.xml", &io::SeenFile::name)
        ->bytes;
  };
  const std::string dwell = "name=\"" + words.text("table.dwell") + "\"";
  const std::string follow_up = "name=\"" + words.text("table.follow_up") + "\"";
  Schedule schedule;
  const std::string plain = sheets_of(schedule, {});
  EXPECT_THAT(plain, Not(HasSubstr(dwell)));
  EXPECT_THAT(plain, Not(HasSubstr(follow_up)));
  schedule.checkins.visits = {
      {.squad_id = "Regu 1", .stop_id = "T01", .village = world.village(0)}};
  schedule.follow_up = FollowUp{.rows = {{.row = 2, .squad = "Regu 1", .stop = "T01"}}};
  const std::vector<ExtraFile> extra{{"frontier.csv", "regu;nilai\r\n"}};
  const std::string whole = sheets_of(schedule, extra);
  EXPECT_THAT(whole, HasSubstr(dwell));
  EXPECT_THAT(whole, HasSubstr(follow_up));
}

TEST(Steps, AreTakenInTurnUntilAStopIsRequested) {
  std::stop_source stop;
  Progress progress;
  std::string taken;
  const auto take = [&] {
    take_steps(Control(stop.get_token(), progress), {[&] { taken += 'a'; },
                                                     [&] {
                                                       taken += 'b';
                                                       if (taken.size() > 3) stop.request_stop();
                                                     },
                                                     [&] { taken += 'c'; }});
  };
  EXPECT_NO_THROW(take());
  EXPECT_THROW(take(), Cancelled);
  EXPECT_EQ(taken, "abcab");
}

TEST(Publishing, WritesNothingForAnAudienceOnceItIsStopped) {
  SmallWorld world;
  world.config.file = "project.toml";
  const Catalogue words(Language::id);
  const Policy policy = load_policy("baku", "");
  const io::ReleaseLedger ledger;
  const Memory memory{ledger, std::string(32, 'k')};
  Results results{.records = world.records, .study = world.study(), .exposure = world.exposure()};
  results.ranking.villages.resize(results.study.sites.size());
  results.findings.villages.resize(results.study.sites.size());
  results.allocation.draw.risk.resize(results.study.sites.size(), 1.0);
  const ResultsPage shared(results, world.config, words);
  const auto restricted = Gate::restricted(results, policy);
  const auto operational = Gate::operational(results, world.config, policy, memory);
  const auto planning = Gate::planning(results, world.config, policy, memory);
  const RestrictedContext steward{.cleared = restricted, .page = shared.page};
  const PatrolContext patrols{
      .cleared = operational.cleared, .schedule = results.schedule, .page = shared.page};
  const PlanningContext planners{.cleared = planning.cleared, .page = shared.page};
  std::stop_source stop;
  Progress progress;
  const Control control(stop.get_token(), progress);
  stop.request_stop();
  for (const TierFiles& files :
       {restricted_files(steward, policy, control), operational_files(patrols, policy, {}, control),
        planning_files(planners, policy, control)}) {
    const TempDir dir;
    EXPECT_THROW(files.write(dir.path()), Cancelled) << code_of(files.tier);
    EXPECT_TRUE(fs::is_empty(dir.path())) << code_of(files.tier);
  }
}

// --- what is written down -----------------------------------------------------------------------

TEST(SentOut, IsInTheLedgerAndInTheAuditLogAsItLeft) {
  const TempDir dir;
  const Catalogue words(Language::id);
  const RunContext context{.options = {.out = dir.path(), .utc = "20261121T183000Z"},
                           .control = {},
                           .words = words,
                           .announce = [](std::string_view) {}};
  const auto cell = [](const std::string& unit, const std::string& shown) {
    return io::LedgerCell{.unit = unit, .window = "2026-Q1", .measure = "tanda", .shown = shown};
  };
  Outgoing outgoing{.files = {files_of(Tier::planning), files_of(Tier::open)}};
  outgoing.record = {
      {.tier = "planning",
       .cells = {cell("61.07.04", "5-9"), cell("61.07.05", ""), cell("61.07.06", "10-19")}},
      {.tier = "public", .cells = {cell("61.07.04", "5")}}};
  KeptMemory kept(dir.path());
  const std::vector<fs::path> paths =
      send_out(std::move(outgoing), "run", kept, load_policy("baku", ""), Config(), context);
  const std::vector<io::AuditEntry> audit = io::read_audit(dir.path());
  ASSERT_EQ(audit.size(), 1U);
  EXPECT_EQ(audit[0].counts,
            (std::map<std::string, std::int64_t>{
                {"planning.shown", 2}, {"planning.masked", 1}, {"public.shown", 1}}));
  const auto ledger = io::ReleaseLedger::open(dir.path());
  ASSERT_EQ(ledger.releases().size(), 2U);
  ASSERT_EQ(paths.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    const io::LedgerRelease& release = ledger.releases()[i];
    EXPECT_EQ(release.utc, context.options.utc);
    EXPECT_EQ(audit[0].releases.at(release.tier), release.content_hash);
    EXPECT_THAT(content_of(paths[i] / "manifest.json"),
                HasSubstr("\"content_hash\": \"" + release.content_hash + "\""));
  }
}

// --- maps ---------------------------------------------------------------------------------------

/// What the map says below its title.
std::string subtitle(Tier tier, bool is_suspended, const std::vector<io::Layer>& layers = {}) {
  const Config config;
  const Catalogue words(Language::id);
  const io::Projector projector(io::choose_metric_crs({{109.4, 0.8}, {109.6, 0.9}}).crs);
  return map_subtitle(tier, io::pieces_of(layers),
                      {.config = config,
                       .words = words,
                       .projector = projector,
                       .ranking_suspended = is_suspended});
}

/// A table of years with as many rows.
std::vector<io::Layer> years(std::size_t rows) {
  return {{.name = "kecamatan_tahun",
           .columns = {{.name = "tahun", .values = io::Integers(rows, 2026)}}}};
}

TEST(Maps, SayBelowTheirTitleThatTheRankingIsSuspendedWhereTheyShowOne) {
  const std::string said = Catalogue(Language::id).text("ranking.suspended.short");
  for (const Tier tier : {Tier::restricted, Tier::operational, Tier::planning}) {
    EXPECT_THAT(subtitle(tier, true), HasSubstr(said)) << code_of(tier);
    EXPECT_THAT(subtitle(tier, false), Not(HasSubstr(said))) << code_of(tier);
  }
  EXPECT_THAT(subtitle(Tier::open, true, years(1)), Not(HasSubstr(said)));
}

TEST(Maps, SayToAnyoneThatNoYearIsWholeYet) {
  const std::string said = Catalogue(Language::id).text("summary.no_year");
  EXPECT_THAT(subtitle(Tier::open, false, years(0)), HasSubstr(said));
  EXPECT_THAT(subtitle(Tier::open, false, years(1)), Not(HasSubstr(said)));
  EXPECT_THAT(subtitle(Tier::planning, false), Not(HasSubstr(said)));
}

/// By what rules a manifest says that its release left.
std::map<std::string, std::string> rules_of(const PolicyStamp& policy) {
  const Config config;
  const Catalogue words{Language::id};
  const io::CrsChoice crs = io::choose_metric_crs({{109.4, 0.8}, {109.6, 0.9}});
  const io::Projector projector(crs.crs);
  return start_manifest(Tier::planning, {}, {.crs = crs}, policy, {config, words, projector})
      .disclosure;
}

TEST(Manifests, NameWhoAcceptedADiskThatIsNotEncrypted) {
  EXPECT_EQ(rules_of({.unencrypted_accepted_by = "Kepala Bidang"}).at("unencrypted_accepted_by"),
            "Kepala Bidang");
  EXPECT_FALSE(rules_of({}).contains("unencrypted_accepted_by"));
}

TEST(Manifests, TellWhetherTheirPolicyWasSigned) {
  EXPECT_EQ(rules_of({.is_signed = true}).at("policy_signed"), "true");
  EXPECT_EQ(rules_of({.is_signed = false}).at("policy_signed"), "false");
}

// --- the mark of synthetic data -----------------------------------------------------------------

/// The names of the sheets of a workbook, in the words of the format.
std::string sheets_of_workbook(bool synthetic) {
  const TempDir dir;
  Config config;
  config.project.synthetic = synthetic;
  const Catalogue words(Language::id);
  const io::Projector projector(io::choose_metric_crs({{109.4, 0.8}, {109.6, 0.9}}).crs);
  std::vector<io::Layer> sheets = years(1);
  sheets.front().title = "Kecamatan";
  write_workbook(dir.path() / "a.xlsx", sheets, {config, words, projector});
  write_file(dir.path() / "manifest.json", "{}");
  const io::SeenRelease release = io::see_release(dir.path());
  return std::ranges::find(release.files, "a.xlsx/xl/workbook.xml", &io::SeenFile::name)->bytes;
}

TEST(Workbooks, CarryTheMarkOnEverySheetWhereTheirDataAreSynthetic) {
  EXPECT_THAT(sheets_of_workbook(true), HasSubstr("name=\"DATA SINTETIS Kecamatan\""));
  EXPECT_THAT(sheets_of_workbook(false), HasSubstr("name=\"Kecamatan\""));
}

}  // namespace
}  // namespace rawan::engine
