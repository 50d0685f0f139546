#include "read_osm_roads.h"

#include "file_kind.h"
#include "rawan/io/error.h"
#include "road_tags.h"
#include "road_tally.h"

#include <algorithm>
#include <osmium/handler.hpp>
#include <osmium/io/any_compression.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/io/xml_input.hpp>
#include <osmium/visitor.hpp>
#include <unordered_map>

namespace rawan::io {
namespace {

/// A road before its nodes are known.
struct FoundWay {
  std::int64_t id = 0;
  RoadTraits traits;
  std::vector<std::int64_t> nodes;
};

RoadTag tag_of(const osmium::TagList& tags) {
  return [&tags](std::string_view key) {
    const char* value = tags.get_value_by_key(std::string(key).c_str());
    return value == nullptr ? std::string() : lower_case(value);
  };
}

class WayHandler : public osmium::handler::Handler {
 public:
  WayHandler(std::vector<FoundWay>& ways, RoadTally& tally) : ways_(ways), tally_(tally) {}

  void way(const osmium::Way& way) {
    const RoadTag tag = tag_of(way.tags());
    if (!way.visible() || (tag("highway").empty() && tag("route") != "ferry")) return;
    tally_.found();
    JudgedRoad road = judge_road(tag);
    if (!road.refusal.empty()) {
      return tally_.refuse(road.refusal, static_cast<std::uint64_t>(way.positive_id()));
    }
    FoundWay found{way.id(), std::move(road.traits), {}};
    for (const osmium::NodeRef& node : way.nodes()) found.nodes.push_back(node.ref());
    ways_.push_back(std::move(found));
  }

 private:
  std::vector<FoundWay>& ways_;
  RoadTally& tally_;
};

/// Nodes of roads: where they are and whether they are barriers.
class NodeHandler : public osmium::handler::Handler {
 public:
  NodeHandler(std::span<const std::int64_t> wanted, RoadSource& source)
      : wanted_(wanted), source_(source), known_(wanted.size()) {
    source_.vertices.resize(wanted.size());
    source_.barriers.resize(wanted.size());
  }

  void node(const osmium::Node& node) {
    const auto found = std::ranges::lower_bound(wanted_, node.id());
    if (found == wanted_.end() || *found != node.id() || !node.location().valid()) return;
    const auto vertex = static_cast<std::size_t>(found - wanted_.begin());
    known_[vertex] = true;
    source_.vertices[vertex] = {node.location().lon(), node.location().lat()};
    source_.barriers[vertex] = barrier_of(tag_of(node.tags()));
  }

  bool known(std::size_t vertex) const { return known_[vertex]; }

 private:
  std::span<const std::int64_t> wanted_;
  RoadSource& source_;
  std::vector<bool> known_;
};

template <class Handler>
void read_all(const std::string& path, osmium::osm_entity_bits::type entities, Handler& handler,
              const Control& control) {
  const FileKind kind = kind_of_file(path);
  const std::string name = lower_case(path);
  const std::string packing = name.ends_with(".gz") ? ".gz" : name.ends_with(".bz2") ? ".bz2" : "";
  const bool pbf = kind == FileKind::osm && name.ends_with(".pbf");
  try {
    osmium::io::Reader reader(osmium::io::File(path, pbf ? "pbf" : "osm" + packing), entities);
    while (const osmium::memory::Buffer buffer = reader.read()) {
      control.check();
      osmium::apply(buffer, handler);
    }
    reader.close();
  } catch (const Cancelled&) {
    throw;
  } catch (const std::exception&) {
    throw InputError("damaged", {.file = path});
  }
}

std::vector<std::int64_t> nodes_of(std::span<const FoundWay> ways) {
  std::vector<std::int64_t> nodes;
  for (const FoundWay& way : ways) nodes.insert(nodes.end(), way.nodes.begin(), way.nodes.end());
  std::ranges::sort(nodes);
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

/// The stretches of a way whose nodes the file has: it may leave an extract and come back.
void add_known_parts(const FoundWay& way, std::span<const std::int64_t> nodes,
                     const NodeHandler& places, RoadSource& source) {
  RoadWay part{{}, way.traits, way.id};
  const auto finish = [&] {
    if (part.vertices.size() > 1) source.ways.push_back(part);
    part.vertices.clear();
  };
  for (const std::int64_t node : way.nodes) {
    const auto vertex =
        static_cast<std::uint32_t>(std::ranges::lower_bound(nodes, node) - nodes.begin());
    if (!places.known(vertex)) {
      finish();
    } else if (part.vertices.empty() || part.vertices.back() != vertex) {
      part.vertices.push_back(vertex);
    }
  }
  finish();
}

}  // namespace

bool is_openstreetmap(const std::string& path) {
  const FileKind kind = kind_of_file(path);
  const std::string name = lower_case(path);
  const bool packed = name.ends_with(".osm.gz") || name.ends_with(".osm.bz2");
  return kind == FileKind::osm || (kind != FileKind::geopackage && packed);
}

RoadSource read_osm_roads(const std::string& path, const Control& control) {
  RoadSource source;
  RoadTally tally;
  std::vector<FoundWay> ways;
  WayHandler way_handler(ways, tally);
  read_all(path, osmium::osm_entity_bits::way, way_handler, control);
  std::ranges::stable_sort(ways, {}, &FoundWay::id);
  const std::vector<std::int64_t> nodes = nodes_of(ways);
  NodeHandler places(nodes, source);
  read_all(path, osmium::osm_entity_bits::node, places, control);
  for (const FoundWay& way : ways) {
    const std::size_t before = source.ways.size();
    add_known_parts(way, nodes, places, source);
    if (source.ways.size() != before) continue;
    tally.refuse("road_without_nodes", static_cast<std::uint64_t>(std::abs(way.id)));
  }
  tally.tell(source);
  return source;
}

}  // namespace rawan::io
