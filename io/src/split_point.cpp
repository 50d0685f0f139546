#include "parse_angle.h"
#include "parse_coordinate.h"
#include "text.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace rawan::io {
namespace {

std::string numeral_at(std::string_view text, std::size_t from) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789.-+", from), text.size());
  return std::string(text.substr(from, end - from));
}

/// "lat<between>lon" right after `key`; both dots only, as addresses are written.
std::optional<PointText> pair_after(std::string_view text, std::string_view key,
                                    std::string_view between) {
  const std::size_t at = text.find(key);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string lat = numeral_at(text, at + key.size());
  const std::string_view rest = text.substr(at + key.size() + lat.size());
  if (lat.empty() || !rest.starts_with(between)) return std::nullopt;
  const std::string lon = numeral_at(rest, between.size());
  if (lon.empty()) return std::nullopt;
  return PointText{lat, lon};
}

/// The marker of a place (`!3d..!4d..`) is nearer to what was meant than the center of the view.
std::optional<PointText> from_address(std::string_view text) {
  if (const auto pin = pair_after(text, "!3d", "!4d")) return pin;
  for (const std::string_view key : {"@", "q=", "query=", "ll=", "destination=", "q=loc:"}) {
    for (const std::string_view comma : {",", "%2c", "%2c+", ",+"}) {
      if (const auto pair = pair_after(text, key, comma)) return pair;
    }
  }
  return std::nullopt;
}

std::optional<PointText> from_wkt(std::string_view text) {
  const std::size_t open = text.find('(');
  const std::size_t close = text.find(')');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) {
    return std::nullopt;
  }
  const auto parts = split(text.substr(open + 1, close - open - 1), " ");
  if (parts.size() < 2) return std::nullopt;
  return PointText{std::string(parts[1]), std::string(parts[0])};
}

/// The only cut after which both halves are whole coordinates.
std::optional<PointText> cut_in_two(std::string_view text) {
  std::optional<PointText> found;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] != ' ' && text[i] != ',' && text[i] != ';') continue;
    const std::string_view first = trimmed(text.substr(0, i));
    const std::string_view second = trimmed(text.substr(i + 1));
    const auto lat = parse_angle(first);
    const auto lon = parse_angle(second);
    const bool whole = lat && lon && lat->is_dms && lon->is_dms;
    if (!whole || first.ends_with(',') || second.starts_with(',')) continue;
    if (found) return std::nullopt;
    found = PointText{std::string(first), std::string(second)};
  }
  return found;
}

bool has_letters_or_signs(std::string_view text) {
  return text.find_first_of("'\"") != std::string_view::npos ||
         text.find("\xC2\xB0") != std::string_view::npos ||
         std::ranges::any_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

PointText from_pieces(const std::vector<std::string_view>& pieces) {
  const auto bare = [](std::string_view piece) {
    while (piece.ends_with(',')) piece.remove_suffix(1);
    return std::string(piece);
  };
  return {bare(pieces[0]), bare(pieces[1]), pieces.size() > 3 ? bare(pieces[3]) : std::string()};
}

std::optional<PointText> from_numbers(std::string_view text) {
  if (const auto pieces = split(text, ";"); pieces.size() == 2) return from_pieces(pieces);
  if (const auto pieces = split(text, " \t"); pieces.size() >= 2 && pieces.size() <= 4) {
    return from_pieces(pieces);
  }
  const auto pieces = split(text, ",");
  if (pieces.size() == 2) return from_pieces(pieces);
  if (pieces.size() != 4) return std::nullopt;
  // Decimal commas without a blank: 0,8512,109,3012.
  return PointText{std::string(pieces[0]) + "." + std::string(pieces[1]),
                   std::string(pieces[2]) + "." + std::string(pieces[3])};
}

}  // namespace

std::optional<PointText> split_point(std::string_view cell) {
  const std::string simple = lower(plain(trimmed(cell)));
  std::string_view text = simple;
  if (text.find("http") != std::string_view::npos || text.find("maps") != std::string_view::npos) {
    return from_address(text);
  }
  if (text.starts_with("point")) return from_wkt(text);
  if (text.size() > 2 && (text.front() == '[' || text.front() == '(')) {
    text = trimmed(text.substr(1, text.size() - 2));
  }
  return has_letters_or_signs(text) ? cut_in_two(text) : from_numbers(text);
}

}  // namespace rawan::io
