#pragma once

#include "patrol_dice.h"
#include "patrol_solution.h"
#include "patrol_tuning.h"

#include <array>
#include <cstdint>
#include <vector>

namespace rawan::patrol {

/// Offers every open stop to the routes, one after another, and puts it where it costs the least
/// travel; now and then the best place of a route is overlooked (Christiaens & Vanden Berghe 2020).
class Recreate {
 public:
  Recreate(const Model& model, const Tuning& tuning);

  void operator()(Solution& solution, Dice& dice);
  /// Travel that weighs as much as a point, where the slack of tours goes to longer stays.
  void weigh_stays(double seconds_per_point) { seconds_per_point_ = seconds_per_point; }

 private:
  struct Offer {
    std::uint32_t duty = 0;  ///< 0: a required visit is missing; 1: its village lacks one.
    double key = 0.0;
    std::uint32_t tie = 0;
    std::uint32_t stop = 0;
    friend auto operator<=>(const Offer&, const Offer&) = default;
  };
  struct Place {
    std::int64_t cost = 0;
    std::uint32_t shift = kAnyNumber;
    bool second = false;  ///< The second best place of the route.
  };
  void line_up(Solution& solution, Order order, Dice& dice);
  double key_of(Order order, std::uint32_t stop, Time detour) const;
  std::int64_t lost_stays(const Route& route, std::uint32_t stop, Time detour) const;
  Place best_place(Solution& solution, std::uint32_t stop, Dice& dice) const;

  const Model* model_;
  std::array<double, kOrders> chances_{};  ///< Cumulative.
  std::uint32_t blink_;                    ///< Of 2^32.
  double noise_;
  double seconds_per_point_ = 0.0;  ///< 0: no stay gains by being longer.
  std::vector<Offer> offers_;
};

}  // namespace rawan::patrol
