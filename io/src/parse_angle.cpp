#include "parse_angle.h"

#include "parse_number.h"
#include "text.h"

#include <algorithm>
#include <array>
#include <vector>

namespace rawan::io {
namespace {

using Axis = Angle::Axis;

struct Hemisphere {
  std::string_view word;
  Axis axis;
  int sign;
};
/// Longer words first: "lintang utara" must not be read as "l".
constexpr std::array kHemispheres{Hemisphere{"lintang utara", Axis::latitude, 1},
                                  Hemisphere{"lintang selatan", Axis::latitude, -1},
                                  Hemisphere{"bujur timur", Axis::longitude, 1},
                                  Hemisphere{"bujur barat", Axis::longitude, -1},
                                  Hemisphere{"lu", Axis::latitude, 1},
                                  Hemisphere{"ls", Axis::latitude, -1},
                                  Hemisphere{"bt", Axis::longitude, 1},
                                  Hemisphere{"bb", Axis::longitude, -1},
                                  Hemisphere{"n", Axis::latitude, 1},
                                  Hemisphere{"s", Axis::latitude, -1},
                                  Hemisphere{"e", Axis::longitude, 1},
                                  Hemisphere{"w", Axis::longitude, -1}};

constexpr std::string_view kDegree = "\xC2\xB0";

/// Takes a hemisphere off the front or the end; nothing if there is none.
const Hemisphere* take_hemisphere(std::string_view& text) {
  for (const Hemisphere& hemisphere : kHemispheres) {
    if (text.ends_with(hemisphere.word)) {
      text = trimmed(text.substr(0, text.size() - hemisphere.word.size()));
      return &hemisphere;
    }
    if (text.starts_with(hemisphere.word)) {
      text = trimmed(text.substr(hemisphere.word.size()));
      return &hemisphere;
    }
  }
  return nullptr;
}

std::string_view take_numeral(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789.,"), text.size());
  const std::string_view numeral = text.substr(0, end);
  text.remove_prefix(end);
  return numeral;
}

bool take(std::string_view& text, std::string_view mark) {
  if (!text.starts_with(mark)) return false;
  text.remove_prefix(mark.size());
  return true;
}

/// Takes the unit sign that belongs to part `i` (degrees, minutes, seconds), or a blank.
bool take_unit(std::string_view& text, std::size_t i) {
  const std::string_view before = text;
  text = trimmed(text);
  if (i == 0 && (take(text, kDegree) || take(text, "d") || take(text, "*"))) return true;
  if (i == 1 && !text.starts_with("''") && take(text, "'")) return true;
  if (i == 2 && (take(text, "\"") || take(text, "''"))) return true;
  return text.empty() || text.size() < before.size();
}

/// Degrees, minutes and seconds; nothing unless there are two or three well formed parts.
std::optional<double> parse_dms(std::string_view text) {
  constexpr std::array<double, 3> kUnits{1.0, 60.0, 3600.0};
  // Two bare numbers may as well be a pair of something else.
  const bool is_marked =
      text.find('\'') != std::string_view::npos || text.find(kDegree) != std::string_view::npos;
  double value = 0.0;
  bool had_decimals = false;
  std::size_t parts = 0;
  for (; !text.empty() && parts < 3; ++parts) {
    const std::string_view numeral = take_numeral(text);
    const auto number = parse_real(numeral, DecimalMark::point);
    const bool too_large = parts > 0 && number.value_or(0.0) >= 60.0;
    if (!number || had_decimals || too_large || !take_unit(text, parts)) return std::nullopt;
    had_decimals = !all_digits(numeral);
    value += *number / kUnits[parts];
    text = trimmed(text);
  }
  if (!text.empty() || parts < 2 || (parts == 2 && !is_marked)) return std::nullopt;
  return value;
}

bool is_bare_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789.,") == std::string_view::npos &&
         is_digit(text.front());
}

/// A number with at most one mark, or the digits of one with several.
Angle angle_of_number(std::string_view text) {
  Angle angle;
  std::ranges::copy_if(text, std::back_inserter(angle.digits), is_digit);
  const auto marks = std::ranges::count_if(text, [](char c) { return c == '.' || c == ','; });
  angle.is_grouped = marks > 1;
  std::string number = angle.is_grouped ? angle.digits : std::string(text);
  std::ranges::replace(number, ',', '.');
  const std::size_t point = number.find('.');
  if (point != std::string::npos) angle.decimals = static_cast<int>(number.size() - point - 1);
  if (number.ends_with('.')) number.pop_back();
  angle.value = parse_c_number(number).value_or(0.0);
  return angle;
}

}  // namespace

std::optional<Angle> parse_angle(std::string_view text) {
  const std::string words = lower(plain(trimmed(text)));
  std::string_view rest = words;
  const Hemisphere* hemisphere = take_hemisphere(rest);
  const bool minus = take(rest, "-");
  if (!minus) take(rest, "+");
  rest = trimmed(rest);
  if (rest.ends_with(kDegree)) rest = trimmed(rest.substr(0, rest.size() - kDegree.size()));
  // A sign and a hemisphere may contradict each other: not guessed.
  if (hemisphere != nullptr && minus) return std::nullopt;
  std::optional<Angle> angle;
  if (is_bare_number(rest)) {
    angle = angle_of_number(rest);
  } else if (const auto dms = parse_dms(rest)) {
    angle = Angle{.value = *dms, .is_dms = true, .decimals = 5};
  }
  if (!angle) return std::nullopt;
  angle->is_dms = angle->is_dms || hemisphere != nullptr;
  if (hemisphere != nullptr) angle->axis = hemisphere->axis;
  angle->is_negative = minus || (hemisphere != nullptr && hemisphere->sign < 0);
  if (angle->is_negative) angle->value = -angle->value;
  return angle;
}

}  // namespace rawan::io
