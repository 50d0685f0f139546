#include "tools/space_time_methods.h"

#include <cmath>

namespace rawan::engine {
namespace {

/// One end is a band from 0 on; more are the ends of bands that meet.
std::vector<Band> bands_of(const std::vector<double>& ends, bool half_open) {
  if (ends.size() == 1) return {Band{0.0, ends.front(), !half_open}};
  return bands_between(ends);
}

/// The same band counted in a unit.
Band in_unit(const Band& band, double unit) {
  return {band.from / unit, band.to / unit, band.closed_above};
}

double ratio_of(const KnoxCount& count) {
  return count.expected > 0.0 ? static_cast<double>(count.close) / count.expected : std::nan("");
}

struct Columns {
  io::Attribute distance{.name = "distance_band", .values = io::PackedTexts()};
  io::Attribute time{.name = "time_band", .values = io::PackedTexts()};
  std::vector<double> expected;
  std::vector<double> ratio;
  std::vector<double> poisson_p;
  std::vector<double> permutation_p;
  std::vector<std::int64_t> close;
  std::vector<std::int64_t> in_space;
  std::vector<std::int64_t> in_time;

  void add(const KnoxCount& count, const TimeEdges& times) {
    std::get<io::PackedTexts>(distance.values)
        .push_back(in_interval_notation(count.distance) + " m");
    std::get<io::PackedTexts>(time.values)
        .push_back(in_interval_notation(in_unit(count.time, times.unit_seconds)) + " " +
                   times.unit);
    close.push_back(static_cast<std::int64_t>(count.close));
    in_space.push_back(static_cast<std::int64_t>(count.near_in_space));
    in_time.push_back(static_cast<std::int64_t>(count.near_in_time));
    expected.push_back(count.expected);
    ratio.push_back(ratio_of(count));
    poisson_p.push_back(count.poisson_p);
    permutation_p.push_back(count.permutation_p.value_or(std::nan("")));
  }
};

io::FeatureTable table_of(const std::vector<KnoxCount>& counts, const TimeEdges& times,
                          const io::FeatureSet& set, const ToolContext& context,
                          ToolSummary& summary) {
  Columns columns;
  for (const KnoxCount& count : counts) columns.add(count, times);
  io::FeatureTable table = result_table(set, "near_repeat", context);
  const auto add = [&](io::Attribute column) {
    add_column(table, std::move(column), context, summary);
  };
  add(std::move(columns.distance));
  add(std::move(columns.time));
  add(io::integers("close_pairs", "", columns.close));
  add(io::reals("expected_pairs", "", columns.expected));
  add(io::reals("pairs_ratio", "", columns.ratio));
  add(io::integers("pairs_in_space", "", columns.in_space));
  add(io::integers("pairs_in_time", "", columns.in_time));
  add(io::reals("poisson_p", "", columns.poisson_p));
  add(io::reals("permutation_p", "", columns.permutation_p));
  return table;
}

void tell(const SpaceTimeOptions& options, const std::vector<KnoxCount>& counts,
          ToolSummary& summary) {
  summary.count("permutations", options.permutations);
  summary.detail("seed", options.seed);
  summary.count("cells", counts.size());
  if (counts.size() > 1) return;
  const KnoxCount& only = counts.front();
  summary.word("distance_band", in_interval_notation(only.distance) + " m");
  summary.word("time_band", in_interval_notation(in_unit(only.time, options.times.unit_seconds)) +
                                " " + options.times.unit);
  summary.count("close_pairs", only.close);
  summary.number("expected_pairs", only.expected);
  summary.number("poisson_p", only.poisson_p, 6);
  if (only.permutation_p) summary.number("permutation_p", *only.permutation_p, 6);
}

/// Close pairs over expected ones, band by band; at 1 nothing repeats.
void draw(const std::vector<KnoxCount>& counts, const TimeEdges& times, ToolChart& chart) {
  if (!chart.wanted()) return;
  std::vector<std::string> names;
  std::vector<double> ratios;
  for (const KnoxCount& count : counts) {
    names.push_back(in_interval_notation(count.distance) + " m, " +
                    in_interval_notation(in_unit(count.time, times.unit_seconds)) + " " +
                    times.unit);
    ratios.push_back(ratio_of(count));
  }
  chart.bars(std::move(names), std::move(ratios));
  chart.chart().reference = 1.0;
}

}  // namespace

void run_bands(const SpaceTimeOptions& options, ToolOutput& output, ToolChart& chart,
               const ToolContext& context, ToolSummary& summary) {
  io::FeatureRequest request{.accepted = {.points = true}, .times = {options.time_column}};
  io::FeatureSet set = read_input(options.input, std::move(request), context, summary);
  context.stage("tool.stage.compute");
  const std::vector<double> times(set.times[0].begin(), set.times[0].end());
  const std::vector<KnoxCount> counts =
      knox(set.points(), times, bands_of(options.distances, options.half_open),
           bands_of(options.times.seconds, options.half_open),
           {.permutations = options.permutations, .seed = options.seed}, context.control);
  summary.count("features", set.size());
  tell(options, counts, summary);
  const io::FeatureTable table = table_of(counts, options.times, set, context, summary);
  output.write_tables(std::span(&table, 1), summary);
  draw(counts, options.times, chart);
  chart.write(summary);
}

}  // namespace rawan::engine
