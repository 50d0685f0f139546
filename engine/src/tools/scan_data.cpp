#include "tools/scan_data.h"

#include "rawan/io/error.h"
#include "tools/refusal.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace rawan::engine {
namespace {

constexpr std::int64_t kDay = 86'400;
constexpr double kMostCases = 0x1p28;
constexpr double kMostCells = 2e8;  // sites x periods, 8 bytes each

/// The columns as they were asked for; none where the model has none.
struct Columns {
  const std::vector<double>* cases = nullptr;
  const std::vector<double>* population = nullptr;
};

Columns columns_of(const ScanRequest& request, const io::FeatureSet& set) {
  Columns columns;
  std::size_t next = 0;
  if (!request.cases.empty()) columns.cases = &set.numbers[next++];
  if (!request.population.empty()) columns.population = &set.numbers[next];
  return columns;
}

[[noreturn]] void refuse(const std::string& code, const ScanRequest& request,
                         const io::FeatureSet& set, std::size_t row, const std::string& column) {
  throw io::InputError(
      code, {.file = request.input.path, .layer = {}, .row = set.record[row], .column = column});
}

void check_numbers(const ScanRequest& request, const io::FeatureSet& set, const Columns& columns) {
  double total = 0.0;
  for (std::size_t row = 0; columns.cases != nullptr && row < set.size(); ++row) {
    const double cases = (*columns.cases)[row];
    total += cases;
    if (cases != std::floor(cases) || total >= kMostCases) {
      refuse("scan_whole", request, set, row, request.cases);
    }
    if (columns.population == nullptr) continue;
    const double people = (*columns.population)[row];
    if (cases > 0.0 && people == 0.0) {
      refuse("scan_population", request, set, row, request.population);
    }
    const bool whole = people == std::floor(people) && people < 0x1p53;
    if (request.model == "bernoulli" && (!whole || people < cases)) {
      refuse("scan_members", request, set, row, request.population);
    }
  }
}

/// The order of sites is that of their keys, so that rows may come in any order.
template <class Key>
std::vector<std::uint32_t> numbered(const std::vector<Key>& keys) {
  std::map<Key, std::uint32_t> number;
  for (const Key& key : keys) number.emplace(key, 0);
  std::uint32_t next = 0;
  for (auto& [key, site] : number) site = next++;
  std::vector<std::uint32_t> result;
  result.reserve(keys.size());
  for (const Key& key : keys) result.push_back(number.at(key));
  return result;
}

std::vector<std::uint32_t> sites_of_rows(const ScanRequest& request, const io::FeatureSet& set,
                                         const std::vector<Point>& at) {
  if (!request.site.empty()) {
    std::vector<std::string> names;
    for (std::size_t row = 0; row < set.size(); ++row) names.emplace_back(set.texts[0][row]);
    return numbered(names);
  }
  std::vector<std::pair<double, double>> places;
  for (const Point p : at) places.emplace_back(p.x, p.y);
  return numbered(places);
}

/// A site lies where its first row by position does.
void place_sites(ScanData& data, const std::vector<Point>& at) {
  std::uint32_t sites = 0;
  for (const std::uint32_t site : data.site_of_row) sites = std::max(sites, site + 1);
  std::vector<bool> placed(sites, false);
  data.places.resize(sites);
  for (std::size_t row = 0; row < at.size(); ++row) {
    Point& place = data.places[data.site_of_row[row]];
    const bool first = !placed[data.site_of_row[row]];
    if (first || std::tuple(at[row].x, at[row].y) < std::tuple(place.x, place.y)) place = at[row];
    placed[data.site_of_row[row]] = true;
  }
}

void add_periods(const ScanRequest& request, const io::FeatureSet& set, const ToolContext& context,
                 ScanData& data) {
  data.length = request.period ? request.period->count() : kDay;
  const auto [first, last] = std::ranges::minmax(set.times[0]);
  data.start = first - ((first % kDay) + kDay) % kDay;
  const std::int64_t periods = (last - data.start) / data.length + 1;
  if (double(periods) * double(data.places.size()) > kMostCells) {
    refuse(context, "usage_scan_period");
  }
  data.periods = static_cast<std::uint32_t>(periods);
  for (const std::int64_t time : set.times[0]) {
    data.period_of_row.push_back(static_cast<std::uint32_t>((time - data.start) / data.length));
  }
}

void count_cases(const ScanRequest& request, const Columns& columns, ScanData& data) {
  data.cases.assign(data.places.size(), 0);
  if (columns.population != nullptr) {
    data.population.assign(data.places.size() * data.periods, 0.0);
  }
  for (std::size_t row = 0; row < data.site_of_row.size(); ++row) {
    const std::uint32_t site = data.site_of_row[row];
    const std::uint32_t period = request.in_time() ? data.period_of_row[row] : 0;
    const double cases = columns.cases == nullptr ? 1.0 : (*columns.cases)[row];
    data.cases[site] += static_cast<std::uint32_t>(cases);
    if (request.in_time()) {
      data.in_time.push_back({site, period, static_cast<std::uint32_t>(cases)});
    }
    if (columns.population == nullptr) continue;
    data.population[std::size_t{site} * data.periods + period] += (*columns.population)[row];
  }
}

std::vector<LonLat> in_degrees(const std::vector<Point>& places, const io::FeatureSet& set) {
  std::vector<Point> points = places;
  io::Reprojection(set.metric.system, io::coordinate_system("EPSG:4326")).apply(points);
  std::vector<LonLat> degrees;
  for (const Point p : points) degrees.push_back({p.x, p.y});
  return degrees;
}

}  // namespace

io::FeatureSet read_scan_input(const ScanRequest& request, const ToolContext& context,
                               ToolSummary& summary) {
  io::FeatureRequest wanted{.accepted = {.areas = true, .points = true}, .keeps_everything = true};
  if (!request.cases.empty()) wanted.numbers.push_back({.name = request.cases, .lowest = 0.0});
  if (!request.population.empty()) {
    wanted.numbers.push_back({.name = request.population, .lowest = 0.0});
  }
  if (!request.site.empty()) wanted.texts = {request.site};
  if (!request.time.empty()) wanted.times = {request.time};
  return read_input(request.input, std::move(wanted), context, summary);
}

ScanData scan_data(const ScanRequest& request, const io::FeatureSet& set,
                   const ToolContext& context) {
  const Columns columns = columns_of(request, set);
  check_numbers(request, set, columns);
  const std::vector<Point> at = sites_of(set);
  ScanData data;
  if (request.in_time()) {
    data.site_of_row = sites_of_rows(request, set, at);
    place_sites(data, at);
    add_periods(request, set, context, data);
  } else {
    for (std::uint32_t row = 0; row < at.size(); ++row) data.site_of_row.push_back(row);
    data.places = at;
  }
  count_cases(request, columns, data);
  if (request.on_globe()) data.degrees = in_degrees(data.places, set);
  data.positions = request.on_globe() ? on_globe(data.degrees) : on_plane(data.places);
  return data;
}

}  // namespace rawan::engine
