#include "rawan/engine/gates.h"

#include "lattice.h"

#include <algorithm>
#include <cmath>

namespace rawan::engine {
namespace {

constexpr int kQualityGate = 4;
constexpr int kStatisticsGate = 8;

std::uint64_t count(const io::SourceCount& source, io::Outcome outcome) {
  return source.outcomes[static_cast<std::size_t>(outcome)];
}

[[noreturn]] void refuse(const io::SourceCount& source, std::string code, std::uint64_t records) {
  throw GateRefusal(kQualityGate, std::move(code), {.file = source.file, .layer = source.layer},
                    std::to_string(records) + " / " + std::to_string(source.independent_count));
}

/// What patrols discovered without effort in the log says where patrols were. Some such rows are
/// set aside; where they are much of what is known, nothing can be said of places.
bool lacks_effort(const EvidenceSums& sums) {
  constexpr double kMost = 0.3;
  const auto without = static_cast<double>(sums.without_effort);
  const double discovered = static_cast<double>(sums.discovered) + without;
  const auto told = static_cast<double>(sums.told);
  return discovered > kMost * (discovered + told) && without > kMost * discovered;
}

}  // namespace

bool is_held_to_share(const io::SourceCount& source) {
  return source.role != "checkins";
}

void pass_quality_gate(const io::Ledger& ledger, const ValidationConfig& rules, bool strict) {
  for (const io::SourceCount& source : ledger.sources()) {
    const std::uint64_t rejected = count(source, io::Outcome::rejected);
    const std::uint64_t repaired = count(source, io::Outcome::repaired);
    if (strict && repaired + rejected > 0) refuse(source, "strict", repaired + rejected);
    if (!is_held_to_share(source)) continue;
    // One row may fail in any table: a share says nothing of a table with four rows.
    const double share = rules.max_rejected_share * static_cast<double>(source.independent_count);
    const double limit = rules.max_rejected_share > 0.0 ? std::max(1.0, share) : 0.0;
    if (static_cast<double>(rejected) > limit) refuse(source, "quality_gate", rejected);
  }
}

EvidenceSums& EvidenceSums::operator+=(const EvidenceSums& other) {
  dialogues += other.dialogues;
  told += other.told;
  discovered += other.discovered;
  without_effort += other.without_effort;
  return *this;
}

EvidenceSums sums_of(const Exposure& exposure) {
  const auto is_told = [](const auto& mark) { return mark.origin != Origin::seen; };
  const auto told = std::ranges::count_if(exposure.marks, is_told) +
                    std::ranges::count_if(exposure.placeless, is_told);
  return {.dialogues = exposure.dialogues.size(),
          .told = static_cast<std::uint64_t>(told),
          .discovered = exposure.findings.size(),
          .without_effort = exposure.findings_without_effort};
}

void pass_statistics_gate(const EvidenceSums& sums, const EvidenceConfig& evidence) {
  if (sums.dialogues == 0) throw GateRefusal(kStatisticsGate, "no_exposure", {});
  const bool wants_them = evidence.use_discovered_without_effort && sums.without_effort > 0;
  if (wants_them || lacks_effort(sums)) {
    throw GateRefusal(kStatisticsGate, "discovered_without_effort", {},
                      std::to_string(sums.without_effort));
  }
}

void pass_bandwidth_gate(const Sites& sites, const AnalysisConfig& analysis,
                         const std::string& code) {
  if (analysis.bandwidth_rule != BandwidthRule::fixed) return;
  const Box extent = extent_of(sites);
  const double longest = std::hypot(extent.high.x - extent.low.x, extent.high.y - extent.low.y);
  if (analysis.bandwidth.value <= longest) return;
  const std::string length = std::to_string(std::lround(longest / 1000.0)) + " km";
  throw GateRefusal(kStatisticsGate, "bandwidth_beyond_area", {},
                    code.empty() ? length : code + ": " + length);
}

}  // namespace rawan::engine
