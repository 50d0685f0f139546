#pragma once

#include "evidence.h"
#include "rawan/engine/stages.h"

namespace rawan::engine {

/// Whether forms of sexual violence may be named.
enum class SexualForms : std::uint8_t { named, left_out };

/// What some testimonies have in common, as far as each word has a safe group of its own behind
/// it: the most frequent issue, factor and place of those that are safe, and hours of risk in
/// whole bands of the day. Counts stay 0. The place itself has passed the rule before: of its parts
/// the rule asks for people, not for households.
Portrait safe_portrait(std::span<const std::uint32_t> group, const std::vector<Testimony>& all,
                       const Records& records, const disclosure::SafetyRule& of_place,
                       SexualForms forms, double hours_share);

}  // namespace rawan::engine
