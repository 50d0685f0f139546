#include "report_sets.h"

#include "area_names.h"
#include "rawan/algorithms/parallel.h"

#include <tbb/parallel_sort.h>

#include <set>
#include <span>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace rawan::io {
namespace {

bool takes_part(const Judged& row) {
  return row.issues.outcome() != Outcome::rejected;
}

/// What a report says and who says it: two women may say the same.
Digest words_of(const Judged& row) {
  if (!row.report->reporter) return row.content;
  return {row.content.high ^ *row.report->reporter, row.content.low};
}

Digest identity_of(const Judged& row) {
  // The seventh row of two tables is not the same report, unless it says the same.
  if (row.is_numbered || !row.has_own_id) return words_of(row);
  return digest_of(row.report->source_system + '\n' + row.report->id);
}

bool is_earlier(const Judged& a, const Judged& b) {
  return a.report->reported_at < b.report->reported_at;
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

/// A row and what it is gathered by.
template <class Key>
struct Keyed {
  Key key;
  Judged* row = nullptr;

  /// Equal keys in the order of rows.
  friend bool operator<(const Keyed& a, const Keyed& b) {
    return std::tie(a.key, a.row) < std::tie(b.key, b.row);
  }
};

/// The rows that count, those of one key beside each other and in their order.
template <class Key, class Counts, class KeyOf>
std::vector<Keyed<Key>> gather(std::vector<Judged>& rows, Counts&& counts, KeyOf&& key_of) {
  std::vector<Keyed<Key>> keyed(rows.size());
  parallel_for(rows.size(), [&](std::size_t row) {
    if (counts(rows[row])) keyed[row] = {key_of(rows[row]), &rows[row]};
  });
  std::erase_if(keyed, [](const Keyed<Key>& k) { return k.row == nullptr; });
  tbb::parallel_sort(keyed.begin(), keyed.end());
  return keyed;
}

void keep_last_edits(std::vector<Judged>& rows) {
  const auto keyed = gather<Digest>(rows, takes_part, identity_of);
  Judged* kept = nullptr;
  for (std::size_t i = 0; i < keyed.size(); ++i) {
    if (i > 0 && keyed[i].key == keyed[i - 1].key) {
      supersede(kept, *keyed[i].row);
    } else {
      kept = keyed[i].row;
    }
  }
}

bool is_kept(const Judged& row) {
  return row.issues.outcome() <= Outcome::repaired;
}

void note_equal_contents(std::vector<Judged>& rows) {
  const auto keyed = gather<Digest>(rows, is_kept, words_of);
  for (std::size_t i = 0; i < keyed.size(); ++i) {
    const auto& [words, row] = keyed[i];
    row->report->statement = words.low ^ words.high;
    if (i > 0 && words == keyed[i - 1].key) row->issues.add({}, "content_duplicate");
  }
}

/// Women who say the same without ids of their own were given one id: it is theirs no more.
void part_equal_ids(std::vector<Judged>& rows) {
  std::unordered_map<std::string, std::size_t> times;
  for (Judged& row : rows) {
    if (row.has_own_id || row.issues.outcome() > Outcome::repaired) continue;
    const std::size_t count = ++times[row.report->id];
    if (count > 1) row.report->id += "-" + std::to_string(count);
  }
}

/// What tells two places apart: their names, else what they are; and the villages named with them.
std::string place_of(const Judged& row) {
  const std::string name = name_key(row.report->place_name);
  const std::string kind = std::to_string(static_cast<int>(row.report->place));
  const auto village = static_cast<std::int64_t>(row.named_village.value_or(VillageId{}));
  return (name.empty() ? kind : name) + '\n' + std::to_string(village);
}

using LonLat = std::pair<double, double>;

bool has_place(const Judged& row) {
  return row.report->location && is_kept(row);
}

LonLat point_of(const Judged& row) {
  return {row.report->location->lon, row.report->location->lat};
}

void mark_pile(std::span<const Keyed<LonLat>> pile) {
  for (const auto& [point, row] : pile) {
    row->report->coord_method = CoordMethod::pusat_desa;
    row->issues.add({}, "pile");
    if (row->named_village) row->report->village = row->named_village;
  }
}

}  // namespace

void settle_duplicates(std::vector<Judged>& rows) {
  keep_last_edits(rows);
  note_equal_contents(rows);
  part_equal_ids(rows);
}

void settle_piles(std::vector<Judged>& rows, std::uint32_t pile_size) {
  const auto keyed = gather<LonLat>(rows, has_place, point_of);
  std::size_t end = 0;
  for (std::size_t begin = 0; begin < keyed.size(); begin = end) {
    for (end = begin; end < keyed.size() && keyed[end].key == keyed[begin].key;) ++end;
    if (end - begin < pile_size) continue;
    const auto pile = std::span(keyed).subspan(begin, end - begin);
    std::set<std::string> places;
    for (const auto& [point, row] : pile) places.insert(place_of(*row));
    if (places.size() >= pile_size) mark_pile(pile);
  }
}

}  // namespace rawan::io
