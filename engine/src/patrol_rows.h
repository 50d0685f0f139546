#pragma once

#include "layers.h"

#include <string>
#include <vector>

namespace rawan::engine {

/// One stop of one tour, with what a sheet tells about it.
struct StopRow {
  std::size_t tour = 0;
  std::size_t order = 0;  ///< 1 ... n within the tour.
  const patrol::Visit* visit = nullptr;
  const PlannedStop* stop = nullptr;
  bool estimated = false;  ///< The leg to it is a straight line.
};

/// The tours that have stops, by day, shift start and squad; and their stops in order.
struct PatrolRows {
  std::vector<std::size_t> tours;
  std::vector<StopRow> stops;
};

PatrolRows list_patrols(const PatrolContext& context);

const io::Squad& squad_of(std::size_t tour, const PatrolContext& context);
const io::Post& post_of(std::size_t tour, const PatrolContext& context);
Day day_of(std::size_t tour, const PatrolContext& context);
const std::string& shift_code_of(std::size_t tour, const PatrolContext& context);

/// What a tour and a visit are called in every file: squad, day and place in the order.
std::string tour_id(std::size_t tour, const PatrolContext& context);
std::string visit_id(const StopRow& row, const PatrolContext& context);

/// How much of a tour is estimated: nothing, some legs or all of them.
std::string estimate_text(std::size_t tour, const PatrolContext& context);
std::string leg_text(bool estimated, const Catalogue& words);

/// Why the draw asks for a visit of the stop's village.
std::string ground_text(const StopRow& row, const PatrolContext& context);
std::string reasons_text(const StopRow& row, const PatrolContext& context);
std::string place_name(const PlannedStop& stop, const PatrolContext& context);
std::string hours_of(const StopRow& row, const PatrolContext& context);

/// The time of day; a shift belongs to the day it begins on, so a time past midnight is marked.
std::string clock_of(Seconds time, const Catalogue& words);
/// "2026-11-23T19:30:00+07:00" of a time on a shift's day.
std::string timestamp(Day day, Seconds time, const PatrolContext& context);
std::string activity_text(Activity activity, const Catalogue& words);

}  // namespace rawan::engine
