#pragma once

#include "attack/attack.h"

namespace rawan::engine::attack {

/// Counts that stand in tables without areas, joined by code with the areas of any table: in the
/// safe cells of commanders where a village has some, else anywhere in it. Scored where the truth
/// is known, by the reports of the window: how much oftener guesses laid by the counts hit than as
/// many laid by open data over the same areas.
Line attack_joined(const Scene& scene, const Control& control);

}  // namespace rawan::engine::attack
