#pragma once

#include "patrol_dice.h"
#include "patrol_solution.h"
#include "patrol_tuning.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan::patrol {

/// The nearest stops of each stop, itself first, by travel there and back.
struct Neighbors {
  std::size_t each = 0;
  std::vector<std::uint32_t> stops;

  std::span<const std::uint32_t> of(std::uint32_t stop) const {
    return {stops.data() + stop * each, each};
  }
};

Neighbors neighbors_of(const Model& model);

/// Removes strings of visits from routes that pass near a stop drawn at random.
/// Christiaens, J. & Vanden Berghe, G. (2020). Slack induction by string removals for vehicle
/// routing problems. Transportation Science 54(2).
class Ruin {
 public:
  Ruin(const Model& model, const Neighbors& neighbors, const Tuning& tuning);

  void operator()(Solution& solution, Dice& dice);

 private:
  void strings(Solution& solution, std::uint32_t seed, Dice& dice);
  void scatter(Solution& solution, std::uint32_t seed, Dice& dice);
  void string_with(Solution& solution, std::uint32_t stop, std::uint32_t shift, Dice& dice);
  std::uint32_t seed_of(const Solution& solution, Dice& dice);

  const Neighbors* neighbors_;
  Tuning tuning_;
  double longest_ = 1.0;
  std::vector<std::uint8_t> touched_;
  std::vector<std::uint32_t> visits_;
  std::vector<std::uint32_t> shifts_;
};

}  // namespace rawan::patrol
