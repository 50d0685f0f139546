#include "patrol_conductor.h"

#include "patrol_packing.h"
#include "patrol_stopwatch.h"
#include "rawan/algorithms/parallel.h"

#include <algorithm>

namespace rawan::patrol {
namespace {

constexpr std::uint64_t kRounds = 300;
constexpr double kShareOfRound = 1.0 / 300.0;  ///< Of the time limit.
constexpr double kRecombinations = 3.0;
constexpr std::size_t kArchivePerPlan = 4;
constexpr std::size_t kMostRoutesTogether = 4'000;  ///< Of a kind of shift.

class Conductor {
 public:
  Conductor(const Model& model, const SearchOptions& options, const Tuning& tuning,
            const Control& control)
      : model_(model),
        options_(options),
        control_(control),
        clock_(options.clock ? options.clock : steady_time),
        neighbors_(neighbors_of(model)) {
    if (options.time_limit) began_ = clock_();
    control.expect(options.iterations * options.walks);
    walks_.resize(options.walks);
    parallel_for(walks_.size(), [&](std::size_t w) {
      walks_[w] =
          std::make_unique<Walk>(model_, neighbors_, tuning, Dice(options.seed, w),
                                 Archive(kArchivePerPlan * options.pool_size, options.pool_within));
    });
  }

  Found run() {
    std::uint64_t round = options_.time_limit ? 1 : std::max<std::uint64_t>(1, share_of_all());
    if (model_.stops.empty() || model_.shifts.empty()) done_ = options_.iterations;
    while (done_ < options_.iterations && share_ < 1.0) {
      const double before = time_share();
      round = std::min(round, options_.iterations - done_);
      walk(round);
      const double took = time_share() - before;
      if (options_.time_limit) round = next_round(round, took);
      if (share_ < 1.0 && share_ * kRecombinations >= recombined_ + 1.0) recombine();
    }
    recombine();
    return collect();
  }

 private:
  std::uint64_t share_of_all() const { return options_.iterations / kRounds; }

  double time_share() const {
    if (!options_.time_limit) return 0.0;
    const auto limit =
        std::max<std::chrono::nanoseconds>(*options_.time_limit, std::chrono::nanoseconds(1));
    return std::chrono::duration<double>(clock_() - began_) / std::chrono::duration<double>(limit);
  }

  static std::uint64_t next_round(std::uint64_t round, double took) {
    if (took <= 0.0) return 2 * round;
    const double wanted = static_cast<double>(round) * kShareOfRound / took;
    return std::clamp<std::uint64_t>(static_cast<std::uint64_t>(wanted), 1, 2 * round);
  }

  /// The temperature follows the share of the budget: of iterations or of time, whatever is more.
  void walk(std::uint64_t round) {
    const auto all = static_cast<double>(options_.iterations);
    const double by_count = static_cast<double>(done_ + round) / all;
    const double by_time = options_.time_limit ? time_share() + kShareOfRound : 0.0;
    const double to = std::max({share_, by_count, by_time});
    parallel_for(walks_.size(),
                 [&](std::size_t w) { walks_[w]->run(round, share_, to, control_); });
    done_ += round;
    stopped_by_time_ = options_.time_limit && time_share() >= 1.0 && by_count < 1.0;
    share_ = stopped_by_time_ ? 1.0 : std::min(to, by_count < 1.0 ? kAlmost : 1.0);
  }

  const Walk& best_walk() const {
    const auto better = [](const auto& a, const auto& b) {
      return a->best().standing < b->best().standing;
    };
    return **std::min_element(walks_.begin(), walks_.end(), better);
  }

  /// The best packing of all routes goes to the walk that stands worst.
  void recombine() {
    recombined_ += 1.0;
    if (model_.shifts.size() < 2 || model_.stops.empty()) return;
    RoutePool routes(model_, kMostRoutesTogether);
    for (const auto& walk : walks_) routes.add(walk->routes());
    const Snapshot& best = best_walk().best();
    Packing packing = best_packing(model_, routes, worth_of(best));
    if (packing.empty()) return;
    const auto worse = [](const auto& a, const auto& b) { return a->current() < b->current(); };
    Walk& walk = **std::max_element(walks_.begin(), walks_.end(), worse);
    walk.adopt({{}, std::move(packing)});
  }

  std::int64_t worth_of(const Snapshot& plan) const {
    std::int64_t worth = 0;
    for (const auto& stops : plan.stops) {
      for (const std::uint32_t s : stops) worth += packed_worth(model_, s);
    }
    return worth;
  }

  Found collect() const {
    Found found{{}, done_ * walks_.size(), stopped_by_time_};
    for (const auto& walk : walks_) found.plans.push_back(walk->best());
    for (const auto& walk : walks_) {
      const auto& plans = walk->archive().plans();
      found.plans.insert(found.plans.end(), plans.begin(), plans.end());
    }
    std::stable_sort(found.plans.begin(), found.plans.end(),
                     [](const Snapshot& a, const Snapshot& b) { return a.standing < b.standing; });
    const Archive judge(0, options_.pool_within);
    const Standing best = found.plans.front().standing;
    std::erase_if(found.plans,
                  [&](const Snapshot& plan) { return !judge.is_good(plan.standing, best); });
    return found;
  }

  static constexpr double kAlmost = 1.0 - 1e-9;

  const Model& model_;
  const SearchOptions& options_;
  const Control& control_;
  std::function<std::chrono::nanoseconds()> clock_;
  Neighbors neighbors_;
  std::vector<std::unique_ptr<Walk>> walks_;
  std::chrono::nanoseconds began_{};
  std::uint64_t done_ = 0;
  double share_ = 0.0;
  double recombined_ = 0.0;
  bool stopped_by_time_ = false;
};

}  // namespace

Found conduct(const Model& model, const SearchOptions& options, const Tuning& tuning,
              const Control& control) {
  return Conductor(model, options, tuning, control).run();
}

}  // namespace rawan::patrol
