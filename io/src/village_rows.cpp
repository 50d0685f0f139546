#include "village_rows.h"

#include "text_encoding.h"

#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>

namespace rawan::io {
namespace {

/// Reads cells of one feature by role; "" where there is no such column.
class Cells {
 public:
  Cells(const OGRFeature& feature, const VillageColumns& columns)
      : feature_(feature), columns_(columns) {}

  std::string raw(VillageRole role) const {
    const auto column = columns_[role];
    if (!column) return {};
    const int field = static_cast<int>(*column);
    if (!feature_.IsFieldSetAndNotNull(field)) return {};
    const std::string text = feature_.GetFieldAsString(field);
    is_transcoded_ = is_transcoded_ || !is_utf8(text);
    return to_utf8(text);
  }
  std::string name(VillageRole role) const { return clean_name(raw(role)); }
  /// Whether a cell was in another encoding than the file says, and taken as Windows-1252.
  bool is_transcoded() const { return is_transcoded_; }

 private:
  const OGRFeature& feature_;
  const VillageColumns& columns_;
  mutable bool is_transcoded_ = false;
};

VillageRow read_row(const Cells& cells, const VillageSource& source, RecordRef record) {
  VillageRow row;
  row.code = read_code(cells.raw(VillageRole::code));
  row.type = cells.raw(VillageRole::type);
  row.district_code = cells.raw(VillageRole::district_code);
  row.regency_code = cells.raw(VillageRole::regency_code);
  Village& village = row.village;
  village.source = record;
  village.name = cells.name(VillageRole::name);
  if (village.name.empty()) village.name = cells.name(VillageRole::other_name);
  village.district = cells.name(VillageRole::district);
  village.regency = cells.name(VillageRole::regency);
  village.province = cells.name(VillageRole::province);
  village.edition = parse_edition(cells.raw(VillageRole::edition));
  if (village.edition.empty()) village.edition = source.edition;
  if (cells.is_transcoded()) row.add("transcoded");
  return row;
}

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - ('a' - 'A'));
  }
  return text;
}

/// Names of areas that are no village whatever their code says.
bool is_undefined_area(const std::string& name) {
  const std::string text = upper(name);
  return text.find("TIDAK TERDEFINISI") != std::string::npos || text == "UNDEFINED";
}

/// Without a code of its own an area is no village if it is named after a lake or forest, or if
/// its type is given and neither desa (1) nor kelurahan (2).
bool looks_like_no_village(const VillageRow& row) {
  const std::string name = upper(row.village.name);
  constexpr std::array<std::string_view, 5> kinds{"DANAU", "WADUK", "HUTAN", "SITU", "LAUT"};
  const bool is_named_so = std::ranges::any_of(kinds, [&](std::string_view kind) {
    return name == kind || name.starts_with(std::string(kind) + ' ');
  });
  const std::string type = row.type.substr(0, row.type.find('.'));
  return is_named_so || (!type.empty() && type != "1" && type != "2");
}

bool contradicts(const std::string& parent_cell, VillageId id, std::size_t digits) {
  const CodeText parent = read_code(parent_cell);
  if (parent.form != CodeText::Form::upper_level || parent.digits.size() != digits) return false;
  return read_code(to_dotted(id)).digits.substr(0, digits) != parent.digits;
}

void judge_code(VillageRow& row, const CodeResolver& resolver, const std::string& header) {
  const CodeResolver::Answer answer = resolver.resolve(row.code);
  if (is_undefined_area(row.village.name)) return row.add("not_village");
  if (!answer.id) {
    const bool has_no_code =
        answer.refusal == "placeholder_code" || answer.refusal == "code_format";
    if (has_no_code && looks_like_no_village(row)) return row.add("not_village");
    return row.add(answer.refusal, header);
  }
  row.village.id = *answer.id;
  if (contradicts(row.district_code, *answer.id, 6) ||
      contradicts(row.regency_code, *answer.id, 4)) {
    row.add("hierarchy");
  }
  if (row.village.name.empty()) {
    row.add("name_missing");
    row.village.name = to_dotted(*answer.id);
  }
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_date(std::string_view digits) {
  const auto number = [&](std::size_t from, std::size_t n) {
    int value = 0;
    for (const char c : digits.substr(from, n)) value = 10 * value + (c - '0');
    return value;
  };
  const std::chrono::year_month_day date{std::chrono::year(number(0, 4)),
                                         std::chrono::month(static_cast<unsigned>(number(4, 2))),
                                         std::chrono::day(static_cast<unsigned>(number(6, 2)))};
  return date.ok() && number(0, 4) >= 1900;
}

}  // namespace

void VillageRow::add(std::string_view reason, std::string_view column) {
  issues.push_back({.record = village.source,
                    .column = std::string(column),
                    .reason = std::string(reason),
                    .effect = effect_of(reason)});
}

bool VillageRow::is_out() const {
  return outcome_of(issues) >= Outcome::rejected;
}

std::vector<VillageRow> read_village_rows(const ChosenLayer& chosen, const VillageSource& source,
                                          SourceId id, const Control& control) {
  const AttributesOnly attributes(*chosen.layer);
  std::vector<VillageRow> rows;
  for (const OGRFeatureUniquePtr& feature : *chosen.layer) {
    control.check();
    rows.push_back(read_row({*feature, chosen.columns}, source, {id, rows.size() + 1}));
  }
  return rows;
}

void judge_codes(std::vector<VillageRow>& rows, const CodeResolver& resolver,
                 const ChosenLayer& chosen) {
  const std::string& header = chosen.headers[*chosen.columns[VillageRole::code]];
  for (VillageRow& row : rows) judge_code(row, resolver, header);
}

void fill_names(std::vector<VillageRow>& rows, const std::map<std::string, std::string>& names) {
  const auto fill = [&](std::string& name, const std::string& digits) {
    const auto found = names.find(digits);
    if (name.empty() && found != names.end()) name = found->second;
  };
  for (VillageRow& row : rows) {
    if (row.is_out()) continue;
    const std::string digits = read_code(to_dotted(row.village.id)).digits;
    fill(row.village.district, digits.substr(0, 6));
    fill(row.village.regency, digits.substr(0, 4));
    fill(row.village.province, digits.substr(0, 2));
  }
}

std::string parse_edition(std::string_view text) {
  std::string digits;
  if (text.starts_with("TASWIL")) {
    for (const char c : text.substr(6)) {
      if (!is_digit(c)) break;
      digits += c;
    }
    if (digits.size() > 8) digits = digits.substr(digits.size() - 8);
  } else if (text.size() >= 10 && (text[4] == '-' || text[4] == '/') && text[7] == text[4]) {
    std::ranges::copy_if(text.substr(0, 10), std::back_inserter(digits), is_digit);
  }
  if (digits.size() != 8 || !is_date(digits)) return {};
  return digits.substr(0, 4) + '-' + digits.substr(4, 2) + '-' + digits.substr(6);
}

}  // namespace rawan::io
