#include "leave_one_out.h"

#include "gauss_terms.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace rawan {
namespace {

/// Share of a density that may be left out of its sum.
constexpr double kNeglected = 1e-9;
/// Events that are added together: to ask which of so few are near costs more than to add them.
constexpr std::uint32_t kTogether = 64;

/// Many events in one place.
bool is_pile(const PointTree::Node& node) {
  return node.end - node.begin > kTogether && node.box.low == node.box.high;
}

/// For each node whether it is a pile or one is below.
std::vector<std::uint8_t> find_piles(std::span<const PointTree::Node> nodes) {
  std::vector<std::uint8_t> found(nodes.size());
  for (std::size_t at = nodes.size(); at-- > 0;) {
    const bool below = nodes[at].right != 0 && (found[at + 1] != 0 || found[nodes[at].right] != 0);
    found[at] = below || is_pile(nodes[at]) ? 1 : 0;
  }
  return found;
}

/// Calls visit(node) for runs of slots that hold all points within the radius, in order; piles are
/// runs of their own.
template <class Visit>
void visit_runs(const PointTree& tree, std::span<const std::uint8_t> pile, Point center,
                double squared_radius, std::uint32_t at, const Visit& visit) {
  const PointTree::Node& node = tree.nodes()[at];
  if (squared_distance(node.box, center) > squared_radius) return;
  const bool is_within =
      pile[at] == 0 && squared_distance_to_farthest(node.box, center) <= squared_radius;
  const bool is_run =
      node.right == 0 || node.end - node.begin <= kTogether || is_within || is_pile(node);
  if (is_run) return visit(node);
  visit_runs(tree, pile, center, squared_radius, at + 1, visit);
  visit_runs(tree, pile, center, squared_radius, node.right, visit);
}

}  // namespace

std::vector<Point> sorted_by_place(std::span<const Point> points) {
  std::vector<Point> sorted(points.begin(), points.end());
  std::ranges::sort(sorted, {}, [](Point p) { return std::tuple(p.x, p.y); });
  return sorted;
}

std::vector<Point> distinct_places(std::span<const Point> events) {
  std::vector<Point> places = sorted_by_place(events);
  const auto repeated = std::ranges::unique(places);
  places.erase(repeated.begin(), repeated.end());
  return places;
}

LeaveOneOut::LeaveOneOut(std::span<const Point> events)
    : events_(sorted_by_place(events)),
      tree_(events_),
      x_(events_.size()),
      y_(events_.size()),
      nearest_(events_.size()),
      pile_(find_piles(tree_.nodes())) {
  parallel_for(events_.size(), [&](std::size_t i) {
    const auto slot = static_cast<std::uint32_t>(i);
    x_[i] = tree_.point(slot).x;
    y_[i] = tree_.point(slot).y;
    for (const std::uint32_t position : tree_.nearest(tree_.point(slot), 2)) {
      if (position == tree_.position(slot)) continue;
      nearest_[i] = squared_distance(tree_.point(slot), events_[position]);
    }
  });
}

std::vector<double> LeaveOneOut::log_densities(double sigma,
                                               std::span<const double> factors) const {
  double neglected = kNeglected;
  if (!factors.empty()) {
    const auto [least, most] = std::ranges::minmax(factors);
    neglected *= least / most;
  }
  const Factors each = by_slot(factors);
  std::vector<double> logs(events_.size());
  parallel_for(events_.size(), [&](std::size_t i) {
    const auto slot = static_cast<std::uint32_t>(i);
    logs[tree_.position(slot)] = log_density(slot, sigma, each, neglected);
  });
  return logs;
}

double LeaveOneOut::log_likelihood(double sigma) const {
  const std::vector<double> logs = log_densities(sigma);
  return parallel_sum(logs.size(), [&](std::size_t i) { return logs[i]; });
}

LeaveOneOut::Factors LeaveOneOut::by_slot(std::span<const double> factors) const {
  const auto nodes = tree_.nodes();
  Factors each{.of = std::vector<double>(events_.size(), 1.0),
               .of_pile = std::vector<double>(nodes.size(), 0.0)};
  for (std::uint32_t slot = 0; slot < events_.size() && !factors.empty(); ++slot) {
    each.of[slot] = factors[tree_.position(slot)];
  }
  for (std::size_t at = 0; at < nodes.size(); ++at) {
    if (!is_pile(nodes[at])) continue;
    const auto own = std::span(each.of).subspan(nodes[at].begin, nodes[at].end - nodes[at].begin);
    each.of_pile[at] = std::accumulate(own.begin(), own.end(), 0.0);
  }
  return each;
}

double LeaveOneOut::log_density(std::uint32_t slot, double sigma, const Factors& factors,
                                double neglected) const {
  constexpr double kLogTwoPi = 1.8378770664093453;
  const double steepness = 0.5 / (sigma * sigma);
  const double least = nearest_[slot];
  const double others = static_cast<double>(events_.size() - 1);
  const double far = least + std::log(others / neglected) / steepness;
  const GaussTerm term{.x = x_[slot], .y = y_[slot], .least = least, .steepness = steepness};
  double sum = 0.0;
  const auto add = [&](std::uint32_t begin, std::uint32_t end) {
    sum += sum_terms(term, {&x_[begin], &y_[begin], &factors.of[begin], end - begin});
  };
  const auto add_pile = [&](const PointTree::Node& node, bool holds_itself) {
    const double all = factors.of_pile[static_cast<std::size_t>(&node - tree_.nodes().data())];
    const double rest = holds_itself ? all - factors.of[slot] : all;
    sum += sum_terms(term, {&node.box.low.x, &node.box.low.y, &rest, 1});
  };
  visit_runs(tree_, pile_, tree_.point(slot), far, 0, [&](const PointTree::Node& node) {
    const auto [begin, end] = std::pair(node.begin, node.end);
    const bool holds_itself = begin <= slot && slot < end;
    if (is_pile(node)) return add_pile(node, holds_itself);
    if (!holds_itself) return add(begin, end);
    if (begin < slot) add(begin, slot);
    if (slot + 1 < end) add(slot + 1, end);
  });
  return std::log(sum) - least * steepness - kLogTwoPi - 2.0 * std::log(sigma);
}

BandwidthChoice with_best(BandwidthChoice choice) {
  const auto best = static_cast<std::size_t>(std::ranges::max_element(choice.criterion) -
                                             choice.criterion.begin());
  choice.sigma = choice.candidates[best];
  choice.at_end_of_range = best == 0 || best + 1 == choice.candidates.size();
  return choice;
}

void check_choice(std::span<const Point> events, std::vector<Meters>& candidates) {
  expects(events.size() >= 2, "leaving one out needs two events");
  expects(!candidates.empty(), "at least one candidate");
  std::ranges::sort(candidates);
  expects(candidates.front().value > 0.0 && std::isfinite(candidates.back().value),
          "positive candidates");
}

}  // namespace rawan
