#include "shift_pattern.h"

#include <algorithm>
#include <array>
#include <sstream>

namespace rawan::engine {
namespace {

struct Preset {
  std::string_view code;
  std::string_view cycle;
};

// No national rule exists; after a night a squad is off.
constexpr std::array<Preset, 4> kPresets{{{"3x8", "P S M -"},
                                          {"2x12", "S1 S2 - -"},
                                          {"dinas_piket", "dinas piket -"},
                                          {"malam_fokus", "MF"}}};

std::vector<ShiftConfig> preset_shifts() {
  const auto hours = [](const char* code, double from, double to) {
    return ShiftConfig{.code = code,
                       .start = Minutes(static_cast<std::int32_t>(from * 60)),
                       .end = Minutes(static_cast<std::int32_t>(to * 60))};
  };
  return {hours("P", 7, 15),        hours("S", 15, 23),  hours("M", 23, 31),
          hours("S1", 7, 19),       hours("S2", 19, 31), hours("dinas", 7.5, 16),
          hours("piket", 16, 31.5), hours("MF", 18, 24)};
}

std::vector<std::string> words_of(std::string_view cycle) {
  std::istringstream stream{std::string(cycle)};
  std::vector<std::string> codes;
  for (std::string code; stream >> code;) codes.push_back(code);
  return codes;
}

/// The project's own words win over presets.
RotationConfig rotation_of(const std::string& code, const PatrolConfig& config) {
  const auto own = std::ranges::find(config.rotations, code, &RotationConfig::code);
  if (own != config.rotations.end()) return *own;
  const bool is_shift =
      std::ranges::find(config.shifts, code, &ShiftConfig::code) != config.shifts.end();
  const auto preset = std::ranges::find(kPresets, code, &Preset::code);
  if (is_shift || preset == kPresets.end()) return {.code = code, .cycle = code};
  return {.code = code, .cycle = std::string(preset->cycle)};
}

/// Squads of the same pattern before this one by id.
std::size_t turns_ahead(std::size_t squad, std::span<const io::Squad> squads) {
  return static_cast<std::size_t>(std::ranges::count_if(squads, [&](const io::Squad& other) {
    return other.shift_code == squads[squad].shift_code && other.id < squads[squad].id;
  }));
}

}  // namespace

bool knows_shift(std::string_view code, const PatrolConfig& config) {
  return std::ranges::find(config.shifts, code, &ShiftConfig::code) != config.shifts.end() ||
         std::ranges::find(config.rotations, code, &RotationConfig::code) !=
             config.rotations.end() ||
         std::ranges::find(kPresets, code, &Preset::code) != kPresets.end();
}

ShiftPattern::ShiftPattern(const PatrolConfig& config, std::span<const io::Squad> squads) {
  for (const ShiftConfig& shift : config.shifts) shifts_.emplace(shift.code, shift);
  for (const ShiftConfig& shift : preset_shifts()) shifts_.emplace(shift.code, shift);
  for (std::size_t squad = 0; squad < squads.size(); ++squad) {
    const RotationConfig rotation = rotation_of(squads[squad].shift_code, config);
    cycles_.push_back({words_of(rotation.cycle), rotation.days_each, turns_ahead(squad, squads)});
  }
}

const ShiftConfig* ShiftPattern::shift_of(std::size_t squad, Day day) const {
  const Cycle& cycle = cycles_[squad];
  if (cycle.codes.empty()) return nullptr;
  const auto days =
      static_cast<std::size_t>(std::max<std::int64_t>(0, day.time_since_epoch().count()));
  const std::size_t turn = days / static_cast<std::size_t>(cycle.days_each) + cycle.ahead;
  const auto found = shifts_.find(cycle.codes[turn % cycle.codes.size()]);
  return found == shifts_.end() ? nullptr : &found->second;
}

}  // namespace rawan::engine
