#include "feedback_loop.h"

#include "rawan/engine/stages.h"

#include <algorithm>
#include <cmath>

namespace rawan::engine::feedback {
namespace {

constexpr double kFavoredStart = 0.8;
constexpr double kDeterrence = 0.3;
constexpr double kCompliance = 0.6;
constexpr double kWomen = 10.0;  ///< Asked in every area in every round.
const Day kFirstDay{std::chrono::year(2024) / 1 / 1};

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
    config_.allocation = config;
    config_.allocation.detection = terms.detection;
    config_.project.seed = seed;
    config_.period.from = kFirstDay;
    ranking_.villages.resize(terms.areas);
    exposure_.village.resize(terms.areas);
    study_.sites.id.resize(terms.areas);
    study_.sites.krppa.resize(terms.areas);
    open_with_counts();
  }

  Course play() {
    for (std::uint32_t round = 0; round < terms_.rounds; ++round) play_round(round);
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
    for (std::uint32_t k = 0; k < visits; ++k) exposure_.visits.push_back({area, day});
    exposure_.village[area].visits += visits;
    exposure_.village[area].last_visit = day;
    sums_.effort[area] += detected(visits);
  }

  void record_findings(std::uint32_t area, Day day, std::uint64_t findings) {
    for (std::uint64_t k = 0; k < findings; ++k) exposure_.findings.push_back({area, day});
    sums_.found[area] += static_cast<double>(findings);
  }

  void record_reports(std::uint32_t area, Day day, std::uint64_t reports) {
    exposure_.dialogues.push_back(
        {.site = area, .women = kWomen, .marks = static_cast<double>(reports)});
    exposure_.dialogue_day.push_back(day);
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

  struct Choice {
    std::vector<double> shares;
    std::vector<std::uint32_t> visits;
  };

  Choice choose(std::uint32_t round) {
    if (round >= terms_.start_rounds && policy_ == Policy::production) return ask_program(round);
    Choice choice;
    choice.shares = round < terms_.start_rounds ? start_shares() : shares_by(policy_, sums_);
    rawan::Stream random = chance(seed_, Chance::visits, round, 0);
    choice.visits = draw_visits(choice.shares, terms_.slots, random);
    return choice;
  }

  Choice ask_program(std::uint32_t round) {
    config_.patrol.start = first_day_of(week(round));
    const PatrolAllocation allocation =
        allocate_patrols(study_, exposure_, ranking_, config_, {.slots = terms_.slots});
    Choice choice{allocation.intent, allocation.draw.visits};
    for (std::size_t i = 0; i < choice.visits.size(); ++i) {
      choice.visits[i] += allocation.controls[i];
    }
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
  Config config_;
  Study study_;
  Exposure exposure_;
  Ranking ranking_;
  Course course_;
};

}  // namespace

Course play(const WorldTerms& terms, Policy policy, const AllocationConfig& config,
            std::uint64_t seed) {
  return Game(terms, policy, config, seed).play();
}

}  // namespace rawan::engine::feedback
