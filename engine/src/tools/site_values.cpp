#include "tools/site_values.h"

#include "rawan/algorithms/moran.h"
#include "tools/refusal.h"

#include <algorithm>
#include <functional>

namespace rawan::engine {

void add_site_values(OptionSet& options, SiteValueOptions& values) {
  add_input(options, values.input);
  options.text("--value", values.value, "column")
      .text("--cases", values.cases, "column")
      .text("--exposure", values.exposure, "column");
}

io::FeatureSet read_sites(const SiteValueOptions& options, double lowest, bool keeps_everything,
                          const ToolContext& context, ToolSummary& summary) {
  const bool complete = options.cases.empty() == options.exposure.empty();
  if (!complete || options.value.empty() == options.cases.empty()) {
    refuse(context, "usage_value_or_rates");
  }
  io::FeatureRequest request{.accepted = {.areas = true, .points = true},
                             .keeps_everything = keeps_everything};
  if (!options.input.key.empty()) request.texts = {options.input.key};
  if (options.rates()) {
    request.numbers = {{.name = options.cases, .lowest = 0.0},
                       {.name = options.exposure, .lowest = 0.0, .above = true}};
  } else {
    request.numbers = {{.name = options.value, .lowest = lowest}};
  }
  return read_input(options.input, std::move(request), context, summary);
}

std::vector<double> site_values(const SiteValueOptions& options, const io::FeatureSet& set) {
  return options.rates() ? standardized_rates(set.numbers[0], set.numbers[1]) : set.numbers[0];
}

void warn_if_equal(const std::vector<double>& values, ToolSummary& summary) {
  if (std::ranges::adjacent_find(values, std::not_equal_to<>()) == values.end()) {
    summary.warn("values_equal");
  }
}

}  // namespace rawan::engine
