#include "rawan/engine/policy.h"

#include "rawan/engine/gates.h"
#include "rawan/io/release.h"
#include "rawan/io/signature.h"
#include "support/files.h"
#include "support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;
using ::rawan::testing::content_of;
using ::rawan::testing::TempDir;
using ::rawan::testing::write_file;

const fs::path kFixtures = fs::path(RAWAN_SOURCE_DIR) / "tests" / "data" / "policies";

/// The second line of a minisign public key's file.
std::string key_of(const std::string& name) {
  const std::string text = content_of(kFixtures / (name + ".pub"));
  const auto begin = text.find('\n') + 1;
  return text.substr(begin, text.find('\n', begin) - begin);
}

struct Refusal {
  int exit_code = 0;
  std::string code;
  std::string detail;
  friend bool operator==(const Refusal&, const Refusal&) = default;
};

void PrintTo(const Refusal& refusal, std::ostream* out) {
  *out << refusal.exit_code << ' ' << refusal.code << ' ' << refusal.detail;
}

Refusal refusal_of(const fs::path& file, const std::string& key = {}) {
  try {
    load_policy(file.string(), key);
    return {};
  } catch (const GateRefusal& refusal) {
    return {refusal.exit_code(), refusal.code(), refusal.detail()};
  } catch (const io::InputError& error) {
    return {3, error.code(), {}};
  }
}

/// A policy file of its own.
class PolicyFile : public ::testing::Test {
 protected:
  fs::path file(const std::string& text) {
    const fs::path path = dir_.path() / "aturan.toml";
    write_file(path, text);
    return path;
  }
  TempDir dir_;
};

TEST(Policy, HasTheThresholdsOfTheStandardRules) {
  const Policy baku = load_policy("baku", "");
  EXPECT_EQ(baku.name, "baku");
  EXPECT_EQ(baku.sha256.size(), 64U);
  EXPECT_FALSE(baku.is_signed);
  const auto& commanders = baku.of(Tier::operational);
  EXPECT_EQ(commanders.cell, (disclosure::SafetyRule{3, 2, 0.8, 0.0}));
  EXPECT_EQ(commanders.classes, (disclosure::Classes{3, 5, 10, 20}));
  EXPECT_EQ(commanders.window_days, 90);
  EXPECT_EQ(commanders.lag_hours, 72);
  EXPECT_EQ(commanders.keep_days, 90);
  const auto& planners = baku.of(Tier::planning);
  EXPECT_EQ(planners.unit, (disclosure::SafetyRule{5, 2, 0.8, 0.0}));
  EXPECT_EQ(planners.min_events_for_rate, 16.0);
  EXPECT_EQ(planners.min_women_for_rate, 100.0);
  EXPECT_EQ(planners.keep_days, 1825);
  EXPECT_EQ(baku.of(Tier::open).unit, (disclosure::SafetyRule{10, 3, 0.67, 0.0}));
  EXPECT_EQ(baku.of(Tier::open).epsilon, (Epsilon{1, 1}));
  EXPECT_EQ(baku.of(Tier::restricted).keep_days, 730);
}

TEST(Policy, HasTheThresholdsOfTheStrictRules) {
  const Policy ketat = load_policy("ketat", "");
  EXPECT_EQ(ketat.of(Tier::operational).cell, (disclosure::SafetyRule{5, 2, 0.5, 50.0}));
  EXPECT_EQ(ketat.of(Tier::operational).unit, (disclosure::SafetyRule{5, 2, 0.5, 50.0}));
  EXPECT_EQ(ketat.of(Tier::operational).keep_days, 14);
  EXPECT_EQ(ketat.of(Tier::operational).min_cell_m, 500.0);
  EXPECT_EQ(ketat.of(Tier::operational).classes, (disclosure::Classes{5, 10, 20}));
  EXPECT_EQ(ketat.of(Tier::operational).window_days, 90);
  EXPECT_TRUE(ketat.needs_agreement);
  EXPECT_FALSE(load_policy("baku", "").needs_agreement);
  EXPECT_TRUE(ketat.needs_fence);
  EXPECT_FALSE(load_policy("baku", "").needs_fence);
  EXPECT_EQ(ketat.of(Tier::open).epsilon, (Epsilon{1, 1}));
  EXPECT_EQ(ketat.of(Tier::planning).unit, (disclosure::SafetyRule{10, 2, 0.33, 100.0}));
  EXPECT_EQ(ketat.of(Tier::planning).classes.front(), 10U);
  EXPECT_EQ(ketat.of(Tier::open).min_inhabitants, 5000.0);
  EXPECT_EQ(below_floor(ketat, load_policy("baku", "")), "");
  EXPECT_EQ(below_floor(load_policy("baku", ""), ketat), "operational.unit.min_reporters");
}

