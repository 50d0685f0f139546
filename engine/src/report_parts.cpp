#include "report_parts.h"

#include <numeric>

namespace rawan::engine {

io::Paragraph sentence_of(std::string_view key,
                          const std::vector<std::pair<std::string_view, std::string>>& values,
                          const Catalogue& words) {
  return {.text = words.text(key, values)};
}

std::string whole_number(std::uint64_t value, const Catalogue& words) {
  return words.number(static_cast<double>(value));
}

std::string window_text(const std::string& window, const Catalogue& words) {
  const std::size_t quarter = window.find("-Q");
  if (quarter == std::string::npos) return window;
  return words.text("report.quarter",
                    {{"quarter", window.substr(quarter + 2)}, {"year", window.substr(0, quarter)}});
}

VillageTally tally_of(const std::vector<std::uint32_t>& sites, const PlanningView& view) {
  VillageTally tally;
  for (const std::uint32_t site : sites) {
    const PlannedVillage& village = view.villages[site];
    ++tally.all;
    tally.visited += village.effort.visits > 0 ? 1 : 0;
    tally.unknown += village.has_data ? 0 : 1;
    tally.banded += village.band ? 1 : 0;
    tally.masked += village.has_data && !village.band ? 1 : 0;
    tally.urgent +=
        village.band == PriorityClass::high || village.band == PriorityClass::very_high ? 1 : 0;
  }
  return tally;
}

VillageTally tally_of(const PlanningView& view) {
  std::vector<std::uint32_t> all(view.villages.size());
  std::iota(all.begin(), all.end(), 0U);
  return tally_of(all, view);
}

}  // namespace rawan::engine
