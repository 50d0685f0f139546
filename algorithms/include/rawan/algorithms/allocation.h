#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// How patrols are spread over places over time, without chasing their own records.
///
/// A place is visited by what is known of its rate, never by how much was written down there: what
/// patrols find is divided by how long they looked. A share of the visits goes everywhere alike,
/// the visits are drawn and not taken from the top, and no place waits longer than the maximum gap.
/// Ensign et al. (2018), Runaway feedback loops in predictive policing, shows what happens without.
namespace rawan::allocation {

/// One way in which places are told to be unsafe, and the effort behind it: findings of officers
/// per visit, marks of women per woman consulted. Rounds x sites, row by row; the last round is the
/// newest.
struct Stream {
  std::vector<double> events;
  std::vector<double> effort;  ///< >= 0. Events without effort are not used.
  double weight = 1.0;         ///< Declared, beside the streams' own information. >= 0.
};

struct History {
  std::size_t sites = 0;
  std::size_t rounds = 0;
  std::vector<Stream> streams;
  /// Rounds since the last visit of each site, 1: in the newest round; nothing: in none of these
  /// rounds. Empty: nothing for every site.
  std::vector<std::optional<std::uint32_t>> since_visit;
};

struct Options {
  double memory = 0.96;        ///< Of a round's evidence one round later: half in 17 rounds.
  double floor = 0.15;         ///< Share of the visits that is spread evenly.
  double least = 0.25;         ///< Of an even share: no site's intent is below.
  std::uint32_t max_gap = 26;  ///< Rounds from a visit to the next one, at most; 0: no limit.
  std::uint32_t slots = 0;     ///< Visits of the coming round.
  std::uint64_t seed = 1;      ///< Of the systematic sample of this round.
  std::uint64_t round = 0;     ///< Its number: other rounds draw otherwise.
};

/// Priorities lie between these; what bends the intent can at most double or halve it.
inline constexpr double kLeastPriority = 0.5;
inline constexpr double kMostPriority = 2.0;

/// What is meant and what is drawn for the coming round. One entry per site.
struct Allocation {
  std::vector<double> risk;           ///< Rate with memory, mean 1. No priority enters it.
  std::vector<double> intent;         ///< Share of the visits; sums to 1.
  std::vector<std::uint32_t> visits;  ///< Drawn: sums to `slots`, never by the largest alone.
  std::vector<bool> due;              ///< Visited because of the maximum gap.
};

/// What streams with memory say together of each site's rate; the mean over sites is 1.
///
/// Events of stream k at site i ~ Poisson(c_k theta_i effort_ki), theta_i ~ Gamma(mean 1, variance
/// t). Each stream informs theta_i by the events an average site would show for that effort; where
/// streams disagree by more than chance, v, a stream's information saturates at 1 / (v theta_i^2),
/// so that plenty of one kind of report cannot outvote the other. c_k, t (Clayton & Kaldor 1987,
/// Biometrics 43, equations 6 and 7) and v (moments of the differences) come from the data.
/// A site without effort has risk 1, an even history gives all 1.
///
/// Cost: streams x sites x (rounds + a few dozen).
/// @throws ContractViolation if a table is not rounds x sites, or a number is negative or not
///         finite.
std::vector<double> joint_risk(const History& history, double memory);

/// Meant shares: (1 - floor) risk x priority / sum + floor / sites, none below least / sites.
/// @param priority bounded factors beside the risk; empty: none.
/// @throws ContractViolation if a priority is out of its bounds or floor, least are not in [0, 1].
std::vector<double> intended_shares(std::span<const double> risk, std::span<const double> priority,
                                    double floor, double least);

/// Sites that must be visited in the coming round so that none ever waits longer than `max_gap`
/// rounds: by earliest deadline, as many as make every later round feasible. Where sites exceed
/// slots x max_gap no rule can hold it; then the longest waiting take all slots. Ties by lot.
std::vector<bool> due_sites(const History& history, const Options& options);

/// The allocation of one round.
///
/// `slots` visits by systematic sampling (Madow 1949): the k-th visit falls where the running sum
/// of intents passes k + u. From round to round u moves by the golden ratio from a seeded start
/// instead of being drawn anew: each round alone is drawn as before, but over many rounds a site's
/// visits stay near its intent. Due sites come first; what they take is taken off their intent.
///
/// The same bits on any number of threads. 83,000 sites with 52 rounds: well under a second.
/// @throws ContractViolation as `joint_risk` and `intended_shares` do.
Allocation allocate(const History& history, const Options& options,
                    std::span<const double> priority = {});

}  // namespace rawan::allocation
