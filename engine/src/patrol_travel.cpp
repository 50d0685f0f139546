#include "patrol_travel.h"

#include "rawan/engine/catalogue.h"
#include "rawan/io/release.h"

#include <algorithm>
#include <set>

namespace rawan::engine {
namespace {

constexpr std::int32_t kMinute = 60;

void round_up_to_minutes(patrol::TravelMatrix& travel) {
  for (std::int32_t& seconds : travel.seconds) {
    if (seconds > 0) seconds = (seconds + kMinute - 1) / kMinute * kMinute;
  }
}

/// What no road of the table is for.
bool needs_no_road(const std::string& vehicle) {
  return vehicle == "jalan" || vehicle == "sepeda" || vehicle == "perahu";
}

PatrolRoads::Mode mode_of(const TravelMode& mode, const PatrolConfig& config) {
  return {.on_roads = !needs_no_road(mode.vehicle),
          .profile = {.vehicle = mode.vehicle == "r2" ? io::Vehicle::motorcycle : io::Vehicle::car,
                      .night = mode.night,
                      .rain = config.rain},
          .options = {.snap = config.snap_limit,
                      .detour = config.detour_factor,
                      .straight_kmh = mode.speed_kmh}};
}

PatrolRoads read_patrol_roads(const Config& config, const Control& control) {
  const InputsConfig& inputs = config.inputs;
  PatrolRoads roads;
  if (inputs.roads) roads.network = read_network(inputs.roads->path, control);
  roads.speeds = inputs.speeds
                     ? read_speeds(inputs.speeds->path, Catalogue(config.project.language))
                     : default_speeds();
  return roads;
}

/// Where times by road are kept for the next run; nowhere if there are none to keep.
std::filesystem::path cache_for(const PatrolRoads& roads, const PatrolInputs& inputs) {
  return roads.network && !inputs.out.empty() ? io::work_folder(inputs.out) / "travel"
                                              : std::filesystem::path();
}

const RoadNetwork* network_for(const PatrolRoads& roads, const PatrolRoads::Mode& mode) {
  return roads.network && mode.on_roads ? &*roads.network : nullptr;
}

/// The ids by which a matrix of somebody else names the places.
std::vector<std::string> ids_of_places(const Schedule& schedule, const Records& records) {
  std::vector<std::string> ids(schedule.places.size());
  for (std::size_t i = 0; i < records.posts.size(); ++i) ids[i] = records.posts[i].id;
  for (std::size_t i = 0; i < schedule.stops.size(); ++i) {
    const std::string& id = schedule.stops[i].id;
    ids[schedule.problem.stops[i].place] = id.substr(0, id.find('/'));
  }
  return ids;
}

void add_matrix(patrol::TravelMatrix matrix, std::vector<bool> estimated, Schedule& schedule) {
  round_up_to_minutes(matrix);
  schedule.problem.travel.push_back(std::move(matrix));
  schedule.estimated.push_back(std::move(estimated));
}

void add_given_matrix(std::size_t modes, const PatrolInputs& inputs, Schedule& schedule) {
  const patrol::TravelMatrix given = read_travel_matrix(inputs.config.inputs.travel_matrix->path,
                                                        ids_of_places(schedule, inputs.records));
  for (std::size_t mode = 0; mode < modes; ++mode) {
    add_matrix(given, std::vector<bool>(given.places * given.places, false), schedule);
  }
}

/// Places that some mode wanted to reach by road and could not.
void note_off_road(const Travel& travel, std::set<std::uint32_t>& off_road) {
  for (std::uint32_t place = 0; place < travel.places.size(); ++place) {
    if (travel.places[place].state == PlaceOnRoads::State::too_far) off_road.insert(place);
  }
}

}  // namespace

void add_travel(const std::vector<TravelMode>& modes, const PatrolInputs& inputs,
                Schedule& schedule, const Control& control) {
  if (inputs.config.inputs.travel_matrix) {
    return add_given_matrix(modes.size(), inputs, schedule);
  }
  auto roads = std::make_shared<PatrolRoads>(read_patrol_roads(inputs.config, control));
  const std::filesystem::path cache = cache_for(*roads, inputs);
  std::set<std::uint32_t> off_road;
  for (const TravelMode& mode : modes) {
    PatrolRoads::Mode& own = roads->modes.emplace_back(mode_of(mode, inputs.config.patrol));
    own.options.cache = cache;
    Travel travel = travel_for(schedule.places, network_for(*roads, own), roads->speeds,
                               own.profile, own.options, control);
    note_off_road(travel, off_road);
    add_matrix(std::move(travel.matrix), std::move(travel.estimated), schedule);
  }
  schedule.off_road.assign(off_road.begin(), off_road.end());
  schedule.roads = std::move(roads);
}

std::vector<io::GeoLine> paths_of(std::span<const std::pair<std::uint32_t, std::uint32_t>> legs,
                                  std::uint32_t matrix, const Schedule& schedule) {
  if (schedule.roads) {
    const PatrolRoads& roads = *schedule.roads;
    const PatrolRoads::Mode& mode = roads.modes[matrix];
    return leg_paths(schedule.places, network_for(roads, mode), roads.speeds, mode.profile, legs,
                     mode.options);
  }
  std::vector<io::GeoLine> straight;
  for (const auto& [from, to] : legs) {
    straight.push_back({schedule.places[from], schedule.places[to]});
  }
  return straight;
}

}  // namespace rawan::engine
