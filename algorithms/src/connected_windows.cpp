#include "connected_windows.h"

#include "rawan/algorithms/flexible_scan.h"

#include <bit>

namespace rawan {

ConnectedWindows::ConnectedWindows(const Neighborhoods& around, const WindowRules& rules,
                                   std::span<const double> population,
                                   std::span<const std::uint32_t> cases,
                                   std::span<const std::uint32_t> least)
    : around_(around), rules_(rules), population_(population), cases_(cases), least_(least) {}

FlexibleWindow ConnectedWindows::best_of(std::uint32_t start) {
  best_ = {.statistic = 0.0, .start = start, .members = 0};
  if (!may_join(start)) return best_;
  members_ = around_.members(start);
  links_ = around_.links(start);
  eligible_ = 0;
  for (std::size_t k = 0; k < members_.size(); ++k) {
    if (may_join(members_[k])) eligible_ |= std::uint64_t{1} << k;
  }
  const Partial alone =
      with({.set = 0, .frontier = 0, .closed = 1, .cases = 0, .population = 0.0}, 0);
  if (alone.population <= rules_.largest_population) extend(alone);
  return best_;
}

/// Every connected set once: a member of the frontier either joins here or never below.
void ConnectedWindows::extend(Partial window) {
  if (++listed_ > most_) throw TooManyWindows();
  consider(window);
  while (window.frontier != 0) {
    const auto member = static_cast<unsigned>(std::countr_zero(window.frontier));
    window.frontier &= window.frontier - 1;
    const Partial larger = with(window, member);
    if (larger.population <= rules_.largest_population) extend(larger);
  }
}

ConnectedWindows::Partial ConnectedWindows::with(const Partial& window, unsigned member) const {
  const std::uint64_t fresh = links_[member] & eligible_ & ~window.closed;
  return {.set = window.set | std::uint64_t{1} << member,
          .frontier = window.frontier | fresh,
          .closed = window.closed | fresh,
          .cases = window.cases + cases_[members_[member]],
          .population = window.population + population_[members_[member]]};
}

void ConnectedWindows::consider(const Partial& window) {
  const auto cases = static_cast<double>(window.cases);
  if (window.cases < rules_.min_cases) return;
  if (cases <= rules_.likelihood.expected(window.population)) return;
  const double statistic = rules_.likelihood(cases, window.population);
  if (statistic <= best_.statistic) return;
  best_.statistic = statistic;
  best_.members = window.set;
}

}  // namespace rawan
