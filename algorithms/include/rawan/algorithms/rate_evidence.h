#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// Whether the data of a site can carry a rate.
enum class Evidence : std::uint8_t {
  enough,
  too_little,   ///< Not enough data: no estimate and no rank.
  no_exposure,  ///< Nobody was asked: nothing is known, which is not a rate of 0.
};

struct EvidenceRule {
  double fewest_expected = 1.0;  ///< Cases at the rate of the whole map.
  double fewest_exposure = 0.0;  ///< Women consulted, or whatever exposure counts.
};

/// @param cases, exposure n finite numbers >= 0, no case without exposure.
/// @throws ContractViolation otherwise.
std::vector<Evidence> judge_evidence(std::span<const double> cases,
                                     std::span<const double> exposure,
                                     const EvidenceRule& rule = {});

/// 1 / sqrt(cases), of a Poisson count as of its rate; infinite without cases.
/// @throws ContractViolation if cases are negative.
double relative_standard_error(double cases);

/// From here on a rate is flagged as unreliable: 16 cases or fewer.
inline constexpr double kUnreliableFrom = 0.25;

}  // namespace rawan
