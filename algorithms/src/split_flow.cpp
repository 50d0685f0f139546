#include "split_walks.h"

#include <algorithm>
#include <cmath>

namespace rawan {
namespace {

constexpr auto kSteps = static_cast<std::size_t>(kLengthSteps);
/// Values on the lattice settle to this share of all weights.
constexpr double kSettled = 1e-16;
constexpr int kMostRounds = 1'000'000;

/// What enters an arc, by length: entry k, less `first`, stands for a length of k steps.
struct Entering {
  std::size_t first = 0;
  std::vector<double> shares;

  double at(std::size_t k) const {
    return k < first || k - first >= shares.size() ? 0.0 : shares[k - first];
  }
};

/// An arc that leaves a node, and the one that comes back from where it leads.
struct FlowArc {
  Arc arc = 0;
  Entering entering;
  double start = 0.0;          ///< Enters with length 0: from events in the node.
  std::vector<double> starts;  ///< Arrives at the tail along the edge from events; empty: nothing.
  std::size_t steps = 0;       ///< Its length in whole steps,
  double part = 0.0;           ///< and the rest of it.
  std::size_t back = 0;        ///< Position of the reverse arc among the flow's arcs.
  bool comes_back = false;     ///< Whether there is one.
};

struct FlowNode {
  std::size_t begin = 0;  ///< Of its arcs,
  std::size_t end = 0;
  std::size_t first = 0;  ///< The step at which anything may arrive.
  NodeShares shares;
  bool at_once = false;  ///< A step is longer than an arc that arrives: it feeds itself.
};

/// Shares of walks by arc and length. An arc passes what entered it on to its head, later by its
/// length: between two steps, by the parts that keep the mean.
class SplitFlow {
 public:
  SplitFlow(const NetworkSpread& spread, const ReachedNodes& reached)
      : spread_(spread), step_(spread.kernel.reach() / kLengthSteps) {
    for (const auto& [node, first] : reached) add_node(node, first);
    for (std::size_t i = 0; i < arcs_.size(); ++i) link(i);
    for (FlowNode& node : nodes_) node.at_once = fed_at_once(node);
  }

  EdgeSums sums(std::span<const EventOnEdge> events) {
    for (const EventOnEdge& event : events) start(event);
    for (std::size_t k = 0; k < kSteps; ++k) advance(k);
    for (const FlowArc& arc : arcs_) add_along(arc);
    return std::move(sums_);
  }

 private:
  void add_node(std::uint32_t node, std::size_t first) {
    const std::span<const Arc> leaving = spread_.streets.leaving(node);
    nodes_.push_back({arcs_.size(), arcs_.size() + leaving.size(), first,
                      shares_at(leaving.size(), spread_.options), false});
    for (const Arc arc : leaving) {
      const double shortest = kShortestPassage * spread_.kernel.reach();
      const double steps = std::max(spread_.streets.length(arc), shortest) / step_;
      const double whole = std::min(std::floor(steps), 2.0 * kLengthSteps);
      FlowArc& added = arcs_.emplace_back();
      added.arc = arc;
      added.entering = {first, std::vector<double>(kSteps - first, 0.0)};
      added.steps = static_cast<std::size_t>(whole);
      added.part = whole < steps ? std::min(steps - whole, 1.0) : 0.0;
      position_.emplace(arc, arcs_.size() - 1);
    }
  }

  void link(std::size_t i) {
    const auto found = position_.find(reverse(arcs_[i].arc));
    arcs_[i].comes_back = found != position_.end();
    if (arcs_[i].comes_back) arcs_[i].back = found->second;
  }

  bool fed_at_once(const FlowNode& node) const {
    return std::any_of(arcs_.begin() + static_cast<std::ptrdiff_t>(node.begin),
                       arcs_.begin() + static_cast<std::ptrdiff_t>(node.end),
                       [](const FlowArc& arc) { return arc.steps == 0; });
  }

  // --- events -----------------------------------------------------------------------------------

  void start(const EventOnEdge& event) {
    least_ += kSettled * std::abs(event.weight);
    const Arc with = 2 * event.edge;
    const double length = spread_.streets.length(with);
    if (event.along == 0.0) return start_in_node(reverse(with), event.weight);
    if (event.along == length) return start_in_node(with, event.weight);
    add_around(spread_, event, sums_);
    arrive(with, length - event.along, event.weight);
    arrive(reverse(with), event.along, event.weight);
  }

