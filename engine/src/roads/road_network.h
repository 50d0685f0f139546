#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/io/feature_table.h"
#include "rawan/io/roads.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace rawan::engine {

/// A road between two places where roads meet, end or are blocked.
struct RoadStretch {
  std::uint32_t from = 0;  ///< Where the shape begins.
  std::uint32_t to = 0;
  io::RoadTraits traits = {};              ///< `duration` is that of this stretch.
  std::array<std::uint8_t, 2> barriers{};  ///< At from and to: bit v stops Vehicle v.
  double meters = 0.0;
  std::uint32_t island = 0;  ///< Whatever is connected, in any direction, has one number.
  std::int64_t record = 0;
  io::GeoLine shape = {};
  friend bool operator==(const RoadStretch&, const RoadStretch&) = default;
};

/// Roads as a network, numbered by where they lie: independent of the order of the source.
struct RoadNetwork {
  std::vector<RoadStretch> stretches;
  std::uint32_t nodes = 0;
  std::uint32_t islands = 0;  ///< Numbered by length, the longest first.
  std::string hash;           ///< SHA-256 of all of the above.
};

/// Length on the ellipsoid of a straight line of at most some kilometers.
double geo_length(io::GeoPoint a, io::GeoPoint b);

/// Cuts ways where they meet. What is drawn twice counts once, and may be driven whichever way any
/// of the two may; stretches without length are left out.
RoadNetwork network_of(const io::RoadSource& source);

/// What read_network() needs of a network, as a table for maps: a row per stretch, in degrees.
/// Names, titles and labels are the caller's.
io::FeatureTable network_table(const RoadNetwork& network);

/// Reads what `rawan roads` wrote, exactly, or else roads as io::read_roads() does.
/// @throws InputError as io::read_roads(); "network_damaged" for a network that was changed such
///         that it is none.
RoadNetwork read_network(const std::string& path, const Control& control = {});

}  // namespace rawan::engine
