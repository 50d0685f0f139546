#include "planned_rates.h"

#include "class_range.h"

#include <cmath>
#include <map>

namespace rawan::engine {
namespace {

constexpr double kPerThousand = 1000.0;
constexpr double kRateStep = 50.0;
constexpr double kConfidence = 0.9;
constexpr std::size_t kQuarterName = 7;  ///< "2026-Q1"

/// What the quarters of each village say together; nothing where one of them is hidden.
std::map<std::string, std::optional<ClassRange>> people_of(const std::vector<AreaCount>& counts) {
  std::map<std::string, std::optional<ClassRange>> people;
  for (const AreaCount& count : counts) {
    const bool is_part = count.level == AreaLevel::village && count.measure == kReporters &&
                         count.window.size() == kQuarterName;
    if (!is_part) continue;
    auto& sum = people.try_emplace(count.area, ClassRange{.least = 0, .most = 0}).first->second;
    if (!count.shown) sum.reset();
    if (sum) *sum += class_range(*count.shown);
  }
  return people;
}

int down(double rate) {
  return static_cast<int>(std::floor(rate / kRateStep) * kRateStep);
}

int up(double rate) {
  return static_cast<int>(std::ceil(rate / kRateStep) * kRateStep);
}

RateRange rate_of(const ClassRange& people, double women) {
  const double each = kPerThousand / women;
  RateRange rate{.least = down(each * garwood_interval(people.least, kConfidence).low),
                 .most = std::nullopt};
  if (people.most) rate.most = up(each * garwood_interval(*people.most, kConfidence).high);
  return rate;
}

}  // namespace

std::vector<std::optional<RateRange>> planned_rates(const std::vector<AreaCount>& counts,
                                                    const Results& results, const Config& config,
                                                    const TierPolicy& policy) {
  const Sites& sites = results.study.sites;
  std::vector<std::optional<RateRange>> rates(sites.size());
  const std::vector<Window> quarters = complete_quarters(config.period);
  if (quarters.empty()) return rates;
  const auto people = people_of(counts);
  const auto effort = logged_effort(results, quarters.front().from, quarters.back().to);
  for (std::size_t site = 0; site < sites.size(); ++site) {
    const auto found = people.find(io::to_dotted(sites.id[site]));
    if (found == people.end() || !found->second) continue;
    const bool enough = found->second->least >= policy.min_events_for_rate &&
                        effort[site].women >= policy.min_women_for_rate;
    if (enough) rates[site] = rate_of(*found->second, effort[site].women);
  }
  return rates;
}

}  // namespace rawan::engine
