#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// Adjusted p-values: reject, at level alpha, those at most alpha (`rejected`). NaN stands for a
/// site that was not tested: it stays NaN and is not counted. Never below the raw p, at most 1.
/// @throws ContractViolation if a p-value is below 0 or above 1.
///
/// Step-up: min over k >= rank of m p_(k) / k. Controls the expected share of false rejections at
/// alpha for independent and positively dependent tests (Benjamini & Hochberg 1995; 2001).
std::vector<double> benjamini_hochberg(std::span<const double> p_values);

/// The same times sum_{i <= m} 1 / i: for any dependence (Benjamini & Yekutieli 2001).
std::vector<double> benjamini_yekutieli(std::span<const double> p_values);

/// m p: controls the chance of any false rejection. Not a false discovery rate.
std::vector<double> bonferroni(std::span<const double> p_values);

/// 1 where an adjusted p-value is at most alpha, up to the rounding of its computation; 0 elsewhere
/// and where it is NaN. @throws ContractViolation unless 0 < alpha < 1.
std::vector<std::uint8_t> rejected(std::span<const double> adjusted, double alpha);

enum class Sides : std::uint8_t { one, two };

/// With so many replicates the least p-value there is, sides / (replicates + 1), is only small
/// enough for Benjamini-Hochberg if at least this many of `tests` are rejected together. Above
/// `tests`: nothing can be rejected. 0 without tests.
/// @throws ContractViolation unless 0 < alpha < 1; so below.
std::uint64_t fewest_rejections(std::size_t tests, double alpha, std::uint64_t replicates,
                                Sides sides);

/// The replicates it takes before a single one of `tests` can be rejected.
std::uint64_t permutations_needed(std::size_t tests, double alpha, Sides sides);

}  // namespace rawan
