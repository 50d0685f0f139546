#include "parse_date.h"
#include "rawan/io/records.h"

#include <fmt/format.h>

namespace rawan::io {
namespace {

/// Reads "dd.dd..." by a pattern of group lengths; nothing if anything else is found.
std::optional<std::int64_t> digits_of(std::string_view text, std::string_view pattern) {
  if (text.size() != pattern.size()) return std::nullopt;
  std::int64_t value = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (pattern[i] == '.') {
      if (text[i] != '.') return std::nullopt;
      continue;
    }
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

}  // namespace

std::optional<VillageId> parse_village_code(std::string_view dotted) {
  const auto value = digits_of(dotted, "dd.dd.dd.dddd");
  if (!value) return std::nullopt;
  const std::int64_t kind = *value / 1000 % 10;
  if (kind < 1 || kind > 3 || *value < 1'000'000'000) return std::nullopt;
  return VillageId(*value);
}

std::optional<DistrictId> parse_district_code(std::string_view dotted) {
  const auto value = digits_of(dotted, "dd.dd.dd");
  if (!value || *value < 100'000) return std::nullopt;
  return DistrictId(static_cast<std::int32_t>(*value));
}

std::string to_dotted(VillageId id) {
  const auto v = static_cast<std::int64_t>(id);
  return fmt::format("{:02}.{:02}.{:02}.{:04}", v / 100'000'000, v / 1'000'000 % 100,
                     v / 10'000 % 100, v % 10'000);
}

std::string to_dotted(DistrictId id) {
  const auto v = static_cast<std::int32_t>(id);
  return fmt::format("{:02}.{:02}.{:02}", v / 10'000, v / 100 % 100, v % 100);
}

DistrictId district_of(VillageId id) {
  return DistrictId(static_cast<std::int32_t>(static_cast<std::int64_t>(id) / 10'000));
}

RegencyId regency_of(VillageId id) {
  return RegencyId(static_cast<std::int32_t>(static_cast<std::int64_t>(id) / 1'000'000));
}

std::chrono::hours utc_offset(VillageId id) {
  const auto province = static_cast<int>(static_cast<std::int64_t>(id) / 100'000'000);
  return std::chrono::floor<std::chrono::hours>(zone_of_province(province));
}

VillageKind kind_of(VillageId id) {
  return static_cast<VillageKind>(static_cast<std::int64_t>(id) / 1000 % 10 - 1);
}

}  // namespace rawan::io
