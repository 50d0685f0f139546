#pragma once

#include "rawan/io/roads.h"

#include <functional>
#include <string>
#include <string_view>

namespace rawan::io {

/// The value of a tag, in lower case; empty if there is none.
using RoadTag = std::function<std::string(std::string_view key)>;

/// What the tags of a way say of it, or why it is no road for vehicles.
struct JudgedRoad {
  RoadTraits traits = {};
  std::string_view refusal = {};
};

/// By OpenStreetMap's rules of the most special tag; roundabouts and motorways are one-way.
/// Values of osmnx' lists ("['residential', 'tertiary']"): the lowest class, the lowest limit.
JudgedRoad judge_road(const RoadTag& tag);

/// Whether a node of OpenStreetMap is something vehicles cannot pass: bit v for Vehicle v.
std::uint8_t barrier_of(const RoadTag& tag);

/// "50", "50 km/h", "30 mph", "40;60" (the least): km/h, 0 if it says no number.
double road_speed(std::string_view text);

/// "00:25", "01:10:30", "PT1H5M", "25" (minutes): seconds, 0 if it says none.
double road_duration(std::string_view text);

std::string lower_case(std::string_view text);

}  // namespace rawan::io
