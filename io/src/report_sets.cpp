#include "report_sets.h"

#include "area_names.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace rawan::io {
namespace {

bool takes_part(const Judged& row) {
  return row.issues.outcome() != Outcome::rejected;
}

/// What a report says and who says it: two women may say the same.
Digest words_of(const Judged& row) {
  if (!row.report.reporter) return row.content;
  return {row.content.high ^ *row.report.reporter, row.content.low};
}

Digest identity_of(const Judged& row) {
  // The seventh row of two tables is not the same report, unless it says the same.
  if (row.is_numbered || !row.has_own_id) return words_of(row);
  return digest_of(row.report.source_system + '\n' + row.report.id);
}

bool is_earlier(const Judged& a, const Judged& b) {
  return a.report.reported_at < b.report.reported_at;
}

/// Sets the earlier of two rows with one id aside; the later stays in `kept`.
void supersede(Judged*& kept, Judged& next) {
  Judged* loser = kept;
  if (is_earlier(next, *kept)) {
    loser = &next;
  } else {
    kept = &next;
  }
  const bool equal = kept->content == loser->content;
  if (!equal) kept->issues.add({}, "id_conflict");
  loser->issues.replace_all({}, equal ? "duplicate_row" : "superseded");
  loser->is_withdrawn = false;
}

void keep_last_edits(std::vector<Judged>& rows) {
  std::unordered_map<Digest, Judged*, DigestHash> kept;
  kept.reserve(rows.size());
  for (Judged& row : rows) {
    if (!takes_part(row)) continue;
    const auto [found, is_new] = kept.emplace(identity_of(row), &row);
    if (!is_new) supersede(found->second, row);
  }
}

void note_equal_contents(std::vector<Judged>& rows) {
  std::unordered_set<Digest, DigestHash> seen;
  seen.reserve(rows.size());
  for (Judged& row : rows) {
    if (row.issues.outcome() > Outcome::repaired) continue;
    const Digest words = words_of(row);
    row.report.statement = words.low ^ words.high;
    if (!seen.insert(words).second) row.issues.add({}, "content_duplicate");
  }
}

/// Women who say the same without ids of their own were given one id: it is theirs no more.
void part_equal_ids(std::vector<Judged>& rows) {
  std::unordered_map<std::string, std::size_t> times;
  for (Judged& row : rows) {
    if (row.has_own_id || row.issues.outcome() > Outcome::repaired) continue;
    const std::size_t count = ++times[row.report.id];
    if (count > 1) row.report.id += "-" + std::to_string(count);
  }
}

struct PointOrder {
  bool operator()(GeoPoint a, GeoPoint b) const {
    return std::pair(a.lon, a.lat) < std::pair(b.lon, b.lat);
  }
};

/// What tells two places apart: their names, else what they are; and the villages named with them.
std::string place_of(const Judged& row) {
  const std::string name = name_key(row.report.place_name);
  const std::string kind = std::to_string(static_cast<int>(row.report.place));
  const auto village = static_cast<std::int64_t>(row.named_village.value_or(VillageId{}));
  return (name.empty() ? kind : name) + '\n' + std::to_string(village);
}

void mark_pile(const std::vector<Judged*>& pile) {
  for (Judged* row : pile) {
    row->report.coord_method = CoordMethod::pusat_desa;
    row->issues.add({}, "pile");
    if (row->named_village) row->report.village = row->named_village;
  }
}

}  // namespace

void settle_duplicates(std::vector<Judged>& rows) {
  keep_last_edits(rows);
  note_equal_contents(rows);
  part_equal_ids(rows);
}

void settle_piles(std::vector<Judged>& rows, std::uint32_t pile_size) {
  std::map<GeoPoint, std::vector<Judged*>, PointOrder> by_point;
  for (Judged& row : rows) {
    const bool counts = row.report.location && row.issues.outcome() <= Outcome::repaired;
    if (counts) by_point[*row.report.location].push_back(&row);
  }
  for (const auto& [point, pile] : by_point) {
    if (pile.size() < pile_size) continue;
    std::set<std::string> places;
    for (const Judged* row : pile) places.insert(place_of(*row));
    if (places.size() >= pile_size) mark_pile(pile);
  }
}

}  // namespace rawan::io
