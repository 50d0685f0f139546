#pragma once

#include "roads/travel.h"

#include <optional>
#include <span>
#include <string>

namespace rawan::engine {

/// SHA-256 of everything the answer depends on.
std::string travel_key(std::span<const io::GeoPoint> places, const RoadNetwork& network,
                       const SpeedTable& speeds, const TravelProfile& profile,
                       const TravelOptions& options);

/// What was kept under the key; nothing if there is none or it is damaged.
std::optional<Travel> cached_travel(const std::filesystem::path& folder, const std::string& key);

/// So many answers are kept in a folder: those used last.
inline constexpr std::size_t kMostTravelFiles = 32;

/// @throws OutputError.
void keep_travel(const std::filesystem::path& folder, const std::string& key, const Travel& travel);

}  // namespace rawan::engine
