#include "tools/drawn_table.h"

#include "rawan/algorithms/contract.h"
#include "tools/tool_chart.h"
#include "tools/values.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace rawan::engine {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

// Told apart by all readers (Okabe & Ito 2008).
constexpr std::array<const char*, 6> kColors = {kChartColor, kChosenColor, "#009e73",
                                                "#e69f00",   "#56b4e9",    "#cc79a7"};

const char* color_of(std::size_t column) {
  return kColors[column % kColors.size()];
}

double sum_of(const NamedRows& rows, std::size_t i) {
  if (!rows.low.empty()) return rows.values.front()[i];
  double sum = 0.0;
  bool known = false;
  for (const std::vector<double>& column : rows.values) {
    if (std::isnan(column[i])) continue;
    sum += column[i];
    known = true;
  }
  return known ? sum : kNone;
}

bool name_before(const std::string& a, const std::string& b) {
  const std::optional<double> left = parse_number(a);
  const std::optional<double> right = parse_number(b);
  if (left && right && *left != *right) return *left < *right;
  if (left.has_value() != right.has_value()) return left.has_value();
  return a < b;
}

template <class T>
std::vector<T> at(const std::vector<T>& values, const std::vector<std::size_t>& order) {
  std::vector<T> chosen;
  if (values.empty()) return chosen;
  for (const std::size_t i : order) chosen.push_back(values[i]);
  return chosen;
}

}  // namespace

DrawnTable::DrawnTable(const io::FeatureSet& set, const std::vector<std::string>& names)
    : rows_(set.size()) {
  expects(set.texts.size() >= names.size(), "every column was read");
  for (std::size_t c = 0; c < names.size(); ++c) {
    std::vector<std::string>& column = columns_[names[c]];
    column.clear();
    for (std::size_t i = 0; i < rows_; ++i) column.emplace_back(set.texts[c][i]);
  }
}

const std::vector<std::string>& DrawnTable::texts(const std::string& column) const {
  return columns_.at(column);
}

std::vector<double> DrawnTable::numbers(const std::string& column) const {
  std::vector<double> values;
  for (const std::string& text : texts(column))
    values.push_back(parse_number(text).value_or(kNone));
  return values;
}

bool DrawnTable::holds_numbers(const std::string& column) const {
  bool any = false;
  for (const std::string& text : texts(column)) {
    if (text.empty()) continue;
    if (!parse_number(text)) return false;
    any = true;
  }
  return any;
}

NamedRows NamedRows::chosen(const std::vector<std::size_t>& order) const {
  NamedRows rows{
      .names = at(names, order), .values = {}, .low = at(low, order), .high = at(high, order)};
  for (const std::vector<double>& column : values) rows.values.push_back(at(column, order));
  return rows;
}

NamedRows sums_by_name(const std::vector<std::string>& names,
                       const std::vector<std::vector<double>>& values) {
  NamedRows rows{
      .names = {},
      .values = std::vector<std::vector<double>>(std::max<std::size_t>(values.size(), 1))};
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto [found, is_new] = places.emplace(names[i], rows.names.size());
    if (is_new) {
      rows.names.push_back(names[i]);
      for (std::vector<double>& column : rows.values) column.push_back(values.empty() ? 0 : kNone);
    }
    const std::size_t place = found->second;
    if (values.empty()) rows.values.front()[place] += 1.0;
    for (std::size_t c = 0; c < values.size(); ++c) {
      double& sum = rows.values[c][place];
      if (!std::isnan(values[c][i])) sum = std::isnan(sum) ? values[c][i] : sum + values[c][i];
    }
  }
  return rows;
}

NamedRows ordered(const NamedRows& rows, DrawnOrder order) {
  std::vector<std::size_t> places(rows.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  const auto by_value = [&](std::size_t a, std::size_t b) {
    const double left = sum_of(rows, a);
    const double right = sum_of(rows, b);
    if (std::isnan(left) || std::isnan(right)) return !std::isnan(left) && std::isnan(right);
    return order == DrawnOrder::rising ? left < right : left > right;
  };
  if (order == DrawnOrder::by_name) {
    std::ranges::stable_sort(places, [&](std::size_t a, std::size_t b) {
      return name_before(rows.names[a], rows.names[b]);
    });
  } else if (order != DrawnOrder::as_given) {
    std::ranges::stable_sort(places, by_value);
  }
  return rows.chosen(places);
}

std::vector<io::ChartSeries> stacked_bars(const NamedRows& rows,
                                          const std::vector<std::string>& labels) {
  std::vector<io::ChartSeries> bars;
  std::vector<double> height(rows.size(), 0.0);
  for (std::size_t c = 0; c < rows.values.size(); ++c) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (!std::isnan(rows.values[c][i])) height[i] += rows.values[c][i];
    }
    bars.push_back({.mark = io::ChartSeries::Mark::bars,
                    .color = color_of(c),
                    .label = labels[c],
                    .x = positions(rows.size()),
                    .y = height});
  }
  // The tallest lies undermost: of each only its own part is seen.
  std::ranges::reverse(bars);
  return bars;
}

std::vector<io::ChartSeries> intervals(const NamedRows& rows,
                                       const std::vector<std::string>& labels) {
  std::vector<io::ChartSeries> points;
  for (std::size_t c = 0; c < rows.values.size(); ++c) {
    points.push_back({.mark = io::ChartSeries::Mark::points,
                      .color = color_of(c),
                      .label = labels[c],
                      .x = positions(rows.size()),
                      .y = rows.values[c]});
  }
  points.front().low = rows.low;
  points.front().high = rows.high;
  return points;
}

std::vector<io::ChartSeries> over_numbers(const std::vector<double>& x,
                                          const std::vector<std::vector<double>>& values,
                                          const std::vector<std::string>& labels, bool joined) {
  std::vector<io::ChartSeries> all;
  for (std::size_t c = 0; c < values.size(); ++c) {
    std::vector<std::pair<double, double>> rows;
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (!std::isnan(x[i]) && !std::isnan(values[c][i])) rows.emplace_back(x[i], values[c][i]);
    }
    std::ranges::sort(rows);
    io::ChartSeries series{
        .mark = joined ? io::ChartSeries::Mark::line : io::ChartSeries::Mark::points,
        .color = color_of(c),
        .label = labels[c],
        .x = {},
        .y = {}};
    for (const auto& [at, value] : rows) {
      series.x.push_back(at);
      series.y.push_back(value);
    }
    all.push_back(std::move(series));
  }
  return all;
}

}  // namespace rawan::engine
