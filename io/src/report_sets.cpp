#include "report_sets.h"

#include "rawan/algorithms/parallel.h"

#include <tbb/parallel_sort.h>

#include <functional>
#include <set>
#include <span>
#include <tuple>
#include <utility>

namespace rawan::io {
namespace {

bool takes_part(const ReportGist& row) {
  return row.outcome() != Outcome::rejected;
}

bool is_earlier(const ReportGist& a, const ReportGist& b) {
  return a.reported_at < b.reported_at;
}

/// Sets the earlier of two rows with one id aside; the later stays in `kept`.
void supersede(ReportGist*& kept, ReportGist& next) {
  ReportGist* loser = kept;
  if (is_earlier(next, *kept)) {
    loser = &next;
  } else {
    kept = &next;
  }
  const bool equal = kept->content() == loser->content();
  if (!equal) kept->note("id_conflict");
  loser->all_issues().replace_all({}, equal ? "duplicate_row" : "superseded");
  loser->is_withdrawn = false;
}

/// The number of a row and what it is gathered by.
template <class Key>
struct Keyed {
  static constexpr std::uint64_t kNoRow = ~std::uint64_t{0};

  Key key;
  std::uint64_t row = kNoRow;

  /// Equal keys in the order of rows.
  friend bool operator<(const Keyed& a, const Keyed& b) {
    return std::tie(a.key, a.row) < std::tie(b.key, b.row);
  }
};

/// The rows that count, those of one key beside each other and in their order.
template <class Key, class Counts, class KeyOf>
std::vector<Keyed<Key>> gather(const ReportGists& rows, Counts&& counts, KeyOf&& key_of) {
  std::vector<Keyed<Key>> keyed(rows.size());
  parallel_for(rows.size(), [&](std::size_t row) {
    if (std::invoke(counts, rows[row])) keyed[row] = {std::invoke(key_of, rows[row]), row};
  });
  std::erase_if(keyed, [](const Keyed<Key>& k) { return k.row == Keyed<Key>::kNoRow; });
  tbb::parallel_sort(keyed.begin(), keyed.end());
  return keyed;
}

void keep_last_edits(ReportGists& rows) {
  const auto keyed = gather<Digest>(rows, takes_part, &ReportGist::identity);
  ReportGist* kept = nullptr;
  for (std::size_t i = 0; i < keyed.size(); ++i) {
    ReportGist& row = rows[keyed[i].row];
    if (i > 0 && keyed[i].key == keyed[i - 1].key) {
      supersede(kept, row);
    } else {
      kept = &row;
    }
  }
}

void note_equal_contents(ReportGists& rows) {
  const auto keyed = gather<Digest>(rows, &ReportGist::is_kept, &ReportGist::words);
  for (std::size_t i = 1; i < keyed.size(); ++i) {
    if (keyed[i].key == keyed[i - 1].key) rows[keyed[i].row].note("content_duplicate");
  }
}

/// Women who say the same without ids of their own were given one id: it is theirs no more.
Repeats part_equal_ids(const ReportGists& rows) {
  const auto derived = [](const ReportGist& row) { return !row.has_own_id && row.is_kept(); };
  const auto keyed = gather<std::uint64_t>(
      rows, derived, [](const ReportGist& row) { return bits_of_id(row.content()); });
  Repeats repeats;
  std::size_t times = 1;
  for (std::size_t i = 1; i < keyed.size(); ++i) {
    times = keyed[i].key == keyed[i - 1].key ? times + 1 : 1;
    if (times > 1) repeats.emplace(keyed[i].row, times);
  }
  return repeats;
}

using LonLat = std::pair<double, double>;

bool has_place(const ReportGist& row) {
  return row.has_location && row.is_kept();
}

LonLat point_of(const ReportGist& row) {
  return {row.location.lon, row.location.lat};
}

void mark_pile(ReportGists& rows, std::span<const Keyed<LonLat>> pile) {
  for (const auto& [point, number] : pile) {
    rows[number].is_piled = true;
    rows[number].note("pile");
  }
}

}  // namespace

Repeats settle_duplicates(ReportGists& rows) {
  keep_last_edits(rows);
  note_equal_contents(rows);
  return part_equal_ids(rows);
}

void settle_piles(ReportGists& rows, std::uint32_t pile_size) {
  const auto keyed = gather<LonLat>(rows, has_place, point_of);
  std::size_t end = 0;
  for (std::size_t begin = 0; begin < keyed.size(); begin = end) {
    for (end = begin; end < keyed.size() && keyed[end].key == keyed[begin].key;) ++end;
    if (end - begin < pile_size) continue;
    const auto pile = std::span(keyed).subspan(begin, end - begin);
    std::set<std::uint64_t> places;
    for (const auto& [point, number] : pile) places.insert(rows[number].place);
    if (places.size() >= pile_size) mark_pile(rows, pile);
  }
}

}  // namespace rawan::io
