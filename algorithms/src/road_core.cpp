#include "road_core.h"

#include <algorithm>

namespace rawan {
namespace {

/// What lies between a node and a neighbor.
struct Link {
  std::uint32_t neighbor = 0;
  RoadCost out = kNoWay;
  RoadCost in = kNoWay;
};

RoadCost sum(RoadCost a, RoadCost b) {
  return a == kNoWay || b == kNoWay ? kNoWay : a + b;
}

class Elimination {
 public:
  Elimination(const RoadGraph& graph, std::span<const std::uint32_t> kept)
      : links_(graph.nodes()), stays_(graph.nodes()), gone_(graph.nodes()) {
    for (const std::uint32_t node : kept) stays_[node] = true;
    for (std::uint32_t node = 0; node < graph.nodes(); ++node) {
      for (const RoadArc& arc : graph.leaving(node)) offer(node, arc.head, arc.cost);
    }
  }

  /// Nodes with the fewest neighbors go first.
  void run(std::size_t most) {
    std::vector<std::uint32_t> waiting;
    for (std::size_t degree = 0; degree <= most; ++degree) {
      for (std::uint32_t node = 0; node < links_.size(); ++node) {
        waiting.push_back(node);
        while (!waiting.empty()) {
          const std::uint32_t next = waiting.back();
          waiting.pop_back();
          if (gone_[next] || stays_[next] || links_[next].size() > degree) continue;
          for (const Link& link : links_[next]) waiting.push_back(link.neighbor);
          take_out(next);
        }
      }
    }
  }

  bool gone(std::uint32_t node) const { return gone_[node]; }
  std::span<const Link> links(std::uint32_t node) const { return links_[node]; }

 private:
  Link& link_to(std::uint32_t node, std::uint32_t neighbor) {
    const auto found = std::ranges::find(links_[node], neighbor, &Link::neighbor);
    if (found != links_[node].end()) return *found;
    return links_[node].emplace_back(Link{neighbor});
  }

  void offer(std::uint32_t from, std::uint32_t to, RoadCost cost) {
    if (from == to || cost == kNoWay) return;
    Link& there = link_to(from, to);
    there.out = std::min(there.out, cost);
    Link& back = link_to(to, from);
    back.in = std::min(back.in, cost);
  }

  void take_out(std::uint32_t node) {
    gone_[node] = true;
    const std::vector<Link> links = std::move(links_[node]);
    links_[node] = {};
    for (const Link& link : links) {
      std::erase_if(links_[link.neighbor], [&](const Link& l) { return l.neighbor == node; });
    }
    for (const Link& a : links) {
      for (const Link& b : links) offer(a.neighbor, b.neighbor, sum(a.in, b.out));
    }
  }

  std::vector<std::vector<Link>> links_;
  std::vector<bool> stays_;
  std::vector<bool> gone_;
};

/// Nodes left, in the order a search meets them.
std::vector<std::uint32_t> neighborly_order(const Elimination& left, std::uint32_t nodes,
                                            std::vector<std::uint32_t>& number) {
  number.assign(nodes, kNoNode);
  std::vector<std::uint32_t> queue;
  const auto meet = [&](std::uint32_t node) {
    if (left.gone(node) || number[node] != kNoNode) return;
    number[node] = static_cast<std::uint32_t>(queue.size());
    queue.push_back(node);
  };
  std::size_t next = 0;
  for (std::uint32_t start = 0; start < nodes; ++start) {
    meet(start);
    for (; next < queue.size(); ++next) {
      for (const Link& link : left.links(queue[next])) meet(link.neighbor);
    }
  }
  return queue;
}

}  // namespace

RoadCore core_of(const RoadGraph& graph, std::span<const std::uint32_t> kept, std::size_t most) {
  Elimination left(graph, kept);
  if (most > 0) left.run(most);
  RoadCore core;
  core.arcs.first = {0};
  for (const std::uint32_t node : neighborly_order(left, graph.nodes(), core.number)) {
    for (const Link& link : left.links(node)) {
      if (link.out != kNoWay) core.arcs.arcs.push_back({link.out, core.number[link.neighbor], 0});
    }
    core.arcs.first.push_back(static_cast<std::uint32_t>(core.arcs.arcs.size()));
  }
  return core;
}

}  // namespace rawan
