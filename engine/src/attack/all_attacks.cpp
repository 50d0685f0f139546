#include "attack/attack.h"

#include <array>

namespace rawan::engine::attack {

std::span<const Attack> all_attacks() {
  static constexpr std::array kAttacks{
      Attack{"kde", attack_surfaces},     Attack{"classes", attack_classes},
      Attack{"diff", attack_differences}, Attack{"linear", attack_sums},
      Attack{"rank", attack_neighbors},   Attack{"hull", attack_vertices},
      Attack{"meta", attack_traces},      Attack{"canary", attack_words},
      Attack{"sybil", attack_thresholds}, Attack{"average", attack_repetition}};
  return kAttacks;
}

}  // namespace rawan::engine::attack
