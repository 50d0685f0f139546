#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace rawan::engine {

/// For whom a release is (domain.md 4.3, reliability.md 6.4).
enum class Tier : std::uint8_t {
  restricted,   ///< UPTD PPA, data steward.
  operational,  ///< Commanders of patrols.
  planning,     ///< Bappeda, DP3A.
  open          ///< Anyone: "public".
};

inline constexpr std::array kTiers{Tier::restricted, Tier::operational, Tier::planning, Tier::open};

/// "restricted", "operational", "planning", "public": names of folders and in project files.
std::string_view code_of(Tier tier);
std::optional<Tier> tier_named(std::string_view code);

}  // namespace rawan::engine
