#include "config_codecs.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <sstream>

namespace rawan::engine {
namespace {

using Count = Integer<std::uint32_t>;

/// A time that may be absent.
struct OptionalClock {
  std::optional<Complaint> read(const Scalar& value, std::optional<Minutes>& member) const {
    Minutes time{};
    auto complaint = Clock{}.read(value, time);
    if (!complaint) member = time;
    return complaint;
  }
  std::optional<Scalar> write(const std::optional<Minutes>& member) const {
    return member ? Clock{}.write(*member) : std::nullopt;
  }
};

/// Sections too long for one list of keys continue here.
template <class... Keys>
void add_patrol_keys(Section& section, const Keys&... keys) {
  add_entries(
      section, [](auto& config, std::size_t) -> auto& { return config.patrol; }, keys...);
}

Section patrol() {
  using P = PatrolConfig;
  Section section = one_section(
      "patrol", [](auto& config, std::size_t) -> auto& { return config.patrol; },
      key("start", Date{}, &P::start), key("days", Integer<std::int32_t>{{1, 92}}, &P::days),
      key("dwell_patrol_min", Integer<Minutes>{{10, 16}}, &P::dwell_patrol),
      key("dwell_patrol_full_min", Integer<Minutes>{{10, 60}}, &P::dwell_patrol_full),
      key("long_stay_share", Real<double>{{0, 1}}, &P::long_stay_share),
      key("dwell_dialogue_min", Integer<Minutes>{{5, 240}}, &P::dwell_dialogue),
      key("dialogue_needs_training", Boolean{}, &P::dialogue_needs_training),
      key("dialogue_open", Clock{}, &P::dialogue_open),
      key("dialogue_close", Clock{}, &P::dialogue_close),
      key("briefing_min", Integer<Minutes>{{0, 240}}, &P::briefing));
  add_patrol_keys(section, key("detour_factor", Real<double>{{1, 5}}, &P::detour_factor),
                  key("default_speed_kmh", Real<double>{{1, 120}}, &P::default_speed_kmh),
                  key("snap_limit_m", Real<Meters>{{1, 5000}}, &P::snap_limit),
                  key("night_from", Clock{}, &P::night_from),
                  key("night_to", Clock{}, &P::night_to), key("rain", Boolean{}, &P::rain));
  add_patrol_keys(section, key("hotspot_max_visits", Count{{0, 1000}}, &P::hotspot_max_visits),
                  key("hotspot_gap_days", Integer<std::int32_t>{{1, 31}}, &P::hotspot_gap_days),
                  key("village_max_visits", Count{{0, 1000}}, &P::village_max_visits),
                  key("village_total_visits", Count{{0, 1000}}, &P::village_total_visits),
                  key("krppa_min_visits", Count{{0, 31}}, &P::krppa_min_visits),
                  key("max_gap_days", Integer<std::int32_t>{{0, 3650}}, &P::max_gap_days),
                  key("max_village_share", Real<double>{{0, 1, true}}, &P::max_village_share),
                  key("max_squad_share", Real<double>{{0, 1, true}}, &P::max_squad_share));
  add_patrol_keys(section,
                  key("search_iterations", Integer<std::uint64_t>{{0, 1e9}}, &P::search_iterations),
                  key("search_walks", Count{{1, 64}}, &P::search_walks),
                  key("pool_within", Real<double>{{0, 0.5}}, &P::pool_within),
                  key("pool_size", Count{{1, 1000}}, &P::pool_size),
                  key("seed", Integer<std::uint64_t>{{0, 9.2e18}}, &P::seed));
  return section;
}

/// A section that may be written again and again: the rows of a vector of the patrol's choices.
template <class Row, class... Keys>
Section rows_of(std::string_view path, std::vector<Row> PatrolConfig::*rows, const Keys&... keys) {
  Section section{path,
                  path,
                  Repeat::many,
                  {},
                  [rows](const Config& config) { return (config.patrol.*rows).size(); },
                  [rows](Config& config) { (config.patrol.*rows).emplace_back(); }};
  add_entries(
      section, [rows](auto& config, std::size_t i) -> auto& { return (config.patrol.*rows)[i]; },
      keys...);
  return section;
}

Section shifts() {
  return rows_of("patrol.shifts", &PatrolConfig::shifts,
                 key("code", Text{true}, &ShiftConfig::code, true),
                 key("start", Clock{}, &ShiftConfig::start, true),
                 key("end", Clock{}, &ShiftConfig::end, true),
                 key("break_min", Integer<Minutes>{{0, 240}}, &ShiftConfig::pause),
                 key("break_from", OptionalClock{}, &ShiftConfig::pause_from),
                 key("break_to", OptionalClock{}, &ShiftConfig::pause_to));
}

Section rotations() {
  return rows_of("patrol.rotations", &PatrolConfig::rotations,
                 key("code", Text{true}, &RotationConfig::code, true),
                 key("cycle", Text{true}, &RotationConfig::cycle, true),
                 key("days_each", Integer<std::int32_t>{{1, 31}}, &RotationConfig::days_each));
}

Section exclusions() {
  return rows_of("patrol.exclude", &PatrolConfig::exclusions,
                 key("squad", Text{true}, &ExclusionConfig::squad, true),
                 key("area", Text{true}, &ExclusionConfig::area, true));
}

Section revisits() {
  return rows_of("patrol.revisit", &PatrolConfig::revisits,
                 key("area", Text{}, &RevisitConfig::area),
                 key("place_type", Text{}, &RevisitConfig::place_type),
                 key("every_min", Integer<Minutes>{{20, 720}}, &RevisitConfig::every),
                 key("required", Boolean{}, &RevisitConfig::required));
}

constexpr Minutes kDay{24 * 60};

/// A time of the shift: on the next day if it lies before the start.
Minutes within(Minutes time, Minutes start) {
  return time < start ? time + kDay : time;
}

/// A break that nobody placed lies in the middle half of its shift.
std::optional<Complaint> settle_break(ShiftConfig& shift) {
  if (shift.pause.count() == 0) return {};
  const Minutes quarter = (shift.end - shift.start) / 4;
  shift.pause_from = within(shift.pause_from.value_or(shift.start + quarter), shift.start);
  shift.pause_to = within(shift.pause_to.value_or(shift.end - quarter), shift.start);
  const bool fits = *shift.pause_from <= *shift.pause_to && *shift.pause_to <= shift.end;
  return fits ? std::nullopt : std::optional(Complaint{"config_break"});
}

std::optional<Complaint> settle_shifts(std::vector<ShiftConfig>& shifts) {
  std::set<std::string> codes;
  for (ShiftConfig& shift : shifts) {
    if (!codes.insert(shift.code).second) return Complaint{"config_shift_twice"};
    if (shift.end <= shift.start) shift.end += kDay;
    if (auto complaint = settle_break(shift)) return complaint;
  }
  return {};
}

std::optional<Complaint> check_rotations(const PatrolConfig& patrol) {
  std::set<std::string> codes;
  for (const ShiftConfig& shift : patrol.shifts) codes.insert(shift.code);
  std::set<std::string> known = codes;
  for (const RotationConfig& rotation : patrol.rotations) {
    if (!known.insert(rotation.code).second) return Complaint{"config_shift_twice"};
    std::istringstream cycle(rotation.cycle);
    for (std::string code; cycle >> code;) {
      if (code != "-" && !codes.contains(code)) return Complaint{"config_rotation_shift"};
    }
  }
  return {};
}

/// "61.07.04" or "61.07.04.1001".
bool is_area(std::string_view code) {
  if (code.size() != 8 && code.size() != 13) return false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const bool dot = i == 2 || i == 5 || i == 8;
    if (dot ? code[i] != '.' : std::isdigit(static_cast<unsigned char>(code[i])) == 0) return false;
  }
  return true;
}

}  // namespace

std::vector<Section> patrol_sections() {
  return {patrol(), shifts(), rotations(), exclusions(), revisits()};
}

std::optional<Complaint> settle_patrol(PatrolConfig& patrol, Day period_end) {
  constexpr std::chrono::days kFarthestStart{5 * 366};
  if (patrol.dialogue_close <= patrol.dialogue_open) return Complaint{"config_dialogue_hours"};
  if (patrol.dwell_patrol_full < patrol.dwell_patrol) return Complaint{"config_dwell"};
  for (const ExclusionConfig& exclusion : patrol.exclusions) {
    if (!is_area(exclusion.area)) return Complaint{"config_exclude"};
  }
  // In a longer plan a window cannot tell one Monday from another.
  if (!patrol.revisits.empty() && patrol.days > 7) return Complaint{"config_revisit_days"};
  if (patrol.start == Day{}) patrol.start = period_end + std::chrono::days(1);
  if (std::chrono::abs(patrol.start - period_end) > kFarthestStart) {
    return Complaint{"config_patrol_start"};
  }
  if (auto complaint = settle_shifts(patrol.shifts)) return complaint;
  return check_rotations(patrol);
}

}  // namespace rawan::engine
