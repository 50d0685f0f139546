#include "noisy_counts.h"

#include "failure.h"
#include "layer_words.h"
#include "noisy_parts.h"
#include "rawan/algorithms/noise_sum.h"
#include "rawan/engine/gates.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace rawan::engine {
namespace {

constexpr std::int64_t kRounding = 5;

struct Place {
  std::string area;
  std::string year;
  friend auto operator<=>(const Place&, const Place&) = default;
};

/// A year with its parts.
struct DividedYear {
  Window window;
  Partition partition;
  std::vector<std::string> part_of;  ///< One per site: where a person is counted.
};

std::string key_of(const NoisyPart& part) {
  return part.measure == kWholeMeasure ? part.unit : part.unit + " " + part.measure;
}

std::vector<DividedYear> divided_years(const Results& results, const Config& config,
                                       const TierPolicy& policy, const Memory& memory) {
  std::vector<DividedYear> years;
  for (const Window& window : complete_years(config.period)) {
    DividedYear year{.window = window,
                     .partition = partition_of(window.name, results, policy, memory),
                     .part_of = std::vector<std::string>(results.study.sites.size())};
    for (const auto& [district, parts] : year.partition) {
      for (const NoisyPart& part : parts) {
        for (const std::uint32_t site : part.sites) year.part_of[site] = key_of(part);
      }
    }
    years.push_back(std::move(year));
  }
  return years;
}

/// Where and when each person told something.
std::map<std::uint64_t, std::set<Place>> places_of_people(const Results& results,
                                                          const Config& config,
                                                          const std::vector<DividedYear>& years) {
  std::map<std::uint64_t, std::set<Place>> people;
  const std::vector<Testimony> all = testimonies(results.records, results.study, config);
  for (const Testimony& testimony : all) {
    const bool told = testimony.about_person && !testimony.is_referral && counts(testimony);
    if (!told || !testimony.site) continue;
    const Day day = told_day(results.records.reports[testimony.report]);
    for (const DividedYear& year : years) {
      if (day < year.window.from || day > year.window.to) continue;
      people[testimony.reporter].insert({year.part_of[*testimony.site], year.window.name});
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

/// The lowest class holds 0: noise stands before the class, so that it tells of nobody.
std::string noisy_class(std::int64_t noisy, const disclosure::Classes& classes) {
  const auto count = static_cast<std::uint32_t>(std::max<std::int64_t>(noisy, 0));
  return class_text(count, classes).value_or(fmt::format("0-{}", classes.front() - 1));
}

/// What is said of the kecamatan of one year: as before where anything was said, else drawn.
class YearOfNoise {
 public:
  YearOfNoise(const DividedYear& year, const std::map<Place, std::int64_t>& counts,
              const Config& config, const TierPolicy& policy, const Memory& memory,
              const BitSource& bits)
      : year_(year.window.name),
        counts_(counts),
        as_of_(iso_date(config.period.to)),
        policy_(policy),
        memory_(memory),
        bits_(bits),
        drawn_{.tier = std::string(code_of(Tier::open)), .year = year.window.name} {}

  void add_district(const std::string& district, const std::vector<NoisyPart>& parts,
                    NoisyCounts& noisy) {
    std::int64_t sum = 0;
    for (const NoisyPart& part : parts) {
      const std::int64_t value = value_of_part(part);
      sum += value;
      if (part.unit == district) continue;
      noisy.villages.push_back({part.unit, year_, noisy_class(value, policy_.classes)});
    }
    const auto draws = static_cast<std::uint32_t>(parts.size());
    noisy.counts.push_back({.area = district,
                            .year = year_,
                            .count = rounded(sum),
                            .half_width = half_width_of_sum(policy_.epsilon, draws)});
  }

  /// What the ledger must remember: nothing where nothing was drawn.
  /// @throws GateRefusal (7) "budget_spent"
  void close(NoisyCounts& noisy) {
    if (drawn_.cells.empty()) return;
    expect_budget(memory_, year_, policy_);
    drawn_.epsilon = value_of(policy_.epsilon);
    noisy.record.push_back(std::move(drawn_));
  }

 private:
  std::int64_t value_of_part(const NoisyPart& part) {
    const auto* before = memory_.ledger.last(drawn_.tier, part.unit, year_, part.measure);
    if (before != nullptr) return std::stoll(before->shown);
    const auto found = counts_.find({key_of(part), year_});
    const std::int64_t exact = found == counts_.end() ? 0 : found->second;
    std::int64_t value = exact + two_sided_geometric(policy_.epsilon, bits_);
    // Parts are added up before anything is rounded.
    if (part.measure == kWholeMeasure) value = rounded(value);
    drawn_.cells.push_back({.unit = part.unit,
                            .window = year_,
                            .measure = part.measure,
                            .shown = std::to_string(value),
                            .since = as_of_});
    return value;
  }

  std::string year_;
  const std::map<Place, std::int64_t>& counts_;
  std::string as_of_;
  const TierPolicy& policy_;
  const Memory& memory_;
  const BitSource& bits_;
  io::LedgerRelease drawn_;
};

}  // namespace

NoisyCounts count_with_noise(const Results& results, const Config& config, const TierPolicy& policy,
                             const Memory& memory, const BitSource& bits) {
  const std::vector<DividedYear> years = divided_years(results, config, policy, memory);
  const auto counts = count_once(places_of_people(results, config, years), memory.key);
  NoisyCounts noisy;
  for (const DividedYear& year : years) {
    YearOfNoise drawing(year, counts, config, policy, memory, bits);
    for (const auto& [district, parts] : year.partition) {
      drawing.add_district(district, parts, noisy);
    }
    drawing.close(noisy);
  }
  return noisy;
}

}  // namespace rawan::engine
