#include "attack/claims.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <tuple>

namespace rawan::engine::attack {
namespace {

using Key = CountKey;
using Members = std::vector<Key>;

/// A unit in one window as all releases together show it.
struct Node {
  Bounds bounds;
  bool hidden = true;  ///< No release shows it.
  bool no_data = false;
};

/// Everything published of some measures, and which sums hold between it: a kecamatan is its
/// villages, a year its quarters.
struct Published {
  std::map<Key, Node> nodes;
  std::map<Key, std::vector<Members>> parts;  ///< Of a node, each list summing to it.
};

/// Code of the area around: "61.07.01.2004" lies in "61.07.01".
std::string area_around(const std::string& unit) {
  const std::size_t dot = unit.rfind('.');
  return dot == std::string::npos ? std::string() : unit.substr(0, dot);
}

/// "2026-Q1" lies in "2026".
std::string window_around(const std::string& window) {
  return window.size() == 7 && window[5] == 'Q' ? window.substr(0, 4) : std::string();
}

/// "2026-01-01" after "2025-Q4".
std::string first_day_after(const std::string& quarter) {
  const int year = std::stoi(quarter.substr(0, 4));
  const int next = quarter[6] - '0';
  return next == 4 ? fmt::format("{}-01-01", year + 1)
                   : fmt::format("{}-{:02}-01", year, 3 * next + 1);
}

void narrow_by(const Bounds& other, Node& node) {
  node.bounds.low = std::max(node.bounds.low, other.low);
  node.bounds.high = std::min(node.bounds.high, other.high);
}

/// A proposal says how many told at least of one matter in the whole period: so many told there.
bool add_proposal(const PublishedCount& count, Published& all) {
  if (count.measure != "bukti_jumlah") return false;
  if (count.bounds.hidden) return true;
  Node& node = all.nodes[{"pelapor", count.unit, count.window}];
  node.hidden = false;
  node.bounds.low = std::max(node.bounds.low, count.bounds.low);
  return true;
}

void add_counts(const io::SeenRelease& release, Published& all) {
  for (const PublishedCount& count : published_counts(release)) {
    if (add_proposal(count, all)) continue;
    Node& node = all.nodes[{count.measure, count.unit, count.window}];
    node.hidden = node.hidden && count.bounds.hidden;
    node.no_data = node.no_data || count.bounds.no_data;
    if (!count.bounds.hidden) narrow_by(count.bounds, node);
  }
}

/// The quarters of a whole period, if they make it up: at most as many told in it as in them.
Members quarters_within(const Published& all, const Key& whole) {
  const auto& [measure, unit, window] = whole;
  const auto days = days_of(window);
  Members quarters;
  if (!days || window.size() != 21) return quarters;
  std::string next = days->from;
  for (auto it = all.nodes.lower_bound({measure, unit, ""}); it != all.nodes.end(); ++it) {
    const std::string& name = std::get<2>(it->first);
    if (std::get<0>(it->first) != measure || std::get<1>(it->first) != unit) break;
    const auto own = name.size() == 7 ? days_of(name) : std::nullopt;
    if (!own || own->from != next) continue;
    quarters.push_back(it->first);
    if (own->to == days->to) return quarters;
    next = first_day_after(name);
  }
  return {};
}

void add_parts(Published& all) {
  std::map<Key, Members> by_area;
  std::map<Key, Members> by_window;
  for (const auto& [key, node] : all.nodes) {
    const auto& [measure, unit, window] = key;
    by_area[{measure, area_around(unit), window}].push_back(key);
    by_window[{measure, unit, window_around(window)}].push_back(key);
  }
  constexpr std::size_t kQuarters = 4;
  for (const auto& [key, node] : all.nodes) {
    const auto areas = by_area.find(key);
    const auto windows = by_window.find(key);
    Members quarters = quarters_within(all, key);
    if (quarters.size() > 1) all.parts[key].push_back(std::move(quarters));
    if (areas != by_area.end() && areas->second.size() > 1) all.parts[key].push_back(areas->second);
    if (windows != by_window.end() && windows->second.size() == kQuarters) {
      all.parts[key].push_back(windows->second);
    }
  }
}

/// Bounds of some parts together: their own, and what the others leave of the whole.
Bounds bounds_of(const Published& all, const Key& whole, const Members& parts,
                 const Members& members) {
  Bounds inside{.low = 0.0, .high = 0.0};
  Bounds outside{.low = 0.0, .high = 0.0};
  for (const Key& part : parts) {
    const Bounds& bounds = all.nodes.at(part).bounds;
    Bounds& side = std::ranges::count(members, part) > 0 ? inside : outside;
    side.low += bounds.low;
    side.high += bounds.high;
  }
  const Bounds& sum = all.nodes.at(whole).bounds;
  return {.low = std::max(inside.low, sum.low - outside.high),
          .high = std::min(inside.high, sum.high - outside.low)};
}

/// One round over every sum, both ways. @return whether a bound moved.
bool narrow_once(Published& all) {
  bool moved = false;
  const auto tighten = [&](const Key& key, const Bounds& bounds) {
    Node& node = all.nodes.at(key);
    const Bounds before = node.bounds;
    narrow_by(bounds, node);
    moved = moved || node.bounds != before;
  };
  for (const auto& [whole, lists] : all.parts) {
    for (const Members& parts : lists) {
      tighten(whole, bounds_of(all, whole, parts, parts));
      std::vector<Bounds> narrowed;
      for (const Key& part : parts) narrowed.push_back(bounds_of(all, whole, parts, {part}));
      for (std::size_t i = 0; i < parts.size(); ++i) tighten(parts[i], narrowed[i]);
    }
  }
  return moved;
}

/// Exact where areas nest; where areas and windows cross, all that intervals alone can find.
void narrow(Published& all) {
  constexpr int kMostRounds = 50;
  for (int round = 0; round < kMostRounds && narrow_once(all); ++round) {
  }
}

/// Asks about every union of up to three hidden parts of one whole.
class Unions {
 public:
  Unions(const Published& all, const Key& whole, const Members& parts, double least, Claims& claims)
      : all_(all), whole_(whole), parts_(parts), least_(least), claims_(claims) {
    std::ranges::copy_if(parts, std::back_inserter(hidden_),
                         [&](const Key& part) { return all.nodes.at(part).hidden; });
  }

