#pragma once

#include "rawan/io/error.h"
#include "rawan/io/read_inputs.h"
#include "text.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rawan::io {

/// What a code or a name was found to mean.
struct VillageAnswer {
  std::optional<VillageId> village = {};
  std::string_view reason = {};  ///< Why it was refused, or how it was found; may be empty.
  std::vector<VillageId> candidates = {};  ///< Villages that might be meant, sorted.
};

/// Finds villages of one table by code or by name, in the code system settled for that table.
class VillageFinder {
 public:
  /// @param codes every cell of the table's column of codes, to settle the system by.
  /// @throws InputError "code_scheme" naming the codes that collide, if the system cannot be
  ///         settled or the declared one cannot be right; "crosswalk_missing" if BPS codes come
  ///         without a crosswalk.
  VillageFinder(const Region& region, std::span<const CrosswalkEntry> crosswalk, CodeSystem system,
                bool accept_fuzzy, const std::vector<std::string_view>& codes, const Place& place);

  /// Reasons: "code_format", "code_scientific", "code_scheme" (a BPS code where Kemendagri's are
  /// due), "other_regency", "unknown_village", "ambiguous_code".
  VillageAnswer by_code(std::string_view code);

  /// Reasons: "unknown_village", "unknown_district", "ambiguous_name", "name_candidates",
  /// "confusable_name"; and for found ones "name_fuzzy", "name_old_spelling",
  /// "name_without_district".
  VillageAnswer by_name(std::string_view name, std::string_view district);

 private:
  struct Named {
    std::string name;  ///< Keys of names, not names.
    std::string district;
    VillageId village{};
  };

  CodeSystem settle(CodeSystem declared, const std::vector<std::string_view>& codes,
                    const Place& place) const;
  VillageAnswer look_up_code(std::string_view code) const;
  VillageAnswer look_up_bps(std::string_view code) const;
  VillageAnswer look_up_name(std::string_view name, std::string_view district) const;
  VillageAnswer similar_names(const std::string& key, const std::vector<Named>& among) const;
  std::vector<Named> in_district(const std::string& district) const;
  bool is_here(VillageId village) const;
  std::vector<VillageId> from_bps(std::string_view code) const;

  const Region* region_;
  std::multimap<std::string, VillageId, std::less<>> bps_;
  std::vector<Named> named_;
  CodeSystem system_ = CodeSystem::kemendagri;
  bool accept_fuzzy_ = false;
  std::unordered_map<std::string, VillageAnswer, TextHash, std::equal_to<>> known_codes_;
  std::unordered_map<std::string, VillageAnswer, TextHash, std::equal_to<>> known_names_;
};

/// "6107041001" to an id, for columns whose meaning is declared.
std::optional<VillageId> parse_bare_village_code(std::string_view digits);

}  // namespace rawan::io
