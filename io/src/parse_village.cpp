#include "parse_village.h"

#include "area_names.h"
#include "rawan/io/error.h"

#include <algorithm>
#include <set>

namespace rawan::io {
namespace {

/// A cell as a code: without the mark that makes a spreadsheet keep it as text.
std::string_view bare(std::string_view code) {
  code = trimmed(code);
  if (code.starts_with('\'')) code.remove_prefix(1);
  return code;
}

bool is_bare_code(std::string_view code) {
  return code.size() == 10 && all_digits(code);
}

bool is_scientific(std::string_view code) {
  return code.find_first_of("eE") != std::string_view::npos && !code.empty() &&
         code.find_first_not_of("0123456789.,eE+") == std::string_view::npos;
}

/// How many of the codes collide. Not which: a message never repeats what a cell holds.
std::string share_of(const std::set<std::string_view>& codes,
                     const std::set<std::string_view>& all) {
  return std::to_string(codes.size()) + " / " + std::to_string(all.size());
}

std::set<std::string_view> distinct_bare(const std::vector<std::string_view>& codes) {
  std::set<std::string_view> distinct;
  for (const std::string_view code : codes) {
    if (is_bare_code(bare(code))) distinct.insert(bare(code));
  }
  return distinct;
}

}  // namespace

std::optional<VillageId> parse_bare_village_code(std::string_view digits) {
  if (!is_bare_code(digits)) return std::nullopt;
  const std::string code(digits);
  return parse_village_code(code.substr(0, 2) + "." + code.substr(2, 2) + "." + code.substr(4, 2) +
                            "." + code.substr(6));
}

VillageFinder::VillageFinder(const Region& region, std::span<const CrosswalkEntry> crosswalk,
                             CodeSystem system, bool accept_fuzzy,
                             const std::vector<std::string_view>& codes, const Place& place)
    : region_(&region), accept_fuzzy_(accept_fuzzy) {
  for (const CrosswalkEntry& entry : crosswalk) bps_.emplace(entry.bps, entry.village);
  for (std::size_t i = 0; i < region.villages.size(); ++i) {
    named_.push_back(
        {name_key(region.names[i]), name_key(region.districts[i]), region.villages[i]});
  }
  system_ = settle(system, codes, place);
}

bool VillageFinder::is_here(VillageId village) const {
  return std::ranges::binary_search(region_->villages, village);
}

std::vector<VillageId> VillageFinder::from_bps(std::string_view code) const {
  std::vector<VillageId> villages;
  const auto [first, last] = bps_.equal_range(code);
  for (auto it = first; it != last; ++it) {
    if (is_here(it->second)) villages.push_back(it->second);
  }
  std::ranges::sort(villages);
  return villages;
}

CodeSystem VillageFinder::settle(CodeSystem declared, const std::vector<std::string_view>& codes,
                                 const Place& place) const {
  const std::set<std::string_view> distinct = distinct_bare(codes);
  if (distinct.empty()) return declared;
  if (declared == CodeSystem::bps && bps_.empty()) throw InputError("crosswalk_missing", place);
  std::set<std::string_view> not_kemendagri;
  std::set<std::string_view> not_bps;
  for (const std::string_view code : distinct) {
    const auto id = parse_bare_village_code(code);
    if (!id || !is_here(*id)) not_kemendagri.insert(code);
    if (from_bps(code).empty()) not_bps.insert(code);
  }
  const bool only_bps = not_kemendagri.size() == distinct.size() && not_bps.empty();
  if (declared == CodeSystem::kemendagri && only_bps) {
    throw InputError("code_scheme", place, share_of(distinct, distinct));
  }
  if (declared != CodeSystem::automatic) return declared;
  if (not_kemendagri.empty() != not_bps.empty()) {
    return not_bps.empty() ? CodeSystem::bps : CodeSystem::kemendagri;
  }
  std::set<std::string_view> colliding = distinct;
  if (!not_kemendagri.empty()) {
    colliding = not_kemendagri;
    colliding.insert(not_bps.begin(), not_bps.end());
  }
  throw InputError("code_scheme", place, share_of(colliding, distinct));
}

VillageAnswer VillageFinder::look_up_bps(std::string_view code) const {
  const std::vector<VillageId> villages = from_bps(code);
  if (villages.size() == 1) return {.village = villages[0]};
  if (!villages.empty()) return {.reason = "ambiguous_code", .candidates = villages};
  return {.reason = bps_.contains(code) ? "other_regency" : "unknown_village"};
}

VillageAnswer VillageFinder::look_up_code(std::string_view code) const {
  const bool digits_only = is_bare_code(code);
  if (digits_only && system_ == CodeSystem::bps) return look_up_bps(code);
  const auto id = digits_only ? parse_bare_village_code(code) : parse_village_code(code);
  if (id && is_here(*id)) return {.village = id};
  // A BPS code may also be the code of a village elsewhere; either way it is not placed.
  if (digits_only && !from_bps(code).empty()) {
    return {.reason = "code_scheme", .candidates = from_bps(code)};
  }
  if (!id) return {.reason = is_scientific(code) ? "code_scientific" : "code_format"};
  const bool elsewhere = !to_dotted(*id).starts_with(region_->regency);
  return {.reason = elsewhere ? "other_regency" : "unknown_village"};
}

VillageAnswer VillageFinder::by_code(std::string_view code) {
  const std::string_view text = bare(code);
  if (const auto known = known_codes_.find(text); known != known_codes_.end()) {
    return known->second;
  }
  return known_codes_.emplace(std::string(text), look_up_code(text)).first->second;
}

std::vector<VillageFinder::Named> VillageFinder::in_district(const std::string& district) const {
  std::vector<Named> found;
  for (const Named& named : named_) {
    if (named.district == district) found.push_back(named);
  }
  return found;
}

/// The villages whose names are nearest to `key`, if near enough. Accepted only if wished and
/// only if a single one is nearest.
VillageAnswer VillageFinder::similar_names(const std::string& key,
                                           const std::vector<Named>& among) const {
  VillageAnswer answer{.reason = "name_candidates"};
  std::size_t nearest = key.size();
  for (const Named& named : among) {
    if (!is_similar(key, named.name)) continue;
    const std::size_t distance = edit_distance(key, named.name);
    if (distance < nearest) answer.candidates.clear();
    nearest = std::min(nearest, distance);
    if (distance == nearest) answer.candidates.push_back(named.village);
  }
  if (answer.candidates.empty()) return {.reason = "unknown_village"};
  if (!accept_fuzzy_ || answer.candidates.size() > 1) return answer;
  return {.village = answer.candidates[0], .reason = "name_fuzzy"};
}

VillageAnswer VillageFinder::look_up_name(std::string_view name, std::string_view district) const {
  if (has_foreign_letters(name)) return {.reason = "confusable_name"};
  const std::string key = name_key(name);
  const std::vector<Named> among = in_district(name_key(district));
  if (among.empty() && !trimmed(district).empty()) return {.reason = "unknown_district"};
  const std::vector<Named>& searched = among.empty() ? named_ : among;
  std::vector<VillageId> exact;
  std::vector<VillageId> old;
  for (const Named& named : searched) {
    if (named.name == key) exact.push_back(named.village);
    if (old_spelling_key(named.name) == old_spelling_key(key)) old.push_back(named.village);
  }
  if (exact.size() > 1) return {.reason = "ambiguous_name", .candidates = exact};
  if (exact.size() == 1) {
    return {.village = exact[0], .reason = among.empty() ? "name_without_district" : ""};
  }
  if (among.empty()) return {.reason = "unknown_village"};
  if (old.size() == 1) return {.village = old[0], .reason = "name_old_spelling"};
  return similar_names(key, among);
}

VillageAnswer VillageFinder::by_name(std::string_view name, std::string_view district) {
  const std::string pair = std::string(name) + '\n' + std::string(district);
  if (const auto known = known_names_.find(pair); known != known_names_.end()) {
    return known->second;
  }
  return known_names_.emplace(pair, look_up_name(name, district)).first->second;
}

}  // namespace rawan::io
