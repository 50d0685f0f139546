#include "noisy_parts.h"

#include "residents.h"

#include <algorithm>

namespace rawan::engine {
namespace {

/// Which villages of a kecamatan stand on their own.
class Division {
 public:
  Division(const std::string& year, const Results& results, const TierPolicy& policy,
           const Memory& memory)
      : year_(year),
        sites_(results.study.sites),
        residents_(residents_of(results)),
        policy_(policy),
        memory_(memory) {}

  std::vector<NoisyPart> of(const std::string& district,
                            const std::vector<std::uint32_t>& inside) const {
    if (was_drawn(district, kWholeMeasure)) return {{district, kWholeMeasure, inside}};
    std::vector<std::uint32_t> large = drawn_before(inside);
    if (large.empty() && !was_drawn(district, kPartMeasure)) large = large_today(inside);
    if (large.empty()) return {{district, kWholeMeasure, inside}};
    return divided(district, inside, large);
  }

 private:
  bool was_drawn(const std::string& unit, const char* measure) const {
    const std::string tier(code_of(Tier::open));
    return memory_.ledger.last(tier, unit, year_, measure) != nullptr;
  }

  std::vector<std::uint32_t> drawn_before(const std::vector<std::uint32_t>& inside) const {
    std::vector<std::uint32_t> large;
    std::ranges::copy_if(inside, std::back_inserter(large), [&](std::uint32_t site) {
      return was_drawn(io::to_dotted(sites_.id[site]), kPartMeasure);
    });
    return large;
  }

  bool is_large(std::uint32_t site) const { return *residents_[site] >= policy_.min_inhabitants; }

  /// None where the rest would be too small or nobody knows how many live in a village.
  std::vector<std::uint32_t> large_today(const std::vector<std::uint32_t>& inside) const {
    if (!sum_over(inside, residents_)) return {};
    std::vector<std::uint32_t> large;
    std::vector<std::uint32_t> rest;
    for (const std::uint32_t site : inside) (is_large(site) ? large : rest).push_back(site);
    const bool rest_is_small =
        !rest.empty() && *sum_over(rest, residents_) < policy_.min_inhabitants;
    return rest_is_small ? std::vector<std::uint32_t>() : large;
  }

  std::vector<NoisyPart> divided(const std::string& district,
                                 const std::vector<std::uint32_t>& inside,
                                 const std::vector<std::uint32_t>& large) const {
    std::vector<NoisyPart> parts;
    NoisyPart rest{district, kPartMeasure, {}};
    for (const std::uint32_t site : inside) {
      if (std::ranges::find(large, site) == large.end()) {
        rest.sites.push_back(site);
      } else {
        parts.push_back({io::to_dotted(sites_.id[site]), kPartMeasure, {site}});
      }
    }
    if (!rest.sites.empty()) parts.push_back(std::move(rest));
    return parts;
  }

  const std::string& year_;
  const Sites& sites_;
  std::vector<std::optional<double>> residents_;
  const TierPolicy& policy_;
  const Memory& memory_;
};

}  // namespace

Partition partition_of(const std::string& year, const Results& results, const TierPolicy& policy,
                       const Memory& memory) {
  const Sites& sites = results.study.sites;
  std::map<std::string, std::vector<std::uint32_t>> districts;
  for (std::uint32_t site = 0; site < sites.size(); ++site) {
    districts[io::to_dotted(io::district_of(sites.id[site]))].push_back(site);
  }
  const Division division(year, results, policy, memory);
  Partition partition;
  for (const auto& [district, inside] : districts) {
    partition.emplace(district, division.of(district, inside));
  }
  return partition;
}

}  // namespace rawan::engine
