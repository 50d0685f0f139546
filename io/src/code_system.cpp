#include "code_system.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace rawan::io {
namespace {

using Form = CodeText::Form;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n\xC2\xA0";  // No-break space in UTF-8.
  const std::size_t begin = text.find_first_not_of(kSpaces);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpaces) - begin + 1);
}

std::string digits_of(std::string_view text) {
  std::string digits;
  std::ranges::copy_if(text, std::back_inserter(digits), is_digit);
  return digits;
}

bool is_placeholder(std::string_view text) {
  return text.find_first_of("-*?_") != std::string_view::npos ||
         text.find_first_not_of("0.") == std::string_view::npos;
}

std::string dotted(const std::string& digits) {
  return digits.substr(0, 2) + '.' + digits.substr(2, 2) + '.' + digits.substr(4, 2) + '.' +
         digits.substr(6);
}

/// Dots after the second, fourth and sixth digit and nowhere else.
bool has_kemendagri_dots(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dot_expected = i == 2 || i == 5 || i == 8;
    if (dot_expected != (text[i] == '.')) return false;
  }
  return true;
}

CodeText read_plain(std::string_view text) {
  const std::string digits = digits_of(text);
  const bool has_dots = digits.size() != text.size();
  if (has_dots && !has_kemendagri_dots(text)) return {Form::malformed, {}};
  if (digits.size() == 10) return {has_dots ? Form::dotted : Form::digits, digits};
  constexpr std::array<std::size_t, 4> upper_levels{2, 4, 6, 7};
  const bool is_upper = std::ranges::find(upper_levels, digits.size()) != upper_levels.end();
  return {is_upper ? Form::upper_level : Form::malformed, digits};
}

struct FormCounts {
  std::size_t dotted = 0;
  std::size_t digits = 0;
  std::size_t marked = 0;
};

FormCounts count_forms(std::span<const CodeText> codes) {
  FormCounts counts;
  for (const CodeText& code : codes) {
    counts.dotted += code.form == Form::dotted ? 1 : 0;
    counts.digits += code.form == Form::digits ? 1 : 0;
    counts.marked += code.form == Form::marked ? 1 : 0;
  }
  return counts;
}

/// In how many codes without dots a system is known, by the crosswalk.
struct KnownCounts {
  std::size_t kemendagri = 0;
  std::size_t bps = 0;
};

KnownCounts count_known(std::span<const CodeText> codes,
                        std::span<const CrosswalkEntry> crosswalk) {
  std::set<std::string> bps;
  std::set<VillageId> kemendagri;
  for (const CrosswalkEntry& entry : crosswalk) {
    bps.insert(entry.bps);
    kemendagri.insert(entry.village);
  }
  KnownCounts known;
  for (const CodeText& code : codes) {
    if (code.form != Form::digits) continue;
    known.bps += bps.contains(code.digits) ? 1 : 0;
    const auto id = parse_village_code(dotted(code.digits));
    known.kemendagri += id && kemendagri.contains(*id) ? 1 : 0;
  }
  return known;
}

CodeSystem prove_system(const FormCounts& forms, const KnownCounts& known, const Place& place) {
  if (forms.digits == 0) return forms.marked > 0 ? CodeSystem::bps : CodeSystem::kemendagri;
  const bool all_kemendagri = known.kemendagri == forms.digits;
  const bool all_bps = known.bps == forms.digits;
  if (all_kemendagri == all_bps) throw InputError("code_scheme", place);
  return all_bps ? CodeSystem::bps : CodeSystem::kemendagri;
}

