// The main roads of a file as edges for another program, and our times between some of their nodes:
//   road_values ROADS EDGES.csv TIMES.csv [NODES]
#include "rawan/algorithms/random.h"
#include "rawan/algorithms/travel_times.h"
#include "roads/profile_roads.h"
#include "roads/road_network.h"

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iomanip>
#include <string>
#include <vector>

namespace {

using rawan::RoadEdge;

void write_edges(const rawan::RoadGraph& graph, const std::string& path) {
  std::ofstream file(path);
  file << std::setprecision(17) << "id,source,target,cost,reverse_cost,meters\n";
  for (std::size_t e = 0; e < graph.edges().size(); ++e) {
    const RoadEdge& edge = graph.edges()[e];
    if (edge.forward < 0.0 && edge.backward < 0.0) continue;
    file << e << ',' << edge.from << ',' << edge.to << ',' << edge.forward << ',' << edge.backward
         << ',' << edge.meters << '\n';
  }
}

}  // namespace

int main(int count, char** words) {
  if (count < 4) return 2;
  const auto network = rawan::engine::read_network(words[1]);
  const rawan::engine::ProfileRoads roads(network, rawan::engine::default_speeds(), {});
  const rawan::RoadGraph graph = roads.main_graph();
  write_edges(graph, words[2]);
  const std::size_t wanted = count > 4 ? std::stoul(words[4]) : 100;
  rawan::Stream random(1, 1);
  std::vector<rawan::RoadPlace> places;
  std::vector<bool> taken(graph.nodes());
  for (std::size_t tries = 0; places.size() < wanted && tries < 100 * wanted; ++tries) {
    const auto edge = static_cast<std::uint32_t>(random.below(graph.edges().size()));
    if (!roads.main.kept[edge] || taken[graph.edges()[edge].from]) continue;
    taken[graph.edges()[edge].from] = true;
    places.push_back({edge, 0.0});
  }
  const auto start = std::chrono::steady_clock::now();
  const rawan::TravelTimes times = rawan::travel_times(graph, places, places);
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
  std::ofstream file(words[3]);
  for (std::size_t i = 0; i < times.seconds.size(); ++i) {
    if (i / places.size() == i % places.size()) continue;
    file << graph.edges()[places[i / places.size()].edge].from << ','
         << graph.edges()[places[i % places.size()].edge].from << ',' << times.seconds[i] << ','
         << times.meters[i] << '\n';
  }
  std::printf("seconds %.3f\n", spent.count());
}
