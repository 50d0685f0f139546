#pragma once

#include "linear_attack.h"

#include <functional>

namespace rawan::disclosure {

/// Which units to hide next so that less leaks: for each leak what is said of it alone, else one
/// neighbor that the same margin holds, or the margin itself where no neighbor is left. Leaks that
/// a choice of this round may already have closed wait for the next round. Empty if nothing may be
/// hidden.
///
/// Of several neighbors the one is taken whose own margins already have something hidden: another
/// gap in a row that has one costs no further gap. Else where the unit lies decides, not its count.
/// @param is_fixed whether a unit cannot be hidden any more.
std::vector<std::uint32_t> units_to_hide(std::span<const Statement> statements,
                                         std::span<const Leak> leaks, std::size_t atoms,
                                         const std::function<bool(std::uint32_t)>& is_fixed);

}  // namespace rawan::disclosure
