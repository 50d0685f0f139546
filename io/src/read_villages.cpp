#include "gdal_session.h"
#include "rawan/io/read_inputs.h"
#include "rawan/io/record_count.h"
#include "village_duplicates.h"
#include "village_shapes.h"

#include <ogrsf_frmts.h>

#include <algorithm>
#include <utility>

namespace rawan::io {
namespace {

CodeSystem system_of(const std::vector<VillageRow>& rows, const VillageSource& source,
                     std::span<const CrosswalkEntry> crosswalk, const Place& place) {
  std::vector<CodeText> codes;
  codes.reserve(rows.size());
  for (const VillageRow& row : rows) codes.push_back(row.code);
  return decide_code_system(codes, source.codes, crosswalk, place);
}

std::map<std::string, std::string> parent_names(GDALDataset& dataset, const OGRLayer* villages,
                                                const VillageSource& source) {
  std::map<std::string, std::string> names = read_parent_names(dataset, villages);
  if (source.names.empty()) return names;
  const auto proof = counter_of(source.names);
  const GDALDatasetUniquePtr table = open_vector(source.names);
  const GdalErrors errors;
  names.merge(read_parent_names(*table, nullptr));
  errors.expect_none({.file = source.names});
  return names;
}

void note_source(std::string_view reason, SourceId id, Ledger& ledger,
                 const std::string& column = {}) {
  if (reason.empty()) return;
  ledger.note({.record = {id, 0},
               .column = column,
               .reason = std::string(reason),
               .effect = Outcome::accepted});
}

bool is_used(const VillageRow& row) {
  return !row.is_out() && !row.is_joined;
}

void note_missing_districts(const std::vector<VillageRow>& rows, SourceId id, Ledger& ledger) {
  const bool is_missing = std::ranges::any_of(
      rows, [](const VillageRow& row) { return is_used(row) && row.village.district.empty(); });
  if (is_missing) note_source("district_names_missing", id, ledger);
}

void close_rows(const std::vector<VillageRow>& rows, Ledger& ledger) {
  for (const VillageRow& row : rows) {
    for (const Issue& issue : row.issues) ledger.note(issue);
    ledger.close(row.village.source, outcome_of(row.issues));
  }
}

void note_crs(const LayerCrs& crs, std::span<const Village> villages, SourceId id, Ledger& ledger) {
  note_source(crs.note(), id, ledger);
  if (!crs.is_exact_in(bounding_box(villages))) note_source("crs_inexact", id, ledger);
}

std::vector<Village> take_villages(std::vector<VillageRow>& rows) {
  std::vector<Village> villages;
  for (VillageRow& row : rows) {
    if (is_used(row)) villages.push_back(std::move(row.village));
  }
  std::ranges::sort(villages, {}, &Village::id);
  return villages;
}

}  // namespace

VillageLayer read_villages(const VillageSource& source, std::span<const CrosswalkEntry> crosswalk,
                           const std::string& regency, Ledger& ledger, const Control& control) {
  const RecordCounter counter(source.path);  // A damaged file is not given to GDAL at all.
  const GDALDatasetUniquePtr dataset = open_vector(source.path);
  const GdalErrors errors;
  const ChosenLayer chosen = choose_village_layer(*dataset, source);
  const Place place{.file = source.path, .layer = chosen.layer->GetName()};
  const LayerCrs crs(chosen.layer->GetSpatialRef(), place);
  const std::uint64_t count = counter.count(place.layer);
  const SourceId id = ledger.open("villages", source.path, place.layer, count);

  control.expect(count);
  std::vector<VillageRow> rows = read_village_rows(chosen, source, id, control);
  const CodeSystem system = system_of(rows, source, crosswalk, place);
  judge_codes(rows, CodeResolver(system, crosswalk, regency), chosen);
  const auto notes = read_village_shapes(chosen, crs, source, rows, control);
  fill_names(rows, parent_names(*dataset, chosen.layer, source));
  errors.expect_none(place);
  if (rows.size() != count) {
    throw InputError("count_mismatch", place,
                     std::to_string(rows.size()) + " / " + std::to_string(count));
  }

  settle_duplicates(rows);
  if (chosen.among_several) note_source("layer_chosen", id, ledger);
  note_source("profile_matched", id, ledger, chosen.headers[*chosen.columns[VillageRole::code]]);
  for (const std::string_view note : notes) note_source(note, id, ledger);
  note_missing_districts(rows, id, ledger);
  close_rows(rows, ledger);
  std::vector<Village> villages = take_villages(rows);
  note_crs(crs, villages, id, ledger);
  return {.villages = std::move(villages),
          .profile = chosen.columns.profile,
          .layer = place.layer,
          .codes = system};
}

}  // namespace rawan::io