TEST_F(PolicyFile, MayBeLong) {
  const std::string remarks(5000, '#');
  EXPECT_EQ(load_policy(file(remarks + "\nname = \"kita\"\nbase = \"ketat\"\n").string(), "").name,
            "kita");
}

TEST_F(PolicyFile, TakesWhatItDoesNotSayFromItsBase) {
  const Policy own = load_policy(
      file("name = \"kita\"\nbase = \"ketat\"\n[planning.unit]\nmin_reporters = 10\n").string(),
      "");
  EXPECT_EQ(own.name, "kita");
  EXPECT_EQ(own.tiers, load_policy("ketat", "").tiers);
  EXPECT_NE(own.sha256, load_policy("ketat", "").sha256);
}

TEST_F(PolicyFile, BelowAFloorIsRefusedWithoutASignature) {
  const std::string head = "name = \"x\"\n";
  const std::vector<std::pair<std::string, std::string>> lower{
      {"[planning.unit]\nmin_reporters = 4\n", "planning.unit.min_reporters"},
      {"[planning.unit]\nmin_sessions = 1\n", "planning.unit.min_sessions"},
      {"[planning.unit]\nmax_share = 0.9\n", "planning.unit.max_share"},
      {"[operational.cell]\nmin_reporters = 2\n", "operational.cell.min_reporters"},
      {"[planning]\nclasses = [5, 6, 7]\n", "planning.classes"},
      {"[planning]\nmin_events_for_rate = 4\n", "planning.min_events_for_rate"},
      {"[planning]\nmin_women_for_rate = 20\n", "planning.min_women_for_rate"},
      {"[operational]\nwindow_days = 7\n", "operational.window_days"},
      {"[operational]\nlag_hours = 0\n", "operational.lag_hours"},
      {"[public]\nmin_inhabitants = 100\n", "public.min_inhabitants"},
      {"[public]\nepsilon = \"2/1\"\n", "public.epsilon"},
      {"[operational]\nkeep_days = 0\n", "operational.keep_days"},
      {"[restricted]\nkeep_days = 731\n", "restricted.keep_days"}};
  for (const auto& [text, key] : lower) {
    EXPECT_EQ(refusal_of(file(head + text)), (Refusal{7, "policy_below_floor", key}));
  }
  EXPECT_EQ(refusal_of(file(head + "[planning.unit]\nmin_reporters = 5\n")), Refusal{});
  EXPECT_EQ(refusal_of(file(head + "[public]\nepsilon = \"1/3\"\n")), Refusal{});
}

TEST_F(PolicyFile, IsRefusedWhereItCannotBeMeant) {
  const std::string head = "name = \"x\"\n";
  const auto code = [&](const std::string& text) { return refusal_of(file(text)).code; };
  EXPECT_EQ(code(head + "["), "policy_syntax");
  EXPECT_EQ(code(head + std::string(1'000'000, '#')), "settings_large");
  EXPECT_EQ(code(head + "thresold = 3\n"), "policy_key");
  EXPECT_EQ(code(head + "[planing]\nkeep_days = 3\n"), "policy_key");
  EXPECT_EQ(code(head + "[planning.unit]\nk = 3\n"), "policy_key");
  EXPECT_EQ(code("base = \"ketat\"\n"), "policy_value");
  EXPECT_EQ(code(head + "base = \"lain.toml\"\n"), "policy_value");
  EXPECT_EQ(code(head + "planning = 3\n"), "policy_value");
  for (const char* bad : {"min_reporters = 0", "min_reporters = -5", "min_reporters = 5.5",
                          "min_reporters = \"5\"", "max_share = 0", "max_share = nan",
                          "max_share = 1.5", "min_households = inf", "min_households = -1"}) {
    EXPECT_EQ(code(head + "[planning.unit]\n" + bad + "\n"), "policy_value") << bad;
  }
  for (const char* bad : {"classes = []", "classes = [5, 5]", "classes = [10, 5]", "classes = 5",
                          "epsilon = 0.5", "epsilon = \"1\"", "epsilon = \"1/0\"",
                          "epsilon = \"0/1\"", "epsilon = \"-1/2\"", "epsilon = \"1/2x\""}) {
    EXPECT_EQ(code(head + "[planning]\n" + bad + "\n"), "policy_value") << bad;
  }
  EXPECT_EQ(code(head + "[planning.unit]\nmin_reporters = 6\n"), "policy_value")
      << "the first class would show five";
  EXPECT_EQ(code(head + "accept_unencrypted = true\n"), "policy_value") << "by whom?";
  EXPECT_EQ(refusal_of(dir_.path() / "absent.toml").code, "not_found");
  EXPECT_EQ(refusal_of(dir_.path()).code, "not_a_file");
  EXPECT_EQ(refusal_of(file(head + "\n[planning]\nx = 1\n")),
            (Refusal{2, "policy_key", "planning.x"}));
}

