#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rawan::io {

/// A Kemendagri village code as its ten digits: 61.07.04.1001 is 6107041001. Never arithmetic.
enum class VillageId : std::int64_t {};
/// Its first six digits: a kecamatan.
enum class DistrictId : std::int32_t {};
/// Its first four digits: a kabupaten or kota.
enum class RegencyId : std::int32_t {};

/// "61.07.04.1001" to an id. Only the dotted form: bare digits are ambiguous (domain.md 1.2).
std::optional<VillageId> parse_village_code(std::string_view dotted);
std::optional<DistrictId> parse_district_code(std::string_view dotted);
std::string to_dotted(VillageId id);
std::string to_dotted(DistrictId id);
DistrictId district_of(VillageId id);
RegencyId regency_of(VillageId id);

enum class VillageKind : std::uint8_t { kelurahan, desa, desa_adat };
VillageKind kind_of(VillageId id);
/// Local time less UTC in the village's province: +7 (WIB), +8 (WITA) or +9 (WIT). No summer time.
std::chrono::hours utc_offset(VillageId id);

}  // namespace rawan::io
