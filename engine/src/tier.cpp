#include "rawan/engine/tier.h"

#include <algorithm>

namespace rawan::engine {
namespace {

constexpr std::array<std::string_view, 4> kCodes{"restricted", "operational", "planning", "public"};

}  // namespace

std::string_view code_of(Tier tier) {
  return kCodes[static_cast<std::size_t>(tier)];
}

std::optional<Tier> tier_named(std::string_view code) {
  const auto found = std::ranges::find(kCodes, code);
  if (found == kCodes.end()) return std::nullopt;
  return kTiers[static_cast<std::size_t>(found - kCodes.begin())];
}

}  // namespace rawan::engine
