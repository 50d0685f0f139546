#include "row_reader.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace rawan::io {
namespace {

/// "81234567890.0": what becomes of a telephone number where it was kept as a number.
bool is_decimal(std::string_view text) {
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos || point < 6 || point + 1 == text.size()) return false;
  return all_digits(text.substr(0, point)) &&
         text.find_first_not_of('0', point + 1) == std::string_view::npos;
}

/// A telephone number as printed: digits, blanks, a plus, dashes, points, parentheses. A short one
/// is written as digits alone, a long one tells where it is called from.
bool is_phone(std::string_view text) {
  constexpr std::size_t kShortest = 3;
  constexpr std::size_t kLong = 7;
  constexpr std::size_t kLongest = 15;  // E.164
  const bool clean = text.find_first_not_of("0123456789+-(). /") == std::string_view::npos;
  if (!clean || is_decimal(text)) return false;
  std::string digits;
  std::ranges::copy_if(text, std::back_inserter(digits), is_digit);
  if (digits.size() < kShortest || digits.size() > kLongest) return false;
  if (digits.size() < kLong) return all_digits(text);
  const std::size_t plus = text.find('+');
  const bool abroad = plus < text.find_first_of(digits);
  if (plus != std::string_view::npos) return abroad && text.rfind('+') == plus;
  const bool hotline = digits.size() == kLong && digits.starts_with("1500");
  return hotline || digits.starts_with('0') || digits.starts_with("62");
}

std::string read_phone(RowReader& reader, std::string_view field) {
  std::string phone = reader.text(field);
  // "belum diisi" is how a list says that it has no number yet.
  if (std::ranges::none_of(phone, is_digit)) return {};
  if (!is_phone(phone)) reader.issues().add(reader.cell(field).header, "phone_format");
  return phone;
}

bool is_area_code(std::string_view code) {
  const bool digits = code.find_first_not_of("0123456789.") == std::string_view::npos;
  const bool province = code.size() == 2 && all_digits(code);
  const bool regency = code.size() == 5 && code[2] == '.';
  return digits && (province || regency || parse_district_code(code) || parse_village_code(code));
}

std::vector<std::string> read_coverage(RowReader& reader) {
  std::vector<std::string> codes;
  const Cell cell = reader.cell("coverage_codes");
  for (const std::string_view code : split(cell.text, " ,;|")) {
    if (!is_area_code(code)) reader.issues().add(cell.header, "code_format");
    codes.emplace_back(code);
  }
  return codes;
}

Contact read_contact(RowReader& reader, Day as_of) {
  constexpr std::chrono::days kFresh(180);
  Contact contact;
  contact.source = reader.issues().record();
  contact.name = reader.text("name", true);
  contact.role = reader.text("role");
  contact.phone = read_phone(reader, "phone");
  contact.whatsapp = read_phone(reader, "whatsapp");
  contact.hours = reader.text("hours");
  contact.coverage = read_coverage(reader);
  const auto scope = reader.code("scope", "scope");
  // A number of unknown reach is held to the rules of a local one.
  contact.scope = code_list("scope").entries[scope.value_or(2)].code;
  contact.verified_on = reader.day("verified_on", false);
  contact.location = reader.point({[](GeoPoint p) { return is_in_indonesia(p); }, {}}, false);
  if (contact.phone.empty() && contact.whatsapp.empty()) {
    reader.issues().add(reader.cell("phone").header, "contact_empty");
  }
  const bool stale = !contact.verified_on || as_of - *contact.verified_on > kFresh;
  if (stale && contact.scope != "nasional") {
    reader.issues().add(reader.cell("verified_on").header, "contact_stale");
  }
  return contact;
}

std::optional<CrosswalkEntry> read_entry(RowReader& reader) {
  const Cell bps = reader.cell("kode_bps");
  const Cell kemendagri = reader.cell("kode_kemendagri");
  const auto dotted = parse_village_code(kemendagri.text);
  const auto village = dotted ? dotted : parse_bare_village_code(kemendagri.text);
  const bool is_bps = bps.text.size() == 10 && all_digits(bps.text);
  if (bps.text.empty() || kemendagri.text.empty()) {
    reader.issues().add(bps.text.empty() ? bps.header : kemendagri.header, "missing_value");
  } else if (!is_bps || !village) {
    reader.issues().add(is_bps ? kemendagri.header : bps.header, "code_format");
  }
  if (!is_bps || !village) return std::nullopt;
  return CrosswalkEntry{std::string(bps.text), *village};
}

}  // namespace

std::vector<Contact> judge_contacts(const TextTable& table, const TableContext& context,
                                    Ledger& ledger) {
  const SourceId source = open_source(table, "contacts", ledger);
  require_columns(table, *find_schema("contacts"), {"name"});
  RowReader reader(table, "contacts", context.source->date_order, context.rules.as_of, source);
  std::vector<Contact> contacts;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    reader.go_to(row);
    Contact contact = read_contact(reader, context.rules.as_of);
    close_row(reader.issues(), ledger);
    if (reader.is_kept()) contacts.push_back(std::move(contact));
  }
  return contacts;
}

std::vector<CrosswalkEntry> judge_crosswalk(const TextTable& table, Ledger& ledger) {
  const SourceId source = open_source(table, "crosswalk", ledger);
  require_columns(table, *find_schema("crosswalk"), {"kode_bps", "kode_kemendagri"});
  RowReader reader(table, "crosswalk", "dmy", Day::max(), source);
  std::set<std::pair<std::string, VillageId>> pairs;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    reader.go_to(row);
    const auto entry = read_entry(reader);
    const bool is_new = !entry || pairs.emplace(entry->bps, entry->village).second;
    if (!is_new) reader.issues().add({}, "duplicate_row");
    close_row(reader.issues(), ledger);
  }
  std::vector<CrosswalkEntry> entries;
  for (const auto& [bps, village] : pairs) entries.push_back({bps, village});
  return entries;
}

}  // namespace rawan::io
