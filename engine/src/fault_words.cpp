#include "fault_words.h"

#include "patrol_rows.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rawan::engine {
namespace {

constexpr std::array<std::string_view, 2> kMeters{"wrong_meters", "too_many_meters"};
constexpr std::array<std::string_view, 3> kDays{"closed_that_day", "too_soon", "gap_too_long"};
constexpr std::array<std::string_view, 4> kVisits{"too_many_visits", "village_too_many",
                                                  "required_missing", "village_missing"};
constexpr std::array<std::string_view, 6> kBare{"unreachable",  "wrong_unit",  "pause_unasked",
                                                "unknown_stop", "tours_count", "wrong_score"};

template <std::size_t Size>
bool holds(const std::array<std::string_view, Size>& codes, std::string_view code) {
  return std::ranges::find(codes, code) != codes.end();
}

std::string number_text(const patrol::Fault& fault, const Catalogue& words) {
  const std::string_view unit = unit_of(fault);
  if (unit == "seconds") return words.number(std::ceil(fault.number / 60.0));
  if (unit == "meters") return words.number(fault.number / 1000.0, 1);
  return words.number(fault.number);
}

/// Whose fault it is: the shift and the stop, or the village.
std::string subject_text(const patrol::Fault& fault, const PatrolContext& context) {
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  if (fault.shift && *fault.shift < context.schedule.problem.shifts.size()) {
    add(squad_of(*fault.shift, context).id);
    add(context.words.date(day_of(*fault.shift, context)));
  }
  if (fault.stop && *fault.stop < context.schedule.stops.size()) {
    const PlannedStop& stop = context.schedule.stops[*fault.stop];
    add(stop.id + " (" + context.registers().sites.name[stop.site] + ")");
  } else if (fault.village) {
    add(context.registers().sites.name[*fault.village]);
  }
  return text.empty() ? context.words.text("fault.plan") : text;
}

}  // namespace

std::string_view unit_of(const patrol::Fault& fault) {
  if (holds(kMeters, fault.code)) return "meters";
  if (holds(kDays, fault.code)) return "days";
  if (holds(kVisits, fault.code)) return "visits";
  return holds(kBare, fault.code) ? "" : "seconds";
}

std::string fault_text(const patrol::Fault& fault, const PatrolContext& context) {
  return subject_text(fault, context) + ": " +
         context.words.text("fault." + fault.code, {{"number", number_text(fault, context.words)}});
}

}  // namespace rawan::engine
