#pragma once

#include "attack/truth.h"
#include "rawan/algorithms/control.h"
#include "rawan/algorithms/reconstruction.h"
#include "rawan/io/seen_release.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The attacks of reliability.md 7.3: what a stranger learns from releases. The attacks see what
/// io::see_release() gives and nothing else; the truth only scores them.
namespace rawan::engine::attack {

/// One thing that should not be there. `code` is a key of the catalogue ("attack.leak.<code>").
struct Leak {
  std::string code;
  std::string where;  ///< File, table, column or unit; never a restricted value.
  friend bool operator==(const Leak&, const Leak&) = default;
};

/// How often something that is shown changes with one person.
struct Moved {
  std::string what;           ///< A key of the catalogue ("attack.moved.<what>").
  std::uint64_t changed = 0;  ///< Pairs of a person and an area.
  std::uint64_t of = 0;
  std::uint64_t people = 0;  ///< For whom anything of the kind changed at all.
};

/// What one attack did to one release or one pair of releases.
struct Line {
  std::string attack = {};
  std::string subject = {};  ///< Titles of the releases.
  std::uint64_t tried = 0;   ///< Rasters, cells, pairs, vertices, words, ...: what `attack` counts.
  std::uint64_t found = 0;   ///< Of those; anything above 0 was learned.
  std::optional<reconstruction::Advantage> near = {};  ///< Within 100 m.
  std::optional<reconstruction::Advantage> far = {};   ///< Within 250 m.
  std::vector<Leak> leaks = {};
  std::vector<Moved> moved = {};
  bool needs_truth = false;  ///< Nothing was tried because only the inputs would tell.

  void leak(std::string code, std::string where) {
    ++found;
    leaks.push_back({std::move(code), std::move(where)});
  }
};

struct Scene {
  std::vector<io::SeenRelease> releases;
  std::optional<Truth> truth;
  std::uint64_t seed = 1;
  std::size_t samples = 60;  ///< People taken away, one at a time.
};

using Run = void (*)(const Scene& scene, const Control& control, std::vector<Line>& lines);

struct Attack {
  std::string_view name;
  Run run;
};

/// All of them, in the order of the table.
std::span<const Attack> all_attacks();

/// k: the least number of reporters that a shown value may stand for, by the release's manifest,
/// but not below what the tier must keep whatever the policy says.
std::uint32_t least_of(const io::SeenRelease& release);

void attack_neighbors(const Scene& scene, const Control& control, std::vector<Line>& lines);
void attack_surfaces(const Scene& scene, const Control& control, std::vector<Line>& lines);
void attack_classes(const Scene& scene, const Control& control, std::vector<Line>& lines);
void attack_differences(const Scene& scene, const Control& control, std::vector<Line>& lines);
void attack_sums(const Scene& scene, const Control& control, std::vector<Line>& lines);
void attack_vertices(const Scene& scene, const Control& control, std::vector<Line>& lines);
void attack_thresholds(const Scene& scene, const Control& control, std::vector<Line>& lines);
void attack_traces(const Scene& scene, const Control& control, std::vector<Line>& lines);
void attack_words(const Scene& scene, const Control& control, std::vector<Line>& lines);
void attack_repetition(const Scene& scene, const Control& control, std::vector<Line>& lines);

}  // namespace rawan::engine::attack
