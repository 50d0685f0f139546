#include "evidence_notes.h"

#include <filesystem>

namespace rawan::engine {
namespace {

/// "laporan.csv:17".
std::string row_name(const io::Report& report, const io::Ledger& ledger) {
  const std::filesystem::path file = ledger.source(report.source.source).file;
  return file.filename().string() + ":" + std::to_string(report.source.row);
}

}  // namespace

void note_evidence(std::span<const Testimony> testimonies, Records& records) {
  for (const Testimony& testimony : testimonies) {
    const io::RecordRef record = records.reports[testimony.report].source;
    if (testimony.same_as) {
      records.ledger.note(
          {.record = record,
           .reason = "counted_elsewhere",
           .effect = io::Outcome::accepted,
           .detail = row_name(records.reports[*testimony.same_as], records.ledger)});
    }
    if (testimony.over_cap) {
      records.ledger.note(
          {.record = record, .reason = "over_cap", .effect = io::Outcome::accepted});
    }
  }
}

}  // namespace rawan::engine
