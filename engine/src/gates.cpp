#include "rawan/engine/gates.h"

#include <algorithm>

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

}  // namespace

void pass_quality_gate(const io::Ledger& ledger, const ValidationConfig& rules, bool strict) {
  for (const io::SourceCount& source : ledger.sources()) {
    const std::uint64_t rejected = count(source, io::Outcome::rejected);
    const std::uint64_t repaired = count(source, io::Outcome::repaired);
    if (strict && repaired + rejected > 0) refuse(source, "strict", repaired + rejected);
    // One row may fail in any table: a share says nothing of a table with four rows.
    const double share = rules.max_rejected_share * static_cast<double>(source.independent_count);
    const double limit = rules.max_rejected_share > 0.0 ? std::max(1.0, share) : 0.0;
    if (static_cast<double>(rejected) > limit) refuse(source, "quality_gate", rejected);
  }
}

void pass_statistics_gate(const Exposure& exposure, const EvidenceConfig& evidence) {
  if (exposure.dialogues.empty()) throw GateRefusal(kStatisticsGate, "no_exposure", {});
  if (evidence.use_discovered_without_effort && exposure.findings_without_effort > 0) {
    throw GateRefusal(kStatisticsGate, "discovered_without_effort", {},
                      std::to_string(exposure.findings_without_effort));
  }
}

}  // namespace rawan::engine
