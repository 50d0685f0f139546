#include "header_row.h"

#include <algorithm>

namespace rawan::io {
namespace {

using Names = std::vector<std::string>;

bool is_known(const HeaderMatch& match) {
  return match.kind == HeaderMatch::Kind::field || match.kind == HeaderMatch::Kind::unread;
}

/// What a row would be worth as the header.
struct Score {
  std::size_t hits = 0;
  std::size_t fields = 0;
  std::size_t named = 0;

  bool suffices(std::size_t schema_size) const {
    const std::size_t least =
        std::min({std::size_t{3}, std::max(named, std::size_t{1}), schema_size});
    return fields > 0 && hits >= least;
  }
};

Score score_of(const Names& names, const TableSchema& schema, const HeaderMatcher& matcher) {
  Score score;
  for (const std::string& name : names) {
    if (name.empty()) continue;
    ++score.named;
    const HeaderMatch match = matcher(schema, name);
    if (is_known(match)) ++score.hits;
    if (match.kind == HeaderMatch::Kind::field) ++score.fields;
  }
  return score;
}

Names names_of(const RawRecord& record) {
  Names names;
  for (const std::string_view cell : record.cells) names.emplace_back(trim(cell));
  return names;
}

/// "Peserta" above "P": the words together if the schema knows them so, else as a group. What is
/// forbidden in either reading stays forbidden in the one returned.
std::string join(const std::string& upper, const std::string& lower, const TableSchema& schema,
                 const HeaderMatcher& matcher) {
  if (upper.empty() || lower.empty()) return upper + lower;
  const HeaderMatch spoken = matcher(schema, upper + " " + lower);
  return spoken.kind != HeaderMatch::Kind::unknown ? upper + " " + lower : upper + "/" + lower;
}

Names merge(const Names& upper, const Names& lower, const TableSchema& schema,
            const HeaderMatcher& matcher) {
  Names merged(std::max(upper.size(), lower.size()));
  std::string group;
  for (std::size_t i = 0; i < merged.size(); ++i) {
    const std::string below = i < lower.size() ? lower[i] : std::string{};
    const std::string above = i < upper.size() ? upper[i] : std::string{};
    if (!above.empty()) group = above;
    merged[i] = below.empty() ? above : join(group, below, schema, matcher);
  }
  return merged;
}

/// A lower header row has words in it and no numbers.
bool may_be_lower_row(const Names& names) {
  return std::ranges::none_of(names, is_number_like) &&
         std::ranges::any_of(names, [](const std::string& name) { return !name.empty(); });
}

struct Candidate {
  HeaderRow header;
  Score score;
};

bool better(const Score& a, const Score& b) {
  return a.hits > b.hits;
}

}  // namespace

bool is_number_like(std::string_view text) {
  bool digits = false;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      digits = true;
    } else if (std::string_view(".,-+() %").find(c) == std::string_view::npos) {
      return false;
    }
  }
  return digits;
}

InputError header_missing(std::span<const RawRecord> records, const TableSchema& schema,
                          const HeaderMatcher& matcher, const Place& place) {
  const bool any = std::ranges::any_of(records, [&](const RawRecord& record) {
    return score_of(names_of(record), schema, matcher).fields > 0;
  });
  if (!any) return {"no_header", place};
  std::string required;
  for (const Field& field : schema.fields) {
    if (field.requirement != Requirement::required) continue;
    required += (required.empty() ? "" : ", ") + std::string(field.name);
  }
  return {"missing_columns", place, required};
}

std::optional<HeaderRow> find_header(std::span<const RawRecord> records, const TableSchema& schema,
                                     const HeaderMatcher& matcher) {
  std::optional<Candidate> best;
  const std::size_t rows = std::min(records.size(), kHeaderSearch);
  for (std::size_t i = 0; i < rows; ++i) {
    const Names names = names_of(records[i]);
    const Score score = score_of(names, schema, matcher);
    const auto consider = [&](const Names& found, const Score& value, std::uint64_t last) {
      if (!value.suffices(schema.fields.size())) return;
      if (best && !better(value, best->score)) return;
      best = Candidate{{found, records[i].line, last, value.hits}, value};
    };
    consider(names, score, records[i].line);
    if (i + 1 >= rows) continue;
    const Names lower = names_of(records[i + 1]);
    if (!may_be_lower_row(lower)) continue;
    const Names merged = merge(names, lower, schema, matcher);
    const Score together = score_of(merged, schema, matcher);
    if (better(together, score) && better(together, score_of(lower, schema, matcher))) {
      consider(merged, together, records[i + 1].line);
    }
  }
  if (!best) return std::nullopt;
  return best->header;
}

}  // namespace rawan::io
