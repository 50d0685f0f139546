#pragma once

#include "rawan/algorithms/empirical_bayes.h"
#include "rawan/algorithms/village_rates.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace rawan::engine {

enum class PriorityClass : std::uint8_t { low, medium, high, very_high, insufficient, no_data };
enum class Confidence : std::uint8_t { high, medium, low };

/// Officers' findings per visit, shrunk towards the rate of all visited villages.
struct FindingRate {
  double mean = 0.0;
  Interval interval;
};

/// Where a village could stand if reporting differed.
struct RankRange {
  std::uint32_t low = 0;  ///< 1 is the highest rate.
  std::uint32_t high = 0;
};

/// What the villages' list would be if what women tell outside of dialogues entered the rates.
struct Sensitivity {
  double factor = 1.0;  ///< Of the declared weights.
  double spearman = 1.0;
  std::uint32_t class_changes = 0;
};

/// One per site.
struct VillagePriority {
  PriorityClass priority = PriorityClass::no_data;
  std::optional<SiteRate> rate;  ///< Nothing where nobody was asked.
  std::optional<std::uint32_t>
      position;  ///< 1 is the first of the list; nothing below the minimum.
  std::optional<Confidence> confidence;
  std::optional<int> women_score;  ///< 0 ... 100 by expected rank.
  int krppa_score = 0;
  int stale_score = 0;
  int environment_score = 0;
  int score = 0;                     ///< 0 ... 100.
  std::optional<RankRange> rho;      ///< If each village told half to twice what others do.
  std::optional<FindingRate> found;  ///< Nothing where the log knows of no visit.
};

struct Ranking {
  VillageRates rates;
  std::vector<VillagePriority> villages;
  std::vector<int> hotspot_score;        ///< 0 ... 100, one per hotspot.
  std::vector<Sensitivity> sensitivity;  ///< Weights as declared, halved, doubled; empty: no need.
};

/// The sites of the list, from the first; none where nobody told of anything.
std::vector<std::uint32_t> listed_villages(const Ranking& ranking);

}  // namespace rawan::engine
