#pragma once

#include "rawan/algorithms/random.h"
#include "support/told_district.h"

namespace rawan::testing {

/// How large a random district may be.
struct DistrictOfPeople {
  std::size_t most_kecamatan = 5;
  std::size_t most_villages = 9;  ///< Of each.
  double mean = 14.0;             ///< Most people of a village and quarter.
  double unasked = 0.0;           ///< Chance that no patrol asks in a village and quarter.
};

inline Day first_day(std::size_t quarter) {
  return day(2025, static_cast<unsigned>(1 + 3 * quarter), 1);
}

/// What one village tells in a quarter: few people, some of them often, on few days; hardly anybody
/// where no patrol asks.
inline void tell(std::size_t village, std::size_t quarter, double mean, double unasked,
                 Stream& random, ToldDistrict& district) {
  const Day first = first_day(quarter);
  const bool asked = unasked <= 0.0 || random.uniform() >= unasked;
  io::PatrolVisit visit{.patrol_id = std::to_string(district.results.records.visits.size())};
  visit.date = first;
  visit.village = district.results.records.villages.villages[village].id;
  if (asked) district.results.records.visits.push_back(visit);
  const std::uint64_t people = random.poisson((asked ? mean : 0.05 * mean) * random.gamma(1.0));
  for (std::uint64_t person = 0; person < people; ++person) {
    const std::uint64_t reporter = 1000 + district.results.records.reports.size();
    const std::uint64_t reports = 1 + random.poisson(random.below(10) == 0 ? 8.0 : 0.3);
    for (std::uint64_t report = 0; report < reports; ++report) {
      district.add_report(village, first + std::chrono::days(random.below(4)), reporter);
    }
  }
}

inline ToldDistrict random_district(std::uint64_t seed, const DistrictOfPeople& size) {
  Stream random(20'261'122, seed);
  ToldDistrict district(0);
  const std::size_t kecamatan = 2 + random.below(size.most_kecamatan - 1);
  for (std::size_t k = 0; k < kecamatan; ++k) {
    district.add_villages(2 + random.below(size.most_villages - 1),
                          "61.07.0" + std::to_string(k + 1) + ".200");
  }
  const double mean = 0.5 + size.mean * random.uniform();
  const std::size_t villages = district.results.records.villages.villages.size();
  for (std::size_t quarter = 0; quarter < 4; ++quarter) {
    for (std::size_t v = 0; v < villages; ++v)
      tell(v, quarter, mean, size.unasked, random, district);
  }
  return district;
}

}  // namespace rawan::testing
