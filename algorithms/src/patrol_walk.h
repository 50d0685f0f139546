#pragma once

#include "patrol_recreate.h"
#include "patrol_route_pool.h"
#include "patrol_ruin.h"
#include "rawan/algorithms/control.h"

#include <cstdint>
#include <vector>

namespace rawan::patrol {

/// The stops of every shift in order, and how good that is.
struct Snapshot {
  Standing standing;
  std::vector<std::vector<std::uint32_t>> stops;
};

Snapshot snapshot_of(const Solution& solution);

/// Different good plans met on the way: every one met later that is good enough has the same chance
/// to be among them (Vitter 1985).
class Archive {
 public:
  Archive(std::size_t most, double within) : most_(most), within_(within) {}

  bool is_good(const Standing& standing, const Standing& best) const;
  void offer(const Solution& solution, const Standing& best, Dice& dice);
  const std::vector<Snapshot>& plans() const { return plans_; }

 private:
  std::size_t most_;
  double within_;
  std::uint64_t met_ = 0;
  std::vector<Snapshot> plans_;
};

/// One search: ruin, recreate, and accept by simulated annealing.
class Walk {
 public:
  Walk(const Model& model, const Neighbors& neighbors, const Tuning& tuning, Dice dice,
       Archive archive);

  /// Steps while the share of the budget used goes from `from` to `to`; the temperature falls
  /// geometrically with it.
  void run(std::uint64_t steps, double from, double to, const Control& control);
  /// Goes on from another plan.
  void adopt(const Snapshot& plan);
  /// Fills what room the plan leaves.
  void polish();

  const Snapshot& best() const { return best_; }
  const Standing& current() const { return solution_.standing(); }
  const RoutePool& routes() const { return routes_; }
  const Archive& archive() const { return archive_; }

 private:
  double energy(const Standing& standing) const;
  void step(double temperature);
  void remember();

  Tuning tuning_;
  Dice dice_;
  Solution solution_;
  Ruin ruin_;
  Recreate recreate_;
  RoutePool routes_;
  Archive archive_;
  Snapshot best_;
  double point_ = 1.0;   ///< Energy of a point.
  double travel_ = 0.0;  ///< Energy of a second of travel.
  double now_ = 0.0;     ///< Energy of the solution.
  std::uint64_t steps_ = 0;
};

}  // namespace rawan::patrol