/// A value between two ends: what lies on an end is read, what lies beyond it is refused.
struct Limits {
  const char* table;
  const char* key;
  const char* least;
  const char* below;
  const char* most;
  const char* above;
};

TEST_F(PolicyFile, HasLimitsForEveryNumber) {
  // Ends that let out more than the floor does are refused as such, after they were read.
  const Limits all[] = {
      {"restricted.unit", "min_reporters", "1", "0", "1000000", "1000001"},
      {"restricted.unit", "min_sessions", "1", "0", "1000000", "1000001"},
      {"restricted.unit", "max_share", "0.01", "0.009", "1", "1.001"},
      {"restricted.unit", "min_households", "0", "-1", "1000000000", "1000000001"},
      {"operational.cell", "min_households", "0", "-1", "1000000000", "1000000001"},
      {"operational", "min_finders", "1", "0", "1000000", "1000001"},
      {"planning", "min_events_for_rate", "1", "0.5", "1000000000", "1000000001"},
      {"planning", "min_women_for_rate", "1", "0.5", "1000000000", "1000000001"},
      {"operational", "window_days", "1", "0", "36500", "36501"},
      {"operational", "lag_hours", "0", "-1", "876000", "876001"},
      {"operational", "min_cell_m", "0", "-1", "5000", "5001"},
      {"public", "min_inhabitants", "0", "-1", "1000000000", "1000000001"},
      {"public", "keep_days", "0", "-1", "36500", "36501"}};
  for (const Limits& limits : all) {
    const auto code = [&](const char* value) {
      return refusal_of(file("name = \"x\"\n[" + std::string(limits.table) + "]\n" + limits.key +
                             " = " + value + "\n"))
          .code;
    };
    for (const char* inside : {limits.least, limits.most}) {
      EXPECT_THAT(code(inside), ::testing::AnyOf("", "policy_below_floor")) << limits.key << inside;
    }
    EXPECT_EQ(code(limits.below), "policy_value") << limits.key;
    EXPECT_EQ(code(limits.above), "policy_value") << limits.key;
  }
}

TEST_F(PolicyFile, IsRefusedWhereAValueIsOfAnotherKind) {
  const auto refusal = [&](const std::string& text) { return refusal_of(file(text)); };
  for (const char* bad :
       {"name = 3", "name = \"x\"\naccepted_by = 3", "name = \"x\"\nsharing_agreement = 3",
        "name = \"x\"\nbase = 3", "name = \"x\"\nneeds_agreement = 1",
        "name = \"x\"\nneeds_agreement = \"ya\"", "name = \"x\"\nneeds_fence = \"ya\"",
        "name = \"x\"\naccept_unencrypted = 1\naccepted_by = \"A\""}) {
    EXPECT_EQ(refusal(bad).code, "policy_value") << bad;
  }
  EXPECT_EQ(refusal("name = \"x\"\n[planning]\nunit = 3\n"),
            (Refusal{2, "policy_value", "planning.unit"}));
  EXPECT_EQ(refusal("name = \"x\"\n[planning.cell]\nmin_reporters = \"5\"\n"),
            (Refusal{2, "policy_value", "planning.cell.min_reporters"}));
  for (const char* bad : {"[\"5\"]", "[5.5]", "[0, 5]", "[5, 10, 10]", "{}"}) {
    EXPECT_EQ(refusal("name = \"x\"\n[planning]\nclasses = " + std::string(bad) + "\n").code,
              "policy_value")
        << bad;
  }
  for (const char* bad :
       {"", "/2", "1/", "1 /2", "1/ 2", "1/2/3", "x/2", "1x2", "1.5", "1/x", "2"}) {
    EXPECT_EQ(refusal("name = \"x\"\n[public]\nepsilon = \"" + std::string(bad) + "\"\n").code,
              "policy_value")
        << bad;
  }
}

