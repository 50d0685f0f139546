#include "safe_stability.h"

#include "gate_parts.h"
#include "rawan/algorithms/polygons.h"

#include <algorithm>
#include <array>

namespace rawan::engine {
namespace {

constexpr const char* kMeasure = "kestabilan";
constexpr std::array<std::string_view, 3> kVerdicts{"inti", "mungkin", "rapuh"};

Stability verdict_of(const std::string& text) {
  const auto found = std::ranges::find(kVerdicts, text);
  if (found == kVerdicts.end()) return Stability::fragile;
  return static_cast<Stability>(found - kVerdicts.begin());
}

Stability found_there(const SafeHotspot& hotspot, const Results& results) {
  const Point anchor = io::Projector(results.records.crs.crs).to_meters(hotspot.anchor);
  const auto& all = results.findings.hotspots;
  const auto around =
      std::ranges::find_if(all, [&](const Hotspot& h) { return covers(h.outline, anchor); });
  return around == all.end() ? Stability::fragile : around->stability.verdict;
}

}  // namespace

Stability safe_stability(const SafeHotspot& hotspot, std::vector<std::uint64_t> people,
                         const Results& results, const TierPolicy& policy, const Memory& memory,
                         std::vector<io::LedgerCell>& record) {
  const auto* before =
      memory.ledger.last(std::string(code_of(Tier::operational)), hotspot.id, kRunning, kMeasure);
  Stability stability = found_there(hotspot, results);
  if (must_repeat(before, people, policy.cell.min_reporters)) {
    stability = verdict_of(before->shown);
    people = before->reporters;
  }
  record.push_back({.unit = hotspot.id,
                    .window = kRunning,
                    .measure = kMeasure,
                    .shown = std::string(kVerdicts[static_cast<std::size_t>(stability)]),
                    .reporters = std::move(people)});
  return stability;
}

}  // namespace rawan::engine