  void ask_all() {
    for (std::size_t a = 0; a < hidden_.size(); ++a) {
      ask({hidden_[a]});
      for (std::size_t b = a + 1; b < hidden_.size(); ++b) ask_with_third(a, b);
    }
  }

 private:
  void ask_with_third(std::size_t a, std::size_t b) {
    ask({hidden_[a], hidden_[b]});
    for (std::size_t c = b + 1; c < hidden_.size(); ++c) {
      ask({hidden_[a], hidden_[b], hidden_[c]});
    }
  }

  void ask(const Members& members) {
    ++claims_.asked;
    const Bounds bounds = bounds_of(all_, whole_, parts_, members);
    if (bounds.low <= 0.0 && bounds.high >= least_) return;
    claims_.list.push_back({members, bounds});
  }

  const Published& all_;
  const Key& whole_;
  const Members& parts_;
  double least_;
  Claims& claims_;
  Members hidden_;
};

}  // namespace

Claims claims_of(const Scene& scene, double least, const Control& control) {
  Published all;
  for (const io::SeenRelease& release : scene.releases) {
    if (release.tier != "public" && release.tier != "restricted") add_counts(release, all);
  }
  add_parts(all);
  narrow(all);
  Claims claims;
  for (const auto& [whole, lists] : all.parts) {
    control.check();
    for (const Members& parts : lists) Unions(all, whole, parts, least, claims).ask_all();
  }
  return claims;
}

bool gives_away(const Claim& claim, double least) {
  if (claim.members.size() == 1 && claim.bounds.low >= claim.bounds.high) return true;
  return claim.bounds.high < least;
}

}  // namespace rawan::engine::attack
