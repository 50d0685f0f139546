#pragma once

#include "rawan/algorithms/disclosure.h"
#include "rawan/engine/testimony.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace rawan::engine {

/// Some testimonies, by position.
using Group = std::vector<std::uint32_t>;

/// Whether a testimony counts at all: once, and not beyond one reporter's influence.
bool counts(const Testimony& testimony);

/// Who stands behind some testimonies. Those that do not count are left out.
disclosure::Evidence evidence_of(std::span<const std::uint32_t> group,
                                 const std::vector<Testimony>& all,
                                 std::optional<double> households = {});

/// The rule for part of a place that has passed it as a whole: of the part it asks for people, not
/// for households.
disclosure::SafetyRule of_people(const disclosure::SafetyRule& of_place);

/// Those of a group that are not marked.
Group without(const Group& group, const std::vector<bool>& marked);

/// The reporters behind some testimonies, ascending, each once.
std::vector<std::uint64_t> reporters_of(std::span<const std::uint32_t> group,
                                        const std::vector<Testimony>& all);

/// The local day a report tells of; reports without one belong to the day they were made.
Day told_day(const io::Report& report);

}  // namespace rawan::engine
