#pragma once

#include "rawan/io/read_inputs.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rawan::io {

/// What a column of a village layer is for.
enum class VillageRole : std::uint8_t {
  code,
  name,
  other_name,  ///< Used where `name` is empty.
  district,
  regency,
  province,
  district_code,
  regency_code,
  edition,
  type
};
inline constexpr std::size_t kVillageRoles = 10;

/// The columns of a layer that play a role, by position; none where there is no such column.
struct VillageColumns {
  std::string profile;
  std::array<std::optional<std::size_t>, kVillageRoles> position = {};

  std::optional<std::size_t> operator[](VillageRole role) const {
    return position[static_cast<std::size_t>(role)];
  }
};

/// The first profile whose columns are there, or the one `source` names (domain.md 1.3). Columns
/// are compared without case; a column of ten characters also stands for a longer name that
/// begins with it, if no other does (Shapefile cuts names).
std::optional<VillageColumns> match_profile(std::span<const std::string> columns,
                                            const VillageSource& source);

/// Names for messages: "big-kugi, kode-nama, ...".
std::string profile_names();
bool is_profile_name(std::string_view name);

}  // namespace rawan::io
