#include "rawan/io/error.h"
#include "rawan/io/feature_set.h"
#include "roads/finish_network.h"
#include "roads/road_network.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rawan::engine {
namespace {

constexpr std::array<std::string_view, 4> kPassages{"closed", "forward", "backward", "both"};
constexpr std::array<std::string_view, 4> kBarriers{"", "car", "motorcycle", "all"};
constexpr double kMostNodes = 4e9;

template <class Value>
io::Attribute numbers(const RoadNetwork& network, std::string name, const Value& value) {
  std::vector<double> values;
  for (const RoadStretch& s : network.stretches) values.push_back(value(s));
  return {.name = std::move(name), .values = std::move(values)};
}

template <class Value>
io::Attribute wholes(const RoadNetwork& network, std::string name, const Value& value) {
  std::vector<std::int64_t> values;
  for (const RoadStretch& s : network.stretches) values.push_back(std::int64_t{value(s)});
  return {.name = std::move(name), .values = std::move(values)};
}

template <class Value>
io::Attribute words(const RoadNetwork& network, std::string name, const Value& value) {
  io::PackedTexts values;
  for (const RoadStretch& s : network.stretches) values.push_back(value(s));
  return {.name = std::move(name), .values = std::move(values)};
}

std::vector<Polyline> shapes_of(const RoadNetwork& network) {
  std::vector<Polyline> shapes;
  for (const RoadStretch& s : network.stretches) {
    Polyline& shape = shapes.emplace_back();
    for (const io::GeoPoint p : s.shape) shape.push_back({p.lon, p.lat});
  }
  return shapes;
}

// --- reading ------------------------------------------------------------------------------------

const std::vector<std::string> kTexts{"road_class", "surface",    "tracktype",    "smoothness",
                                      "car",        "motorcycle", "from_barrier", "to_barrier"};
const std::vector<std::string> kNumbers{"from_node", "to_node",    "meters",  "max_speed",
                                        "speed",     "duration_s", "assumed", "source_record"};

/// One row of a network's file, or a fault.
class NetworkRows {
 public:
  NetworkRows(const io::FeatureSet& set, const std::string& path)
      : set_(set), place_{.file = path, .layer = set.layer} {}

  RoadStretch row(std::size_t row) const {
    RoadStretch s;
    s.from = node(row, 0);
    s.to = node(row, 1);
    s.meters = number(row, 2);
    s.traits = {.road_class = text(row, 0),
                .surface = text(row, 1),
                .tracktype = text(row, 2),
                .smoothness = text(row, 3),
                .passage = {static_cast<io::Passage>(word(row, 4, kPassages)),
                            static_cast<io::Passage>(word(row, 5, kPassages))},
                .max_speed = number(row, 3),
                .speed = number(row, 4),
                .duration = number(row, 5),
                .assumed = number(row, 6) != 0.0};
    s.barriers = {word(row, 6, kBarriers), word(row, 7, kBarriers)};
    s.record = static_cast<std::int64_t>(set_.numbers[7][row]);
    expect(row, set_.lines()[row].size() == 1 && set_.lines()[row].front().size() > 1);
    for (const Point p : set_.lines()[row].front()) s.shape.push_back({p.x, p.y});
    expect(row, s.meters > 0.0 && s.meters < 1e7);
    return s;
  }

 private:
  void expect(std::size_t row, bool holds) const {
    if (holds) return;
    io::Place place = place_;
    place.row = set_.record[row];
    throw io::InputError("network_damaged", place);
  }
  std::string text(std::size_t row, std::size_t column) const {
    return std::string(set_.texts[column][row]);
  }
  double number(std::size_t row, std::size_t column) const {
    const double value = set_.numbers[column][row];
    expect(row, std::isfinite(value) && value >= 0.0);
    return value;
  }
  std::uint32_t node(std::size_t row, std::size_t column) const {
    const double value = number(row, column);
    expect(row, value <= kMostNodes && value == std::floor(value));
    return static_cast<std::uint32_t>(value);
  }
  std::uint8_t word(std::size_t row, std::size_t column,
                    std::span<const std::string_view> known) const {
    const auto found = std::ranges::find(known, set_.texts[column][row]);
    expect(row, found != known.end());
    return static_cast<std::uint8_t>(found - known.begin());
  }

  const io::FeatureSet& set_;
  io::Place place_;
};

RoadNetwork read_own(const std::string& path, const Control& control) {
  const io::CoordinateSystem degrees = io::coordinate_system("EPSG:4326");
  io::FeatureRequest request{.path = path,
                             .accepted = {.lines = true},
                             .system = degrees,
                             .metric = degrees,
                             .texts = kTexts};
  for (const std::string& name : kNumbers) request.numbers.push_back({.name = name});
  const io::FeatureSet set = io::read_feature_set(request, control);
  if (set.rejected() > 0) {
    throw io::InputError("network_damaged", {.file = path, .row = set.rejections.front().first});
  }
  const NetworkRows rows(set, path);
  std::vector<RoadStretch> stretches;
  for (std::size_t row = 0; row < set.size(); ++row) stretches.push_back(rows.row(row));
  return finished(std::move(stretches), std::less<>());
}

}  // namespace

io::FeatureTable network_table(const RoadNetwork& network) {
  using Stretch = const RoadStretch&;
  io::FeatureTable table{.name = "road_network", .label = {}};
  table.system = io::coordinate_system("EPSG:4326");
  table.shapes = shapes_of(network);
  const auto passage = [](std::size_t vehicle) {
    return [vehicle](Stretch s) {
      return kPassages[static_cast<std::size_t>(s.traits.passage[vehicle])];
    };
  };
  const auto barrier = [](std::size_t end) {
    return [end](Stretch s) { return kBarriers[s.barriers[end] & 3U]; };
  };
  table.attributes = {
      words(network, "road_class", [](Stretch s) { return s.traits.road_class; }),
      words(network, "surface", [](Stretch s) { return s.traits.surface; }),
      words(network, "tracktype", [](Stretch s) { return s.traits.tracktype; }),
      words(network, "smoothness", [](Stretch s) { return s.traits.smoothness; }),
      words(network, "car", passage(0)),
      words(network, "motorcycle", passage(1)),
      numbers(network, "max_speed", [](Stretch s) { return s.traits.max_speed; }),
      numbers(network, "speed", [](Stretch s) { return s.traits.speed; }),
      numbers(network, "duration_s", [](Stretch s) { return s.traits.duration; }),
      wholes(network, "assumed", [](Stretch s) { return s.traits.assumed ? 1 : 0; }),
      numbers(network, "meters", [](Stretch s) { return s.meters; }),
      wholes(network, "from_node", [](Stretch s) { return s.from; }),
      wholes(network, "to_node", [](Stretch s) { return s.to; }),
      words(network, "from_barrier", barrier(0)),
      words(network, "to_barrier", barrier(1)),
      wholes(network, "island", [](Stretch s) { return s.island; }),
      wholes(network, "source_record", [](Stretch s) { return s.record; })};
  return table;
}

RoadNetwork read_network(const std::string& path, const Control& control) {
  if (!io::is_openstreetmap(path)) {
    try {
      return read_own(path, control);
    } catch (const io::InputError& error) {
      // Not what this program wrote: roads as others keep them.
      if (error.code() != "column_unknown") throw;
    }
  }
  return network_of(io::read_roads({.path = path}, control));
}

}  // namespace rawan::engine
