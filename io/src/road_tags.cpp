#include "road_tags.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>
#include <vector>

namespace rawan::io {
namespace {

/// From the least to the greatest: what a list is taken for.
constexpr std::array<std::string_view, 12> kClasses{
    "path",     "track",     "service", "living_street", "residential", "unclassified",
    "tertiary", "secondary", "primary", "trunk",         "motorway",    "ferry"};

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

/// The words of "a", "a;b" and "['a', 'b']".
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c == ';' || c == ',') {
      words.emplace_back();
    } else if (c != '[' && c != ']' && c != '\'' && c != '"') {
      if (c != ' ' || !words.back().empty()) words.back() += c;
    }
  }
  return words;
}

/// OpenStreetMap's class as one of ours; empty: not for vehicles.
std::string_view class_of(std::string word) {
  if (word.ends_with("_link")) word.resize(word.size() - 5);
  if (word == "road") word = "unclassified";
  if (word.starts_with("track_grade")) word = "track";
  if (is_one_of(word, {"footway", "cycleway", "bridleway"})) word = "path";
  const auto* found = std::ranges::find(kClasses, word);
  return found == kClasses.end() ? std::string_view() : *found;
}

std::string_view least_class(std::string_view text) {
  std::string_view least;
  for (const std::string& word : words_of(text)) {
    const std::string_view found = class_of(word);
    const bool lower = std::ranges::find(kClasses, found) < std::ranges::find(kClasses, least);
    if (!found.empty() && (least.empty() || lower)) least = found;
  }
  return least;
}

std::optional<double> leading_number(std::string_view text, std::string_view& rest) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || !(value >= 0.0 && value < 1e6)) return std::nullopt;
  rest = text.substr(static_cast<std::size_t>(end - text.data()));
  return value;
}

bool is_closed_word(std::string_view word) {
  return is_one_of(word, {"no", "private", "agricultural", "forestry", "emergency", "military",
                          "psv", "official"});
}

/// Whether the most special of the tags that speak closes the way; nothing if none speaks.
std::optional<bool> closed_by(const RoadTag& tag, Vehicle vehicle) {
  const std::string_view own = vehicle == Vehicle::car ? "motorcar" : "motorcycle";
  for (const std::string_view key : {own, std::string_view("motor_vehicle"),
                                     std::string_view("vehicle"), std::string_view("access")}) {
    const std::string word = words_of(tag(key)).front();
    if (!word.empty()) return is_closed_word(word);
  }
  return std::nullopt;
}

Passage direction_of(const RoadTag& tag, std::string_view highway) {
  const std::string oneway = words_of(tag("oneway")).front();
  if (is_one_of(oneway, {"yes", "true", "1", "1.0"})) return Passage::forward;
  if (is_one_of(oneway, {"-1", "-1.0", "reverse"})) return Passage::backward;
  if (oneway == "reversible") return Passage::closed;
  const bool silent = oneway.empty();
  const std::string junction = words_of(tag("junction")).front();
  const bool round = junction == "roundabout" || junction == "circular";
  const bool motorway = highway.starts_with("motorway");
  return silent && (round || motorway) ? Passage::forward : Passage::both;
}

/// What is drawn is not always there to drive on.
bool is_area_or_unbuilt(const RoadTag& tag) {
  return tag("area") == "yes" || tag("impassable") == "yes";
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

double road_speed(std::string_view text) {
  double least = 0.0;
  for (const std::string& word : words_of(text)) {
    std::string_view unit;
    const auto number = leading_number(word, unit);
    if (!number || *number == 0.0) continue;
    const bool miles = unit.find("mph") != std::string_view::npos;
    const double speed = miles ? *number * 1.609344 : *number;
    if (least == 0.0 || speed < least) least = speed;
  }
  return least;
}

double road_duration(std::string_view text) {
  const bool iso = text.starts_with("pt") || text.starts_with("PT");
  if (iso) text.remove_prefix(2);
  std::vector<double> parts;
  double seconds = 0.0;
  while (!text.empty()) {
    std::string_view rest;
    const auto number = leading_number(text, rest);
    if (!number) return 0.0;
    parts.push_back(*number);
    if (rest.empty()) break;
    const char mark = static_cast<char>(std::tolower(static_cast<unsigned char>(rest.front())));
    if (iso && mark == 'h') seconds += *number * 3600.0;
    if (iso && mark == 'm') seconds += *number * 60.0;
    if (iso && mark == 's') seconds += *number;
    if (!iso && mark != ':') return 0.0;
    text = rest.substr(1);
  }
  if (iso) return seconds;
  if (parts.size() == 1) return parts[0] * 60.0;
  if (parts.size() == 2) return parts[0] * 3600.0 + parts[1] * 60.0;
  return parts.size() == 3 ? parts[0] * 3600.0 + parts[1] * 60.0 + parts[2] : 0.0;
}

JudgedRoad judge_road(const RoadTag& tag) {
  JudgedRoad road;
  const std::string highway = tag("highway");
  const bool ferry = tag("route") == "ferry" || tag("highway") == "ferry";
  road.traits.road_class = ferry ? "ferry" : least_class(highway);
  const bool unsuited = road.traits.road_class.empty() || is_area_or_unbuilt(tag);
  if (unsuited) return {{}, "road_not_for_vehicles"};
  road.traits.surface = words_of(tag("surface")).front();
  road.traits.tracktype = words_of(tag("tracktype")).front();
  if (highway.starts_with("track_grade")) road.traits.tracktype = highway.substr(6);
  road.traits.smoothness = words_of(tag("smoothness")).front();
  road.traits.max_speed = road_speed(tag("maxspeed"));
  road.traits.speed = road_speed(tag("speed_kph"));
  if (ferry) road.traits.duration = road_duration(tag("duration"));
  const Passage direction = direction_of(tag, highway);
  const bool on_foot = highway != "path" && road.traits.road_class == "path";
  for (const Vehicle vehicle : {Vehicle::car, Vehicle::motorcycle}) {
    // A way for feet or bicycles is none for engines unless a sign says so.
    const bool closed = closed_by(tag, vehicle).value_or(on_foot);
    road.traits.passage[static_cast<std::size_t>(vehicle)] = closed ? Passage::closed : direction;
  }
  const auto& passage = road.traits.passage;
  const bool nobody = passage[0] == Passage::closed && passage[1] == Passage::closed;
  if (nobody) road.refusal = on_foot ? "road_not_for_vehicles" : "road_no_access";
  return road;
}

std::uint8_t barrier_of(const RoadTag& tag) {
  const std::string barrier = tag("barrier");
  if (barrier.empty()) return 0;
  const bool narrow =
      is_one_of(barrier, {"bollard", "block", "cycle_barrier", "motorcycle_barrier", "stile",
                          "turnstile", "kissing_gate", "log", "debris", "jersey_barrier", "chain",
                          "fence", "wall", "hampshire_gate", "height_restrictor"});
  const bool passed_by_motorcycles = is_one_of(barrier, {"bollard", "block", "height_restrictor"});
  const bool passed_by_cars = !narrow || barrier == "height_restrictor";
  std::uint8_t closed = 0;
  for (const Vehicle vehicle : {Vehicle::car, Vehicle::motorcycle}) {
    const bool passed = vehicle == Vehicle::car ? passed_by_cars : passed_by_motorcycles || !narrow;
    const bool stops = closed_by(tag, vehicle).value_or(!passed);
    if (stops) closed = static_cast<std::uint8_t>(closed | (1U << static_cast<unsigned>(vehicle)));
  }
  return closed;
}

}  // namespace rawan::io