/// @throws InputError "code_scheme" if the codes cannot be of the declared system.
void refute(CodeSystem declared, const FormCounts& forms, const KnownCounts& known,
            const Place& place) {
  const bool clearly_bps = known.bps == forms.digits && known.kemendagri == 0 && forms.digits > 0;
  const bool clearly_kemendagri =
      known.kemendagri == forms.digits && known.bps == 0 && forms.digits > 0;
  if (declared == CodeSystem::kemendagri && (forms.marked > 0 || clearly_bps)) {
    throw InputError("code_scheme", place);
  }
  if (declared == CodeSystem::bps && (forms.dotted > 0 || clearly_kemendagri)) {
    throw InputError("code_scheme", place);
  }
}

}  // namespace

CodeText read_code(std::string_view cell) {
  std::string_view text = trim(cell);
  if (text.size() > 2 && (text[0] == 'I' || text[0] == 'i') && (text[1] == 'D' || text[1] == 'd') &&
      std::ranges::all_of(text.substr(2), is_digit)) {
    CodeText code = read_plain(text.substr(2));
    if (code.form == Form::digits) code.form = Form::marked;
    return code;
  }
  if (is_placeholder(text)) return {Form::placeholder, {}};
  const bool plain = std::ranges::all_of(text, [](char c) { return is_digit(c) || c == '.'; });
  return plain ? read_plain(text) : CodeText{Form::malformed, {}};
}

CodeSystem decide_code_system(std::span<const CodeText> codes, CodeSystem declared,
                              std::span<const CrosswalkEntry> crosswalk, const Place& place) {
  const FormCounts forms = count_forms(codes);
  const KnownCounts known = count_known(codes, crosswalk);
  const bool is_mixed =
      forms.marked > 0 ? forms.dotted + forms.digits > 0 : forms.dotted > 0 && forms.digits > 0;
  if (is_mixed && declared == CodeSystem::automatic) throw InputError("code_scheme", place);
  refute(declared, forms, known, place);
  const CodeSystem system =
      declared == CodeSystem::automatic ? prove_system(forms, known, place) : declared;
  if (system == CodeSystem::bps && crosswalk.empty()) throw InputError("crosswalk_missing", place);
  return system;
}

CodeResolver::CodeResolver(CodeSystem system, std::span<const CrosswalkEntry> crosswalk,
                           std::string regency)
    : system_(system), regency_(std::move(regency)) {
  for (const CrosswalkEntry& entry : crosswalk) by_bps_.emplace(entry.bps, entry.village);
}

CodeResolver::Answer CodeResolver::resolve(const CodeText& code) const {
  switch (code.form) {
    case Form::placeholder:
      return {.refusal = "placeholder_code"};
    case Form::upper_level:
      return {.refusal = "not_village"};
    case Form::malformed:
      return {.refusal = "code_format"};
    default:
      break;
  }
  Answer answer;
  if (system_ == CodeSystem::bps) {
    answer = resolve_bps(code.digits);
  } else if (const auto id = parse_village_code(dotted(code.digits))) {
    answer.id = id;
  } else {
    answer.refusal = "code_format";
  }
  if (answer.id && !lies_in(*answer.id, regency_)) return {.refusal = "other_regency"};
  return answer;
}

CodeResolver::Answer CodeResolver::resolve_bps(const std::string& digits) const {
  const auto [begin, end] = by_bps_.equal_range(digits);
  if (begin != end) {
    const bool is_unique =
        std::all_of(begin, end, [id = begin->second](const auto& e) { return e.second == id; });
    return is_unique ? Answer{.id = begin->second} : Answer{.refusal = "code_ambiguous"};
  }
  if (regency_.empty()) return {.refusal = "code_unmapped"};
  // A crosswalk of one kabupaten says nothing of the others: their codes are not wrong.
  const std::string prefix = digits.substr(0, 4);
  const auto near = by_bps_.lower_bound(prefix);
  const bool is_regency_known = near != by_bps_.end() && near->first.starts_with(prefix);
  return {.refusal = is_regency_known ? "code_unmapped" : "other_regency"};
}

bool lies_in(VillageId id, std::string_view regency) {
  return regency.empty() || to_dotted(id).starts_with(std::string(regency) + '.');
}

}  // namespace rawan::io
