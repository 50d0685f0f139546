#include "noisy_counts.h"

#include "failure.h"
#include "layer_words.h"
#include "rawan/engine/gates.h"

#include <algorithm>
#include <map>
#include <set>

namespace rawan::engine {
namespace {

constexpr std::int64_t kRounding = 5;
constexpr const char* kMeasure = "pelapor";

struct Place {
  std::string area;
  std::string year;
  friend auto operator<=>(const Place&, const Place&) = default;
};

/// Where and when each person told something.
std::map<std::uint64_t, std::set<Place>> places_of_people(const Results& results,
                                                          const Config& config,
                                                          const std::vector<Window>& years) {
  std::map<std::uint64_t, std::set<Place>> people;
  const std::vector<Testimony> all = testimonies(results.records, results.study, config);
  for (const Testimony& testimony : all) {
    const bool told = testimony.about_person && !testimony.is_referral && counts(testimony);
    if (!told || !testimony.site) continue;
    const Day day = told_day(results.records.reports[testimony.report]);
    const auto district = io::district_of(results.study.sites.id[*testimony.site]);
    for (const Window& year : years) {
      if (day < year.from || day > year.to) continue;
      people[testimony.reporter].insert({io::to_dotted(district), year.name});
    }
  }
  return people;
}

/// Each person in one place: the one with the lowest hash.
std::map<Place, std::int64_t> count_once(const std::map<std::uint64_t, std::set<Place>>& people,
                                         const std::string& key) {
  std::map<Place, std::int64_t> counts;
  for (const auto& [person, places] : people) {
    const auto chosen = std::ranges::min_element(places, {}, [&, id = person](const Place& place) {
      return io::reporter_hash(key, std::to_string(id) + " " + place.area + " " + place.year);
    });
    ++counts[*chosen];
  }
  return counts;
}

std::set<std::string> districts_of(const Sites& sites) {
  std::set<std::string> districts;
  for (const io::VillageId id : sites.id) districts.insert(io::to_dotted(io::district_of(id)));
  return districts;
}

std::int64_t rounded(std::int64_t count) {
  return (std::max<std::int64_t>(count, 0) + kRounding / 2) / kRounding * kRounding;
}

void expect_budget(const Memory& memory, const std::string& year, const TierPolicy& policy) {
  const double epsilon = value_of(policy.epsilon);
  const double spent = memory.ledger.epsilon_spent(std::string(code_of(Tier::open)), year);
  // A rounding error of the sum must not refuse the last release that fits.
  if (spent + epsilon > epsilon * (1.0 + 1e-9)) {
    throw GateRefusal(exit_code::kPrivacy, "budget_spent", {}, year);
  }
}

}  // namespace

NoisyCounts count_with_noise(const Results& results, const Config& config, const TierPolicy& policy,
                             const Memory& memory, const BitSource& bits) {
  const std::string tier(code_of(Tier::open));
  const std::vector<Window> years = complete_years(config.period);
  const auto counts = count_once(places_of_people(results, config, years), memory.key);
  NoisyCounts noisy;
  for (const Window& year : years) {
    io::LedgerRelease drawn{.tier = tier, .year = year.name};
    for (const std::string& area : districts_of(results.study.sites)) {
      NoisyCount count{.area = area, .year = year.name};
      const auto* before = memory.ledger.last(tier, area, year.name, kMeasure);
      if (before != nullptr) {
        count.count = std::stoll(before->shown);
      } else {
        const auto found = counts.find({area, year.name});
        const std::int64_t exact = found == counts.end() ? 0 : found->second;
        count.count = rounded(exact + two_sided_geometric(policy.epsilon, bits));
        drawn.cells.push_back({.unit = area,
                               .window = year.name,
                               .measure = kMeasure,
                               .shown = std::to_string(count.count),
                               .since = iso_date(config.period.to)});
      }
      noisy.counts.push_back(std::move(count));
    }
    if (drawn.cells.empty()) continue;
    expect_budget(memory, year.name, policy);
    drawn.epsilon = value_of(policy.epsilon);
    noisy.record.push_back(std::move(drawn));
  }
  return noisy;
}

}  // namespace rawan::engine
