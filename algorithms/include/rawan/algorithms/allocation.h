#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// How patrols are spread over places over time, without chasing their own records
/// (reliability.md 8).
namespace rawan::allocation {

/// One way in which places are told to be unsafe, and the effort behind it: findings of officers
/// per visit, marks of women per woman consulted. Rounds x sites, row by row; the last round is the
/// newest.
struct Stream {
  std::vector<double> events;
  std::vector<double> effort;  ///< >= 0. Events without effort are not used.
  double weight = 1.0;         ///< Declared, beside the streams' own information.
};

struct History {
  std::size_t sites = 0;
  std::size_t rounds = 0;
  std::vector<Stream> streams;
  /// Rounds since the last visit of each site; nothing: never. Decides the maximum gap.
  std::vector<std::optional<std::uint32_t>> since_visit;
};

struct Options {
  double memory = 0.97;        ///< Of a round's evidence one round later: half in 23 rounds.
  double floor = 0.15;         ///< Share of the visits that is spread evenly.
  std::uint32_t max_gap = 26;  ///< Rounds; a site is due before it is longer without a visit.
  std::uint32_t slots = 0;     ///< Visits of the coming round.
  std::uint64_t seed = 1;      ///< Of the systematic sample of this round.
  std::uint64_t round = 0;     ///< Its number: other rounds draw otherwise.
};

/// What is meant and what is drawn for the coming round. One entry per site.
struct Allocation {
  std::vector<double> risk;           ///< Rate with memory, mean 1. No priority enters it.
  std::vector<double> intent;         ///< Share of the visits; sums to 1.
  std::vector<std::uint32_t> visits;  ///< Drawn: sums to `slots`, never by the largest alone.
  std::vector<bool> due;              ///< Visited because of the maximum gap.
};

/// @param priority bounded factors beside the risk (D/KRPPA, staleness, environment), one per
///                 site; empty: none. They bend the intent and never the risk.
Allocation allocate(const History& history, const Options& options,
                    std::span<const double> priority = {});

}  // namespace rawan::allocation
