#include "planned_burden.h"

#include "burden_rows.h"
#include "class_range.h"
#include "rawan/algorithms/allocation.h"

#include <algorithm>

namespace rawan::engine {
namespace {

/// The newest whole year, else quarter.
std::optional<Window> newest_window(const PeriodConfig& period) {
  const std::vector<Window> years = complete_years(period);
  if (!years.empty()) return years.back();
  const std::vector<Window> quarters = complete_quarters(period);
  if (!quarters.empty()) return quarters.back();
  return std::nullopt;
}

/// What the bands that are shown ask for: each village the middle of its band's quarter, every
/// other one the middle of all.
std::vector<double> shares_by_band(const std::vector<PlannedVillage>& villages,
                                   const AllocationConfig& config) {
  constexpr double kMiddle[] = {0.25, 0.75, 1.25, 1.75};
  std::vector<double> risk;
  for (const PlannedVillage& village : villages) {
    risk.push_back(village.band ? kMiddle[static_cast<std::size_t>(*village.band)] : 1.0);
  }
  return allocation::intended_shares(risk, {}, config.floor, allocation::Options{}.least);
}

/// Finds what the counts say of areas in one window.
class Classes {
 public:
  Classes(const std::vector<AreaCount>& counts, const std::string& window)
      : counts_(counts), window_(window) {}

  bool has_data(const BurdenRow& row, const Sites& sites) const {
    return std::ranges::any_of(row.sites, [&](std::uint32_t site) {
      const AreaCount* count = of(io::to_dotted(sites.id[site]));
      return count != nullptr && count->has_data;
    });
  }

  /// Of a zone the sum over its villages; a masked village leaves the end open.
  std::optional<ClassRange> reports(const BurdenRow& row, const Sites& sites) const {
    if (row.level == BurdenLevel::village) return std::nullopt;
    if (row.level != BurdenLevel::zone) return shown(row.code);
    ClassRange sum{.least = 0, .most = 0};
    for (const std::uint32_t site : row.sites) {
      const auto own = shown(io::to_dotted(sites.id[site]));
      sum += own.value_or(ClassRange{});
    }
    if (sum.least == 0) return std::nullopt;
    return sum;
  }

 private:
  const AreaCount* of(const std::string& area) const {
    const auto found = std::ranges::find_if(counts_, [&](const AreaCount& count) {
      return count.area == area && count.window == window_ && count.measure == kReporters;
    });
    return found == counts_.end() ? nullptr : &*found;
  }

  std::optional<ClassRange> shown(const std::string& area) const {
    const AreaCount* count = of(area);
    if (count == nullptr || !count->shown) return std::nullopt;
    return class_range(*count->shown);
  }

  const std::vector<AreaCount>& counts_;
  const std::string& window_;
};

double hours_within(const Window& window, const BurdenRow& row, const Results& results,
                    const Config& config) {
  double hours = 0.0;
  for (const PatrolDay& visit : results.exposure.visits) {
    if (visit.day < window.from || visit.day > window.to) continue;
    if (std::ranges::binary_search(row.sites, visit.site)) hours += hours_of(visit, config);
  }
  return hours;
}

/// Without anything that was told.
PlannedBurden effort_of(const BurdenRow& row) {
  PlannedBurden planned{.level = row.level,
                        .code = row.code,
                        .name = row.name,
                        .visits = row.visits,
                        .people = row.people,
                        .burden = row.burden};
  if (row.level != BurdenLevel::village) {
    planned.estimated = row.estimated;
  } else {
    planned.burden.rounds_over = 0;
    planned.burden.alert = false;
  }
  return planned;
}

void add_reports(const std::optional<ClassRange>& reports, double hours, PlannedBurden& planned) {
  if (!reports) return;
  planned.reports = text_of(*reports);
  if (hours <= 0.0) return;
  if (reports->most) planned.hours_per_report.first = hours / *reports->most;
  planned.hours_per_report.second = hours / reports->least;
}

}  // namespace

std::vector<PlannedBurden> planned_burden(const std::vector<PlannedVillage>& villages,
                                          const std::vector<AreaCount>& counts,
                                          const Results& results, const Config& config) {
  if (villages.empty()) return {};
  const std::optional<Window> window = newest_window(config.period);
  std::vector<PlannedBurden> burden;
  for (const BurdenRow& row :
       burden_rows(results, config, shares_by_band(villages, config.allocation))) {
    PlannedBurden planned = effort_of(row);
    if (window && row.level != BurdenLevel::village) {
      const Classes classes(counts, window->name);
      planned.window = window->name;
      planned.has_data = classes.has_data(row, results.study.sites);
      add_reports(classes.reports(row, results.study.sites),
                  hours_within(*window, row, results, config), planned);
    }
    burden.push_back(std::move(planned));
  }
  return burden;
}

}  // namespace rawan::engine
