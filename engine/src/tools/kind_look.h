#pragma once

#include "rawan/engine/catalogue.h"
#include "rawan/io/picture.h"

#include <array>
#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace rawan::engine {

/// How a kind of shapes is drawn and what the legend calls it.
struct KindLook {
  std::string kind;
  std::string color;
  std::string label;
  io::Hatch hatch = io::Hatch::none;
};

/// The looks of these kinds in the order of a legend: those this program gives out first, by their
/// codes or in the reader's words, from the strongest to the weakest; then classes of numbers
/// ("5–9", "50+") from light to dark; then all others by their bytes in colors that come again. The
/// empty kind is "no value" and comes last.
std::vector<KindLook> looks_of(const std::set<std::string>& kinds, const Catalogue& words);

/// From light to dark in one hue, told apart by readers who see no red or green.
inline constexpr std::array<const char*, 5> kAmountColors = {"#fef0d9", "#fdcc8a", "#fc8d59",
                                                             "#e34a33", "#b30000"};

/// Colors told apart by all readers (Okabe & Ito 2008); after the seventh they come again.
const char* group_color(std::size_t turn);
inline constexpr std::size_t kGroupColors = 7;

inline constexpr const char* kNoValueColor = "#d9d9d9";

}  // namespace rawan::engine
