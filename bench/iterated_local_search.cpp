#include "iterated_local_search.h"

#include <algorithm>
#include <limits>

namespace rawan::bench {
namespace {

using patrol::Problem;
using patrol::Shift;
using patrol::Stop;

constexpr std::int64_t kForever = std::int64_t{1} << 40;

struct Node {
  std::uint32_t stop = 0;
  std::int64_t start = 0;
  std::int64_t arrival = 0;
  std::int64_t latest = 0;  ///< Start.
};

struct Place {
  std::size_t tour = 0;
  std::size_t at = 0;
  std::int64_t shift = kForever;
};

class Tours {
 public:
  explicit Tours(const Problem& problem)
      : problem_(problem), tours_(problem.shifts.size()), used_(problem.stops.size()) {}

  void fill() {
    while (insert_best()) {
    }
  }

  /// Removes `count` visits of every tour from visit `from` on, going round at its end.
  void shake(std::size_t from, std::size_t count) {
    for (std::size_t r = 0; r < tours_.size(); ++r) {
      auto& tour = tours_[r];
      const std::size_t size = tour.size();
      if (size == 0) continue;
      std::vector<Node> left;
      for (std::size_t k = 0; k < size; ++k) {
        const bool goes = (k + size - from % size) % size < count;
        if (goes) used_[tour[k].stop] = false;
        if (!goes) left.push_back(tour[k]);
      }
      tour = std::move(left);
      while (!measure(r)) {
        used_[tours_[r].back().stop] = false;
        tours_[r].pop_back();
      }
    }
  }

  double score() const {
    double sum = 0.0;
    for (const auto& tour : tours_) {
      for (const Node& n : tour) sum += problem_.stops[n.stop].score;
    }
    return sum;
  }

  std::size_t smallest() const {
    std::size_t least = std::numeric_limits<std::size_t>::max();
    for (const auto& tour : tours_) least = std::min(least, tour.size());
    return std::max<std::size_t>(least, 1);
  }

  std::vector<std::vector<std::uint32_t>> stops() const {
    std::vector<std::vector<std::uint32_t>> all;
    for (const auto& tour : tours_) {
      all.emplace_back();
      for (const Node& n : tour) all.back().push_back(n.stop);
    }
    return all;
  }

 private:
  std::int64_t leg(std::uint32_t a, std::uint32_t b) const {
    const std::int32_t time = problem_.travel[0].time(a, b);
    return time < 0 ? kForever : time;
  }
  std::int64_t open(std::uint32_t s) const {
    const Stop& stop = problem_.stops[s];
    return stop.windows.empty() ? 0 : stop.windows[0].open.count();
  }
  std::int64_t close(std::uint32_t s) const {
    const Stop& stop = problem_.stops[s];
    return stop.windows.empty() ? kForever : stop.windows[0].close.count();
  }
  std::int64_t dwell(std::uint32_t s) const { return problem_.stops[s].dwell.count(); }
  std::uint32_t place(std::uint32_t s) const { return problem_.stops[s].place; }

  bool measure(std::size_t r) {
    const Shift& shift = problem_.shifts[r];
    auto& tour = tours_[r];
    std::int64_t now = shift.start.count();
    std::uint32_t at = shift.start_post;
    for (Node& n : tour) {
      n.arrival = now + leg(at, place(n.stop));
      n.start = std::max(n.arrival, open(n.stop));
      if (n.start > close(n.stop)) return false;
      now = n.start + dwell(n.stop);
      at = place(n.stop);
    }
    if (!tour.empty() && now + leg(at, shift.end_post) > shift.end.count()) return false;
    std::int64_t bound = shift.end.count();
    std::uint32_t next = shift.end_post;
    for (std::size_t k = tour.size(); k-- > 0;) {
      Node& n = tour[k];
      n.latest = std::min(close(n.stop), bound - leg(place(n.stop), next) - dwell(n.stop));
      bound = n.latest;
      next = place(n.stop);
    }
    return true;
  }

  /// Added time of a visit before visit k, waiting included; kForever if it does not fit.
  std::int64_t added_time(std::size_t r, std::size_t k, std::uint32_t s) const {
    const Shift& shift = problem_.shifts[r];
    const auto& tour = tours_[r];
    const std::uint32_t before = k == 0 ? shift.start_post : place(tour[k - 1].stop);
    const std::uint32_t after = k == tour.size() ? shift.end_post : place(tour[k].stop);
    const std::int64_t left =
        k == 0 ? shift.start.count() : tour[k - 1].start + dwell(tour[k - 1].stop);
    const std::int64_t start = std::max(left + leg(before, place(s)), open(s));
    if (start > close(s)) return kForever;
    const std::int64_t next = start + dwell(s) + leg(place(s), after);
    if (next > (k == tour.size() ? shift.end.count() : tour[k].latest)) return kForever;
    const std::int64_t was = tour.empty() ? left : left + leg(before, after);
    return next - was;
  }

  Place best_place(std::uint32_t s) const {
    Place best;
    for (std::size_t r = 0; r < tours_.size(); ++r) {
      for (std::size_t k = 0; k <= tours_[r].size(); ++k) {
        const std::int64_t added = added_time(r, k, s);
        if (added < best.shift) best = {r, k, added};
      }
    }
    return best;
  }

  bool insert_best() {
    double best = -1.0;
    std::uint32_t chosen = 0;
    Place where;
    for (std::uint32_t s = 0; s < problem_.stops.size(); ++s) {
      if (used_[s] || problem_.stops[s].max_visits == 0) continue;
      const Place place = best_place(s);
      if (place.shift >= kForever) continue;
      const double score = problem_.stops[s].score;
      const double ratio = score * score / std::max(1.0, static_cast<double>(place.shift));
      if (ratio <= best) continue;
      best = ratio;
      chosen = s;
      where = place;
    }
    if (best < 0.0) return false;
    auto& tour = tours_[where.tour];
    tour.insert(tour.begin() + static_cast<std::ptrdiff_t>(where.at), Node{.stop = chosen});
    used_[chosen] = true;
    measure(where.tour);
    return true;
  }

  const Problem& problem_;
  std::vector<std::vector<Node>> tours_;
  std::vector<bool> used_;
};

}  // namespace

LocalSearch iterated_local_search(const Problem& problem,
                                  const std::function<bool(std::uint64_t)>& goes_on) {
  LocalSearch best;
  best.tours.resize(problem.shifts.size());
  if (problem.shifts.empty()) return best;
  const std::size_t most =
      std::max<std::size_t>(1, problem.stops.size() / (3 * problem.shifts.size()));
  Tours tours(problem);
  std::size_t from = 0;
  std::size_t count = 1;
  for (; goes_on(best.iterations); ++best.iterations) {
    tours.fill();
    if (tours.score() > best.score) {
      best.score = tours.score();
      best.tours = tours.stops();
      count = 1;
    }
    tours.shake(from, count);
    from += count;
    if (from >= tours.smallest()) from -= tours.smallest();
    if (++count > most) count = 1;
  }
  return best;
}

}  // namespace rawan::bench
