#include "config_sections.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace rawan::engine {
namespace {

/// "61.07", or nothing at all.
bool is_regency(std::string_view code) {
  if (code.empty()) return true;
  if (code.size() != 5 || code[2] != '.') return false;
  return std::ranges::all_of(code, [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
}

std::optional<Complaint> settle_shifts(std::vector<ShiftConfig>& shifts) {
  std::set<std::string> codes;
  for (ShiftConfig& shift : shifts) {
    if (!codes.insert(shift.code).second) return Complaint{"config_shift_twice"};
    if (shift.end <= shift.start) shift.end += Minutes(24 * 60);
  }
  return {};
}

}  // namespace

const std::vector<Section>& config_sections() {
  static const std::vector<Section> sections = [] {
    std::vector<Section> all = choice_sections();
    const auto after_period = std::next(all.begin(), 2);
    auto inputs = input_sections();
    all.insert(after_period, std::make_move_iterator(inputs.begin()),
               std::make_move_iterator(inputs.end()));
    return all;
  }();
  return sections;
}

const Section* find_section(std::string_view path) {
  const auto& sections = config_sections();
  const auto found = std::ranges::find(sections, path, &Section::path);
  return found == sections.end() ? nullptr : &*found;
}

const Entry* find_entry(const Section& section, std::string_view name) {
  const auto found = std::ranges::find(section.entries, name, &Entry::name);
  return found == section.entries.end() ? nullptr : &*found;
}

std::optional<Complaint> settle(Config& config) {
  if (!is_regency(config.project.regency)) return Complaint{"config_regency"};
  if (config.period.to < config.period.from) return Complaint{"config_period"};
  const io::VillageSource& villages = config.inputs.villages;
  if (villages.profile == "custom" &&
      (villages.code_column.empty() || villages.name_column.empty())) {
    return Complaint{"config_custom_profile"};
  }
  // More than 100 points would turn what women report into a malus.
  if (config.priority.krppa_bonus + config.priority.stale_bonus > 100.0) {
    return Complaint{"config_bonus"};
  }
  PatrolConfig& patrol = config.patrol;
  if (patrol.dialogue_close <= patrol.dialogue_open) return Complaint{"config_dialogue_hours"};
  if (patrol.start == Day{}) patrol.start = config.period.to + std::chrono::days(1);
  return settle_shifts(patrol.shifts);
}

}  // namespace rawan::engine
