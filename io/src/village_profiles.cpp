#include "village_profiles.h"

#include <algorithm>
#include <vector>

namespace rawan::io {
namespace {

using Aliases = std::vector<std::string>;

struct Profile {
  std::string_view name;
  std::array<Aliases, kVillageRoles> aliases;  ///< By role; the first one found counts.
};

/// Order as in VillageRole: code, name, other_name, district, regency, province, district_code,
/// regency_code, edition, type.
const std::vector<Profile>& published_profiles() {
  static const std::vector<Profile> profiles{
      {"big-kugi",
       {{{"kdepum"},
         {"wadmkd", "namobj"},
         {"namobj"},
         {"wadmkc"},
         {"wadmkk"},
         {"wadmpr"},
         {"kdcpum"},
         {"kdpkab", "kdbpum"},
         {"metadata"},
         {"tipadm"}}}},
      {"kode-nama", {{{"kode"}, {"nama"}, {}, {}, {}, {}, {}, {}, {}, {}}}},
      {"geoit",
       {{{"kode_kd"},
         {"kel_desa"},
         {},
         {"kecamatan"},
         {"kab_kota"},
         {"provinsi"},
         {"kode_kec"},
         {"kode_kk"},
         {},
         {}}}},
      {"bps", {{{"iddesa"}, {"nmdesa"}, {}, {"nmkec"}, {"nmkab"}, {"nmprov"}, {}, {}, {}, {}}}},
      {"cod-ab",
       {{{"adm4_pcode", "village_code"},
         {"adm4_en", "adm4_id", "adm4_name", "village"},
         {},
         {"adm3_en", "adm3_id", "adm3_name", "district"},
         {"adm2_en", "adm2_id", "adm2_name", "regency"},
         {"adm1_en", "adm1_id", "adm1_name", "province"},
         {},
         {},
         {"validon", "valid_on", "date"},
         {}}}},
  };
  return profiles;
}

Profile custom_profile(const VillageSource& source) {
  const auto only = [](const std::string& name) {
    return name.empty() ? Aliases{} : Aliases{name};
  };
  Profile profile{"custom", {}};
  profile.aliases[static_cast<std::size_t>(VillageRole::code)] = only(source.code_column);
  profile.aliases[static_cast<std::size_t>(VillageRole::name)] = only(source.name_column);
  profile.aliases[static_cast<std::size_t>(VillageRole::district)] = only(source.district_column);
  return profile;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return result;
}

std::optional<std::size_t> find_column(std::span<const std::string> columns,
                                       const std::string& alias) {
  constexpr std::size_t kShapefileName = 10;
  const std::string wanted = lower(alias);
  std::optional<std::size_t> cut;
  std::size_t cut_columns = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string column = lower(columns[i]);
    if (column == wanted) return i;
    if (column.size() != kShapefileName || !wanted.starts_with(column)) continue;
    cut = i;
    ++cut_columns;
  }
  return cut_columns == 1 ? cut : std::nullopt;
}

std::optional<VillageColumns> match(std::span<const std::string> columns, const Profile& profile) {
  VillageColumns found{.profile = std::string(profile.name)};
  for (std::size_t role = 0; role < kVillageRoles; ++role) {
    for (const std::string& alias : profile.aliases[role]) {
      if (!found.position[role]) found.position[role] = find_column(columns, alias);
    }
  }
  if (!found[VillageRole::code] || !found[VillageRole::name]) return std::nullopt;
  return found;
}

}  // namespace

std::optional<VillageColumns> match_profile(std::span<const std::string> columns,
                                            const VillageSource& source) {
  const bool any = source.profile == "auto" || source.profile.empty();
  for (const Profile& profile : published_profiles()) {
    if (!any && profile.name != source.profile) continue;
    if (auto found = match(columns, profile)) return found;
  }
  return any || source.profile == "custom" ? match(columns, custom_profile(source)) : std::nullopt;
}

std::string profile_names() {
  std::string names;
  for (const Profile& profile : published_profiles()) names += std::string(profile.name) + ", ";
  return names + "custom";
}

bool is_profile_name(std::string_view name) {
  return name == "auto" || name == "custom" || name.empty() ||
         std::ranges::any_of(published_profiles(),
                             [&](const Profile& profile) { return profile.name == name; });
}

}  // namespace rawan::io