TEST_F(PolicyFile, SaysWhetherAnAgreementIsNeededAndWhoAcceptsWhat) {
  const Policy policy = load_policy(
      file("name = \"x\"\nneeds_agreement = true\naccept_unencrypted = true\n"
           "accepted_by = \"Kepala Satuan, 2026-07-01\"\nsharing_agreement = \"MoU-1\"\n")
          .string(),
      "");
  EXPECT_TRUE(policy.needs_agreement);
  EXPECT_TRUE(policy.accept_unencrypted);
  EXPECT_EQ(policy.accepted_by, "Kepala Satuan, 2026-07-01");
  EXPECT_EQ(policy.sharing_agreement, "MoU-1");
  const Policy silent = load_policy(file("name = \"x\"\naccepted_by = \"A\"\n").string(), "");
  EXPECT_FALSE(silent.accept_unencrypted);
}

using Change = void (*)(Policy& policy);

TierPolicy& tier_of(Policy& policy, Tier tier) {
  return policy.tiers[static_cast<std::size_t>(tier)];
}

// Each of these alone lets out more than the strict rules do; the other way about none does.
TEST(Floor, IsLeftByEveryValueThatLetsOutMore) {
  const std::pair<const char*, Change> changes[] = {
      {"operational.unit.min_reporters",
       [](Policy& p) { --tier_of(p, Tier::operational).unit.min_reporters; }},
      {"planning.unit.min_sessions",
       [](Policy& p) { --tier_of(p, Tier::planning).unit.min_sessions; }},
      {"public.unit.max_share", [](Policy& p) { tier_of(p, Tier::open).unit.max_share += 0.01; }},
      {"planning.unit.min_households",
       [](Policy& p) { --tier_of(p, Tier::planning).unit.min_households; }},
      {"operational.cell.min_reporters",
       [](Policy& p) { --tier_of(p, Tier::operational).cell.min_reporters; }},
      {"operational.cell.min_sessions",
       [](Policy& p) { --tier_of(p, Tier::operational).cell.min_sessions; }},
      {"operational.cell.max_share",
       [](Policy& p) { tier_of(p, Tier::operational).cell.max_share += 0.01; }},
      {"operational.cell.min_households",
       [](Policy& p) { --tier_of(p, Tier::operational).cell.min_households; }},
      {"operational.min_finders", [](Policy& p) { --tier_of(p, Tier::operational).min_finders; }},
      {"planning.min_events_for_rate",
       [](Policy& p) { --tier_of(p, Tier::planning).min_events_for_rate; }},
      {"planning.min_women_for_rate",
       [](Policy& p) { --tier_of(p, Tier::planning).min_women_for_rate; }},
      {"operational.window_days", [](Policy& p) { --tier_of(p, Tier::operational).window_days; }},
      {"operational.lag_hours", [](Policy& p) { --tier_of(p, Tier::operational).lag_hours; }},
      {"operational.min_cell_m", [](Policy& p) { --tier_of(p, Tier::operational).min_cell_m; }},
      {"public.min_inhabitants", [](Policy& p) { --tier_of(p, Tier::open).min_inhabitants; }},
      {"public.epsilon",
       [](Policy& p) {
         tier_of(p, Tier::open).epsilon = {101, 100};
       }},
      {"operational.keep_days", [](Policy& p) { ++tier_of(p, Tier::operational).keep_days; }},
      {"planning.classes",
       [](Policy& p) {
         tier_of(p, Tier::planning).classes = {9, 19, 50};
       }},
      {"planning.classes", [](Policy& p) {
         tier_of(p, Tier::planning).classes = {10, 15, 50};
       }}};
  Policy floor = load_policy("ketat", "");
  tier_of(floor, Tier::operational).min_finders = 2;
  EXPECT_EQ(below_floor(floor, floor), "");
  for (const auto& [key, change] : changes) {
    Policy policy = floor;
    change(policy);
    EXPECT_EQ(below_floor(policy, floor), key);
    EXPECT_EQ(below_floor(floor, policy), "") << key;
  }
}

TEST(Floor, LeavesOpenWhatItSaysNothingOf) {
  const Policy floor = load_policy("baku", "");
  Policy policy = floor;
  tier_of(policy, Tier::planning).classes.clear();
  tier_of(policy, Tier::open).keep_days = 9'000;
  tier_of(policy, Tier::open).epsilon = {2, 2};
  tier_of(policy, Tier::operational).classes = {20};
  EXPECT_EQ(below_floor(policy, floor), "");
  Policy short_lived = floor;
  tier_of(short_lived, Tier::operational).keep_days = 1;
  EXPECT_EQ(below_floor(floor, short_lived), "operational.keep_days");
  tier_of(policy, Tier::restricted).classes = {5, 10};
  EXPECT_EQ(below_floor(policy, floor), "restricted.classes") << "the floor shows none there";
}