  void start_in_node(Arc arrived, double weight) {
    const std::span<const Arc> arcs = spread_.streets.leaving(spread_.streets.head(arrived));
    const double share = share_of_start(arcs.size(), spread_.options) * weight;
    for (const Arc arc : arcs) arcs_[position_.at(arc)].start += share;
  }

  /// At the head of an arc, where its reverse begins; what is beyond the reach arrives nowhere.
  void arrive(Arc arc, double length, double weight) {
    const double place = length / step_;
    if (place >= kLengthSteps) return;
    std::vector<double>& starts = arcs_[position_.at(reverse(arc))].starts;
    starts.resize(kSteps + 1, 0.0);
    const auto k = static_cast<std::size_t>(place);
    const double part = place - static_cast<double>(k);
    starts[k] += (1.0 - part) * weight;
    starts[k + 1] += part * weight;
  }

  // --- nodes ------------------------------------------------------------------------------------

  /// What comes to the tail of an arc from its own edge at step k.
  double arriving(const FlowArc& out, std::size_t k) const {
    double sum = out.starts.empty() ? 0.0 : out.starts[k];
    if (!out.comes_back) return sum;
    const FlowArc& in = arcs_[out.back];
    if (k >= in.steps) sum += (1.0 - in.part) * in.entering.at(k - in.steps);
    if (k > in.steps) sum += in.part * in.entering.at(k - in.steps - 1);
    return sum;
  }

  void advance(std::size_t k) {
    for (const FlowNode& node : nodes_) {
      if (!node.at_once) split(node, k);
    }
    double change = 2.0 * least_;
    for (int round = 0; change > least_ && round < kMostRounds; ++round) {
      change = 0.0;
      for (const FlowNode& node : nodes_) {
        if (node.at_once) change = std::max(change, split(node, k));
      }
    }
  }

  /// @return how much it changed what leaves the node.
  double split(const FlowNode& node, std::size_t k) {
    if (k < node.first) return 0.0;
    arrived_.clear();
    double all = 0.0;
    for (std::size_t i = node.begin; i < node.end; ++i) {
      arrived_.push_back(arriving(arcs_[i], k));
      all += arrived_.back();
    }
    double change = 0.0;
    for (std::size_t i = node.begin; i < node.end; ++i) {
      double& share = arcs_[i].entering.shares[k - node.first];
      const double old = share;
      share = node.shares.ahead * all +
              (node.shares.back - node.shares.ahead) * arrived_[i - node.begin];
      if (k == 0) share += arcs_[i].start;
      change = std::max(change, std::abs(share - old));
    }
    return change;
  }

  // --- places -----------------------------------------------------------------------------------

  void add_along(const FlowArc& arc) {
    const std::span<const double> places = spread_.places.on(arc.arc / 2);
    if (places.empty()) return;
    std::vector<double>& out = sums_on(spread_, arc.arc / 2, sums_);
    const double whole = spread_.streets.length(arc.arc);
    for (std::size_t i = 0; i < places.size(); ++i) {
      out[i] += density(arc.entering, arc.arc % 2 == 0 ? places[i] : whole - places[i]);
    }
  }

  double density(const Entering& entering, double along) const {
    double sum = 0.0;
    for (std::size_t i = 0; i < entering.shares.size(); ++i) {
      const double length = static_cast<double>(entering.first + i) * step_ + along;
      if (length > spread_.kernel.reach()) break;
      sum += entering.shares[i] * spread_.kernel(length);
    }
    return sum;
  }

  const NetworkSpread& spread_;
  double step_;
  double least_ = 0.0;
  std::vector<FlowNode> nodes_;
  std::vector<FlowArc> arcs_;
  std::map<Arc, std::size_t> position_;
  std::vector<double> arrived_;
  EdgeSums sums_;
};

}  // namespace

EdgeSums flow_together(const NetworkSpread& spread, std::span<const EventOnEdge> events,
                       const ReachedNodes& reached) {
  return SplitFlow(spread, reached).sums(events);
}

}  // namespace rawan
