#include "feedback_loop.h"

#include "feedback_program.h"

#include <cmath>

namespace rawan::engine::feedback {
namespace {

constexpr double kFavoredStart = 0.8;
constexpr double kDeterrence = 0.3;
constexpr double kCompliance = 0.6;

enum class Chance : std::uint64_t { visits = 3, found = 4, reported = 5, made = 6 };

/// The random numbers of one kind of record, one round and one area.
rawan::Stream chance(std::uint64_t seed, Chance kind, std::uint64_t round, std::uint64_t area) {
  return {seed, (static_cast<std::uint64_t>(kind) << 56U) | (round << 24U) | area};
}

Day first_day_of(std::uint32_t round) {
  return kFirstDay + std::chrono::days(7 * round);
}

/// One world as it is played.
class Game {
 public:
  Game(const WorldTerms& terms, Policy policy, const AllocationConfig& config, std::uint64_t seed)
      : terms_(terms), policy_(policy), seed_(seed), truth_(draw_truth(terms, seed)) {
    course_.areas = terms.areas;
    course_.rounds = terms.rounds;
    sums_.found.assign(terms.areas, 0.0);
    sums_.reported.assign(terms.areas, 0.0);
    sums_.effort.assign(terms.areas, 0.0);
    if (policy == Policy::production) program_ = program_for(terms, config, seed);
    open_with_counts();
  }

  Course play(const Control& control) {
    for (std::uint32_t round = 0; round < terms_.rounds; ++round) {
      control.check();
      play_round(round);
    }
    return std::move(course_);
  }

 private:
  /// What was found before the first round, by one visit for each finding: rates of 1.
  void open_with_counts() {
    if (terms_.start_counts.empty()) return;
    lead_ = 1;
    for (std::uint32_t area = 0; area < terms_.areas; ++area) {
      const auto visits = static_cast<std::uint32_t>(terms_.start_counts[area]);
      record_visits(area, kFirstDay, visits);
      record_findings(area, kFirstDay, visits);
    }
    sums_.rounds = 1;
  }

  std::uint32_t week(std::uint32_t round) const { return round + lead_; }

  void record_visits(std::uint32_t area, Day day, std::uint32_t visits) {
    if (visits == 0) return;
    if (program_) program_->visited(area, day, visits);
    sums_.effort[area] += detected(visits);
  }

  void record_findings(std::uint32_t area, Day day, std::uint64_t findings) {
    if (program_) program_->found(area, day, findings);
    sums_.found[area] += static_cast<double>(findings);
  }

  void record_reports(std::uint32_t area, Day day, std::uint64_t reports) {
    if (program_) program_->told(area, day, reports);
    sums_.reported[area] += static_cast<double>(reports);
  }

  /// Share of the events that so many visits find; without saturation: visits.
  double detected(double visits) const {
    return terms_.detection > 0.0 ? 1.0 - std::exp(-terms_.detection * visits) : visits;
  }

  std::vector<double> start_shares() const {
    const double rest = static_cast<double>(terms_.areas - terms_.favored);
    std::vector<double> shares(terms_.areas, 1.0 / static_cast<double>(terms_.areas));
    for (std::size_t area = 0; !terms_.fair_start && area < terms_.areas; ++area) {
      shares[area] = area < terms_.favored ? kFavoredStart / static_cast<double>(terms_.favored)
                                           : (1.0 - kFavoredStart) / rest;
    }
    return shares;
  }

  Choice choose(std::uint32_t round) {
    if (round >= terms_.start_rounds && program_)
      return program_->choose(first_day_of(week(round)));
    Choice choice;
    choice.shares = round < terms_.start_rounds ? start_shares() : shares_by(policy_, sums_);
    rawan::Stream random = chance(seed_, Chance::visits, round, 0);
    choice.visits = draw_visits(choice.shares, terms_.slots, random);
    return choice;
  }

  /// Of the visits that were drawn, those that are made.
  std::uint32_t made(std::uint32_t visits, std::uint32_t round, std::uint32_t area) const {
    if (terms_.world != World::compliance) return visits;
    rawan::Stream random = chance(seed_, Chance::made, round, area);
    std::uint32_t kept = 0;
    for (std::uint32_t k = 0; k < visits; ++k) kept += random.uniform() < kCompliance ? 1U : 0U;
    return kept;
  }

  void play_area(std::uint32_t round, std::uint32_t area, std::uint32_t visits) {
    const Day day = first_day_of(week(round));
    const double found = detected(visits);
    const bool deters = terms_.world == World::deterrence;
    const double rate = truth_.rate_in(area, round) * (deters ? 1.0 - kDeterrence * found : 1.0);
    record_visits(area, day, visits);
    record_findings(area, day, chance(seed_, Chance::found, round, area).poisson(rate * found));
    if (truth_.voice[area] <= 0.0) return;
    const double told = truth_.voice[area] * rate;
    record_reports(area, day, chance(seed_, Chance::reported, round, area).poisson(told));
  }

  void play_round(std::uint32_t round) {
    const Choice choice = choose(round);
    const std::vector<double> truth = truth_.shares_in(round);
    for (std::uint32_t area = 0; area < terms_.areas; ++area) {
      const std::uint32_t visits = made(choice.visits[area], round, area);
      course_.intent.push_back(choice.shares[area]);
      course_.visits.push_back(visits);
      course_.truth.push_back(truth[area]);
      play_area(round, area, visits);
    }
    ++sums_.rounds;
  }

  const WorldTerms& terms_;
  Policy policy_;
  std::uint64_t seed_;
  Truth truth_;
  std::uint32_t lead_ = 0;  ///< Rounds before the first one.
  Sums sums_;
  std::unique_ptr<Program> program_;  ///< Nothing for the policies of this folder.
  Course course_;
};

}  // namespace

Course play(const WorldTerms& terms, Policy policy, const AllocationConfig& config,
            std::uint64_t seed, const Control& control) {
  return Game(terms, policy, config, seed).play(control);
}

}  // namespace rawan::engine::feedback
