#include "roads/finish_network.h"

#include "rawan/algorithms/road_graph.h"
#include "rawan/io/release.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

namespace rawan::engine {
namespace {

std::vector<std::uint32_t> nodes_of(const std::vector<RoadStretch>& stretches) {
  std::vector<std::uint32_t> nodes;
  for (const RoadStretch& stretch : stretches) {
    nodes.push_back(stretch.from);
    nodes.push_back(stretch.to);
  }
  std::ranges::sort(nodes);
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

std::uint32_t number_nodes(std::vector<RoadStretch>& stretches,
                           const std::function<bool(std::uint32_t, std::uint32_t)>& before) {
  std::vector<std::uint32_t> nodes = nodes_of(stretches);
  std::ranges::sort(nodes, before);
  std::unordered_map<std::uint32_t, std::uint32_t> number;
  for (std::uint32_t i = 0; i < nodes.size(); ++i) number[nodes[i]] = i;
  for (RoadStretch& stretch : stretches) {
    stretch.from = number.at(stretch.from);
    stretch.to = number.at(stretch.to);
  }
  return static_cast<std::uint32_t>(nodes.size());
}

std::uint32_t number_islands(RoadNetwork& network) {
  std::vector<RoadEdge> edges;
  for (const RoadStretch& s : network.stretches) edges.push_back({s.from, s.to, 0.0, 0.0, 0.0});
  const std::vector<std::uint32_t> island = islands(RoadGraph(network.nodes, edges));
  std::map<std::uint32_t, double> length;
  for (const RoadStretch& s : network.stretches) length[island[s.from]] += s.meters;
  std::vector<std::pair<double, std::uint32_t>> order;
  for (const auto& [lowest, meters] : length) order.emplace_back(-meters, lowest);
  std::ranges::sort(order);
  std::map<std::uint32_t, std::uint32_t> number;
  for (std::uint32_t i = 0; i < order.size(); ++i) number[order[i].second] = i;
  for (RoadStretch& s : network.stretches) s.island = number.at(island[s.from]);
  return static_cast<std::uint32_t>(order.size());
}

/// Bytes that differ where networks do.
class Bytes {
 public:
  void add(std::string_view text) {
    add(text.size());
    bytes_ += text;
  }
  template <class Number>
  requires std::is_arithmetic_v<Number>
  void add(Number number) { bytes_.append(reinterpret_cast<const char*>(&number), sizeof number); }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

std::string hash_of(const RoadNetwork& network) {
  Bytes bytes;
  for (const RoadStretch& s : network.stretches) {
    for (const std::uint32_t n : {s.from, s.to, s.island}) bytes.add(n);
    for (const std::string* word :
         {&s.traits.road_class, &s.traits.surface, &s.traits.tracktype, &s.traits.smoothness}) {
      bytes.add(*word);
    }
    for (const io::Passage p : s.traits.passage) bytes.add(static_cast<std::uint8_t>(p));
    for (const std::uint8_t barrier : s.barriers) bytes.add(barrier);
    for (const double d : {s.traits.max_speed, s.traits.speed, s.traits.duration, s.meters}) {
      bytes.add(d);
    }
    bytes.add(s.traits.assumed);
    bytes.add(s.record);
    bytes.add(s.shape.size());
    for (const io::GeoPoint p : s.shape) {
      bytes.add(p.lon);
      bytes.add(p.lat);
    }
  }
  return io::sha256(bytes.bytes());
}

bool comes_before(const RoadStretch& a, const RoadStretch& b) {
  const auto key = [](const RoadStretch& s) {
    return std::tie(s.from, s.to, s.traits, s.barriers, s.record);
  };
  if (key(a) != key(b)) return key(a) < key(b);
  return std::ranges::lexicographical_compare(
      a.shape, b.shape, {}, [](io::GeoPoint p) { return std::pair(p.lon, p.lat); },
      [](io::GeoPoint p) { return std::pair(p.lon, p.lat); });
}

}  // namespace

RoadNetwork finished(std::vector<RoadStretch> stretches,
                     const std::function<bool(std::uint32_t, std::uint32_t)>& before) {
  RoadNetwork network;
  network.nodes = number_nodes(stretches, before);
  network.stretches = std::move(stretches);
  network.islands = number_islands(network);
  std::ranges::sort(network.stretches, comes_before);
  network.hash = hash_of(network);
  return network;
}

}  // namespace rawan::engine
