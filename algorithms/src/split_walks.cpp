#include "split_walks.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace rawan {
namespace {

/// Walks that carry no more than this share of all weights end.
constexpr double kNegligible = 1e-15;

// The order of walks: by length in bins, then short arcs, which may lead to more walks of the same
// bin, before long ones, then by arc.
constexpr unsigned kBinAt = 33;
constexpr std::uint64_t kLongArc = 1ULL << 32;
constexpr std::uint64_t kArcs = kLongArc - 1;

/// A walk about to enter an arc.
struct Walk {
  std::uint64_t order = 0;
  double length = 0.0;
  double share = 0.0;  ///< Of the kernel that has come this far, times the weight.
};

struct Later {
  bool operator()(const Walk& a, const Walk& b) const { return a.order > b.order; }
};

class SplitWalks {
 public:
  explicit SplitWalks(const NetworkSpread& spread)
      : spread_(spread), streets_(spread.streets), reach_(spread.kernel.reach()) {}

  std::optional<EdgeSums> sums(std::span<const EventOnEdge> events, std::uint64_t& passages) {
    double total = 0.0;
    for (const EventOnEdge& event : events) total += std::abs(event.weight);
    least_ = kNegligible * total;
    for (const EventOnEdge& event : events) start(event);
    while (!walks_.empty()) {
      if (passages < 2) return std::nullopt;
      passages -= 2;
      go_on();
    }
    return std::move(sums_);
  }

 private:
  void start(const EventOnEdge& event) {
    const Arc with = 2 * event.edge;
    const double length = streets_.length(with);
    if (event.along == 0.0) return start_in_node(streets_.head(reverse(with)), event.weight);
    if (event.along == length) return start_in_node(streets_.head(with), event.weight);
    add_around(spread_, event, sums_);
    split(with, length - event.along, event.weight);
    split(reverse(with), event.along, event.weight);
  }

  void start_in_node(std::uint32_t node, double weight) {
    const std::span<const Arc> arcs = streets_.leaving(node);
    for (const Arc arc : arcs) {
      enter(arc, 0.0, share_of_start(arcs.size(), spread_.options) * weight);
    }
  }

  /// The arcs a walk takes from the end of one.
  void split(Arc arrived, double length, double share) {
    if (length >= reach_) return;
    const std::span<const Arc> arcs = streets_.leaving(streets_.head(arrived));
    const auto [ahead, back] = shares_at(arcs.size(), spread_.options);
    for (const Arc arc : arcs) {
      enter(arc, length, share * (arc == reverse(arrived) ? back : ahead));
    }
  }

  void enter(Arc arc, double length, double share) {
    const auto bin = static_cast<std::uint64_t>(length / reach_ * kLengthSteps);
    const std::uint64_t is_long = streets_.length(arc) * kLengthSteps > reach_ ? kLongArc : 0;
    walks_.push_back({(bin << kBinAt) | is_long | arc, length, share});
    std::ranges::push_heap(walks_, Later{});
  }

  Walk take() {
    std::ranges::pop_heap(walks_, Later{});
    const Walk walk = walks_.back();
    walks_.pop_back();
    return walk;
  }

  /// All walks into one arc within one bin. More than two go on from the ends of the bin, with
  /// the same sum of shares and of shares times length. (Their mean length will not do: where
  /// shares of opposite sign meet it could lie anywhere.)
  void go_on() {
    const std::uint64_t order = walks_.front().order;
    together_.clear();
    while (!walks_.empty() && walks_.front().order == order) together_.push_back(take());
    const Arc arc = static_cast<Arc>(order & kArcs);
    if (together_.size() <= 2) {
      for (const Walk& walk : together_) pass(arc, walk.length, walk.share);
      return;
    }
    const double low = static_cast<double>(order >> kBinAt) / kLengthSteps * reach_;
    const double high = low + reach_ / kLengthSteps;
    double at_low = 0.0;
    double at_high = 0.0;
    for (const Walk& walk : together_) {
      const double part = (walk.length - low) * kLengthSteps / reach_;
      at_low += (1.0 - part) * walk.share;
      at_high += part * walk.share;
    }
    pass(arc, low, at_low);
    pass(arc, high, at_high);
  }

  void pass(Arc arc, double length, double share) {
    if (std::abs(share) <= least_) return;
    add_along(arc, length, share);
    const double step = std::max(streets_.length(arc), kShortestPassage * reach_);
    split(arc, length + step, share);
  }

  void add_along(Arc arc, double length, double share) {
    const std::span<const double> places = spread_.places.on(arc / 2);
    if (places.empty()) return;
    std::vector<double>& out = sums_on(spread_, arc / 2, sums_);
    const double rest = reach_ - length;
    if (arc % 2 == 0) {
      for (std::size_t i = 0; i < places.size() && places[i] <= rest; ++i) {
        out[i] += share * spread_.kernel(length + places[i]);
      }
      return;
    }
    const double whole = streets_.length(arc);
    for (std::size_t i = places.size(); i-- > 0 && whole - places[i] <= rest;) {
      out[i] += share * spread_.kernel(length + (whole - places[i]));
    }
  }

  const NetworkSpread& spread_;
  const Streets& streets_;
  double reach_;
  double least_ = 0.0;
  std::vector<Walk> walks_;  // a heap, shortest first
  std::vector<Walk> together_;
  EdgeSums sums_;
};

}  // namespace

std::optional<EdgeSums> walk_all(const NetworkSpread& spread, std::span<const EventOnEdge> events,
                                 std::uint64_t& passages) {
  return SplitWalks(spread).sums(events, passages);
}

}  // namespace rawan
