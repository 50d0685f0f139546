#include "config_sections.h"

#include <algorithm>
#include <iterator>

namespace rawan::engine {
namespace {

/// "61.07", or nothing at all.
bool is_regency(std::string_view code) {
  if (code.empty()) return true;
  if (code.size() != 5 || code[2] != '.') return false;
  return std::ranges::all_of(code, [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
}

/// The kabupaten side by side are for the data steward of all; patrols are planned by each.
bool fits_a_country(const Config& config) {
  const InputsConfig& inputs = config.inputs;
  const bool plans = inputs.posts || inputs.squads || inputs.checkins || inputs.overrides;
  return config.project.regency.empty() && !plans &&
         config.output.tiers == std::vector{Tier::restricted};
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
  // Beyond, every week and quarter of centuries would be counted.
  constexpr Day kFirstDay{std::chrono::year(2000) / 1 / 1};
  constexpr std::chrono::days kLongestPeriod{50 * 366};
  if (!is_regency(config.project.regency)) return Complaint{"config_regency"};
  if (config.project.per_regency && !fits_a_country(config)) {
    return Complaint{"config_per_regency"};
  }
  if (config.period.to < config.period.from) return Complaint{"config_period"};
  if (config.period.from < kFirstDay || config.period.to - config.period.from > kLongestPeriod) {
    return Complaint{"config_period_length"};
  }
  const io::VillageSource& villages = config.inputs.villages;
  if (villages.profile == "custom" &&
      (villages.code_column.empty() || villages.name_column.empty())) {
    return Complaint{"config_custom_profile"};
  }
  // More than 100 points would turn what women report into a malus.
  if (config.priority.krppa_bonus + config.priority.stale_bonus +
          config.priority.environment_bonus >
      100.0) {
    return Complaint{"config_bonus"};
  }
  return settle_patrol(config.patrol, config.period.to);
}

}  // namespace rawan::engine
