#include "tools/kind_look.h"

#include "tools/values.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace rawan::engine {
namespace {

constexpr std::array<const char*, kGroupColors> kGroups = {
    "#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7"};

struct KnownKind {
  std::string_view kind;
  const char* color;
  std::string_view word = {};  ///< Of the catalogue; empty: "class.<kind>".
  io::Hatch hatch = io::Hatch::none;
};

constexpr std::array kKnown{
    KnownKind{"sangat_tinggi", "#d7301f", "class.4"},
    KnownKind{"tinggi", "#fc8d59", "class.3"},
    KnownKind{"sedang", "#fdcc8a", "class.2"},
    KnownKind{"rendah", "#fef0d9", "class.1"},
    KnownKind{"disamarkan", "#ffffff", "class.masked", io::Hatch::rising},
    KnownKind{"belum_cukup_data", "#ffffff", "class.insufficient", io::Hatch::rising},
    KnownKind{"belum_ada_data", kNoValueColor, "class.nodata", io::Hatch::crossed},
    KnownKind{"inti", "#b30000", "stability.core"},
    KnownKind{"mungkin", "#fc8d59", "stability.likely"},
    KnownKind{"rapuh", "#fee090", "stability.fragile"},
    KnownKind{"HH", "#b30000"},
    KnownKind{"HL", "#fdae61"},
    KnownKind{"LH", "#abd9e9"},
    KnownKind{"LL", "#2166ac"},
    KnownKind{"alike", "#009e73"},
    KnownKind{"different", "#cc79a7"},
    KnownKind{"hot", "#b30000"},
    KnownKind{"cold", "#2166ac"},
    KnownKind{"intensifying_hot", "#67001f"},
    KnownKind{"persistent_hot", "#b2182b"},
    KnownKind{"consecutive_hot", "#d6604d"},
    KnownKind{"diminishing_hot", "#f4a582"},
    KnownKind{"new_hot", "#f1a340"},
    KnownKind{"sporadic_hot", "#dfc27d"},
    KnownKind{"oscillating_hot", "#c51b7d"},
    KnownKind{"historical_hot", "#fddbc7"},
    KnownKind{"historical_cold", "#d1e5f0"},
    KnownKind{"oscillating_cold", "#8073ac"},
    KnownKind{"sporadic_cold", "#c7eae5"},
    KnownKind{"new_cold", "#80cdc1"},
    KnownKind{"diminishing_cold", "#92c5de"},
    KnownKind{"consecutive_cold", "#4393c3"},
    KnownKind{"persistent_cold", "#2166ac"},
    KnownKind{"intensifying_cold", "#053061"},
    KnownKind{"rising", "#b30000"},
    KnownKind{"falling", "#2166ac"},
    KnownKind{"none", "#f4f4f4"},
    KnownKind{"too_short", kNoValueColor}};

/// The number a class begins with: "5–9", "<5".
std::optional<std::uint64_t> first_number(const std::string& kind) {
  const std::size_t from = kind.starts_with('<') ? 1 : 0;
  const std::size_t end = std::min(kind.find_first_not_of("0123456789", from), kind.size());
  const auto number = parse_whole_number(std::string_view(kind).substr(from, end - from));
  return number && from == 1 ? std::optional<std::uint64_t>(0) : number;
}

using Kinds = std::vector<std::string>;

/// Removes the classes of numbers from the kinds, the lowest first.
Kinds take_numbered(std::set<std::string>& kinds) {
  Kinds numbered;
  for (const std::string& kind : kinds) {
    if (first_number(kind)) numbered.push_back(kind);
  }
  std::ranges::stable_sort(numbered, {}, [](const auto& kind) { return *first_number(kind); });
  for (const std::string& kind : numbered) kinds.erase(kind);
  return numbered;
}

}  // namespace

const char* group_color(std::size_t turn) {
  return kGroups[turn % kGroups.size()];
}

std::vector<KindLook> looks_of(const std::set<std::string>& kinds, const Catalogue& words) {
  std::vector<KindLook> looks;
  std::set<std::string> rest = kinds;
  for (const KnownKind& known : kKnown) {
    const std::string code(known.kind);
    const std::string word =
        words.text(known.word.empty() ? "class." + code : std::string(known.word));
    for (const std::string& kind : {code, word}) {
      if (rest.erase(kind) > 0) looks.push_back({kind, known.color, word, known.hatch});
    }
  }
  const bool has_none = rest.erase("") > 0;
  const Kinds numbered = take_numbered(rest);
  for (std::size_t i = 0; i < numbered.size(); ++i) {
    const std::size_t last = std::max<std::size_t>(numbered.size() - 1, 1);
    looks.push_back(
        {numbered[i], kAmountColors[i * (kAmountColors.size() - 1) / last], numbered[i]});
  }
  std::size_t turn = 0;
  for (const std::string& kind : rest) looks.push_back({kind, group_color(turn++), kind});
  if (has_none) looks.push_back({"", kNoValueColor, words.text("class.no_value")});
  return looks;
}

}  // namespace rawan::engine