TEST(SignedPolicy, MayGoBelowTheFloor) {
  for (const char* name : {"longgar.toml", "longgar_legacy.toml"}) {
    const Policy policy = load_policy((kFixtures / name).string(), key_of("steward"));
    EXPECT_TRUE(policy.is_signed) << name;
    EXPECT_EQ(policy.of(Tier::planning).unit.min_reporters, 4U);
    EXPECT_EQ(policy.sharing_agreement, "MoU-DP3A-2026-07");
    EXPECT_EQ(policy.sha256, io::sha256_of_file(kFixtures / name));
  }
}

TEST(SignedPolicy, NeedsTheProjectsKey) {
  EXPECT_EQ(refusal_of(kFixtures / "longgar.toml").code, "policy_below_floor");
  EXPECT_EQ(refusal_of(kFixtures / "longgar.toml", key_of("other")).code, "policy_signature");
  EXPECT_EQ(refusal_of(kFixtures / "longgar.toml", "no key at all").code, "policy_signature");
}

TEST_F(PolicyFile, IsRefusedWhereItOrItsSignatureChanged) {
  const std::string text = content_of(kFixtures / "longgar.toml");
  const std::string signature = content_of(kFixtures / "longgar.toml.minisig");
  const fs::path policy = file(text);
  const fs::path beside = policy.string() + ".minisig";
  write_file(beside, signature);
  ASSERT_EQ(refusal_of(policy, key_of("steward")), Refusal{});

  file(text + "[operational.cell]\nmin_reporters = 1\n");
  EXPECT_EQ(refusal_of(policy, key_of("steward")), (Refusal{7, "policy_signature", ""}));
  file(text);
  write_file(beside, content_of(kFixtures / "longgar.toml.other.minisig"));
  EXPECT_EQ(refusal_of(policy, key_of("steward")), (Refusal{7, "policy_signature", ""}));
  fs::remove(beside);
  EXPECT_EQ(refusal_of(policy, key_of("steward")).code, "policy_below_floor");
}

/// Whether any change of one character outside the untrusted comment goes unnoticed.
TEST(SignedPolicy, NoticesEveryChangedCharacter) {
  for (const char* name : {"longgar.toml", "longgar_legacy.toml"}) {
    const std::string text = content_of(kFixtures / name);
    const std::string signature = content_of(kFixtures / (std::string(name) + ".minisig"));
    const std::string key = key_of("steward");
    ASSERT_EQ(io::check_minisign(text, signature, key), io::SignatureFault::none);
    for (std::size_t i = 0; i < text.size(); ++i) {
      std::string changed = text;
      changed[i] = static_cast<char>(changed[i] ^ 1);
      ASSERT_EQ(io::check_minisign(changed, signature, key), io::SignatureFault::does_not_fit);
    }
    for (std::size_t i = signature.find('\n') + 1; i + 1 < signature.size(); ++i) {
      std::string changed = signature;
      changed[i] = changed[i] == 'A' ? 'B' : 'A';
      ASSERT_NE(io::check_minisign(text, changed, key), io::SignatureFault::none) << i;
    }
  }
}

TEST(SignedPolicy, IsNoSignatureIfAnythingOfTheFormIsMissing) {
  const std::string text = content_of(kFixtures / "longgar.toml");
  const std::string signature = content_of(kFixtures / "longgar.toml.minisig");
  const std::string key = key_of("steward");
  EXPECT_EQ(io::check_minisign(text, "", key), io::SignatureFault::not_a_signature);
  EXPECT_EQ(io::check_minisign(text, signature + "x", key), io::SignatureFault::not_a_signature);
  EXPECT_EQ(io::check_minisign(text, signature, ""), io::SignatureFault::not_a_key);
  EXPECT_EQ(io::check_minisign(text, signature, key_of("other")), io::SignatureFault::other_key);
  std::string of_another_kind = key;
  of_another_kind[1] = 'X';  // "RW": the algorithm "Ed"; "RX": "Et".
  EXPECT_EQ(io::check_minisign(text, signature, of_another_kind), io::SignatureFault::not_a_key);
}

TEST(PolicyFiles, AreRefusedWhereTheyCannotBeRead) {
  // A regular file that opens and of which the first byte is an error.
  EXPECT_EQ(refusal_of("/proc/self/mem"), (Refusal{3, "unreadable", {}}));
}

}  // namespace
}  // namespace rawan::engine
