#include "orienteering_file.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace rawan::bench {
namespace {

constexpr double kMostUnits = 1 << 28;

struct Row {
  std::size_t line = 0;
  std::vector<std::string> words;
};

[[noreturn]] void fail(const Row& row, const std::string& what) {
  throw FormatError("line " + std::to_string(row.line) + ": " + what);
}

std::vector<Row> rows_of(std::istream& file) {
  std::vector<Row> rows;
  std::string text;
  for (std::size_t line = 1; std::getline(file, text); ++line) {
    std::istringstream words(text);
    Row row{line, {}};
    for (std::string word; words >> word;) row.words.push_back(word);
    if (!row.words.empty()) rows.push_back(std::move(row));
  }
  return rows;
}

double number(const Row& row, std::size_t column) {
  if (column >= row.words.size()) {
    fail(row, "has " + std::to_string(row.words.size()) + " columns, needs " +
                  std::to_string(column + 1));
  }
  std::size_t used = 0;
  double value = 0.0;
  try {
    value = std::stod(row.words[column], &used);
  } catch (const std::exception&) {
    used = 0;
  }
  if (used != row.words[column].size() || !std::isfinite(value)) {
    fail(row, "column " + std::to_string(column + 1) + " is no number");
  }
  return value;
}

std::size_t count(const Row& row, std::size_t column) {
  const double value = number(row, column);
  if (value < 0.0 || value > 1e6 || value != std::floor(value)) {
    fail(row, "column " + std::to_string(column + 1) + " is no count");
  }
  return static_cast<std::size_t>(value);
}

double labelled(const Row& row, const std::string& label) {
  if (row.words.front() != label) fail(row, "should begin with " + label);
  return number(row, 1);
}

Vertex scored_point(const Row& row) {
  Vertex v{.x = number(row, 0), .y = number(row, 1), .score = number(row, 2)};
  if (v.score < 0.0) fail(row, "a score below 0");
  return v;
}

void add_scored_points(const std::vector<Row>& rows, std::size_t first, Instance& instance) {
  for (std::size_t k = first; k < rows.size(); ++k) {
    instance.vertices.push_back(scored_point(rows[k]));
  }
  if (instance.vertices.size() < 2) fail(rows.back(), "the file has no start and end");
}

Instance top_of(const std::vector<Row>& rows) {
  if (rows.size() < 3) fail(rows.back(), "the file ends before its points");
  Instance instance;
  const std::size_t points = count(rows[0], 1);
  labelled(rows[1], "m");
  instance.tours = count(rows[1], 1);
  instance.budget = labelled(rows[2], "tmax");
  add_scored_points(rows, 3, instance);
  if (instance.vertices.size() != points) {
    fail(rows[0], "announces " + std::to_string(points) + " points, there are " +
                      std::to_string(instance.vertices.size()));
  }
  instance.end = points - 1;
  return instance;
}

Instance op_of(const std::vector<Row>& rows) {
  Instance instance;
  instance.budget = number(rows[0], 0);
  instance.tours = count(rows[0], 1);
  add_scored_points(rows, 1, instance);
  instance.end = 1;
  return instance;
}

Vertex windowed_point(const Row& row, std::size_t expected) {
  if (row.words.size() < 8) fail(row, "a vertex has at least 8 columns");
  if (count(row, 0) != expected) fail(row, "vertices are not numbered from 0 on");
  Vertex v{number(row, 1), number(row, 2), number(row, 3), number(row, 4), {}, {}};
  v.open = number(row, row.words.size() - 2);
  v.close = number(row, row.words.size() - 1);
  if (v.score < 0.0 || v.service < 0.0) fail(row, "a score or service time below 0");
  return v;
}

Instance toptw_of(const std::vector<Row>& rows) {
  Instance instance;
  const std::size_t customers = count(rows[0], 2);
  const std::size_t first = rows.size() > 1 && rows[1].words.size() < 8 ? 2 : 1;
  for (std::size_t k = first; k < rows.size() && k <= first + customers; ++k) {
    instance.vertices.push_back(windowed_point(rows[k], k - first));
  }
  if (instance.vertices.size() != customers + 1) {
    fail(rows[0], "announces " + std::to_string(customers) + " vertices besides the start, there " +
                      "are " + std::to_string(rows.size() - first) + " in all");
  }
  instance.opening = *instance.vertices.front().open;
  instance.budget = *instance.vertices.front().close - instance.opening;
  return instance;
}

/// Coordinates have few decimals: whole thousandths make the distances of lattices exact.
double distance(const Vertex& a, const Vertex& b) {
  const double dx = std::round((a.x - b.x) * 1e6);
  const double dy = std::round((a.y - b.y) * 1e6);
  return std::sqrt(dx * dx + dy * dy) / 1e6;
}

/// Times in parts of a unit.
struct Scale {
  Rounding rounding;
  double parts;

  std::int32_t leg(double length) const {
    if (rounding == Rounding::exact) return whole(std::ceil(length * parts));
    return whole(std::floor(length * parts + 1e-9));
  }
  std::int32_t no_sooner(double time) const { return whole(std::ceil(time * parts - 1e-6)); }
  std::int32_t no_later(double time) const { return whole(std::floor(time * parts + 1e-6)); }

 private:
  static std::int32_t whole(double value) {
    if (!(std::abs(value) <= kMostUnits)) throw FormatError("times are too large");
    return static_cast<std::int32_t>(value);
  }
};

double largest_of(const Instance& instance) {
  double most = instance.opening + instance.budget;
  for (const Vertex& v : instance.vertices) {
    most = std::max({most, v.service, v.close.value_or(0.0), std::abs(v.x), std::abs(v.y)});
  }
  return 4.0 * most;
}

Scale scale_of(const Instance& instance, Rounding rounding) {
  if (rounding == Rounding::floor1) return {rounding, 10.0};
  if (rounding == Rounding::floor2) return {rounding, 100.0};
  double parts = 1.0;
  while (parts < 1e9 && largest_of(instance) * parts * 10.0 < kMostUnits) parts *= 10.0;
  return {rounding, parts};
}

patrol::TravelMatrix matrix_of(const Instance& instance, const Scale& scale) {
  const std::size_t n = instance.vertices.size();
  patrol::TravelMatrix matrix{n, {}, {}};
  for (const Vertex& a : instance.vertices) {
    for (const Vertex& b : instance.vertices) {
      matrix.seconds.push_back(scale.leg(distance(a, b)));
      matrix.meters.push_back(distance(a, b));
    }
  }
  return matrix;
}

}  // namespace

Instance read_instance(std::istream& file) {
  const std::vector<Row> rows = rows_of(file);
  if (rows.empty()) throw FormatError("the file is empty");
  const auto& first = rows.front();
  if (first.words.front() == "n") return top_of(rows);
  if (first.words.size() == 2) return op_of(rows);
  if (first.words.size() >= 3) return toptw_of(rows);
  fail(first, "is the beginning of no known format");
}

std::vector<std::uint32_t> stop_vertices(const Instance& instance) {
  std::vector<std::uint32_t> vertices;
  for (std::uint32_t v = 0; v < instance.vertices.size(); ++v) {
    if (v != instance.start && v != instance.end) vertices.push_back(v);
  }
  return vertices;
}

patrol::Problem problem_of(const Instance& instance, std::size_t tours, Rounding rounding) {
  const Scale scale = scale_of(instance, rounding);
  patrol::Problem problem;
  problem.villages.resize(1);
  problem.units.resize(1);
  problem.travel.push_back(matrix_of(instance, scale));
  for (const std::uint32_t v : stop_vertices(instance)) {
    const Vertex& vertex = instance.vertices[v];
    patrol::Stop stop{.place = v, .score = vertex.score};
    stop.dwell = Seconds(scale.no_sooner(vertex.service));
    if (vertex.open && *vertex.open > *vertex.close) {
      stop.max_visits = 0;
    } else if (vertex.open) {
      stop.windows.push_back({Seconds(scale.no_sooner(*vertex.open)),
                              Seconds(scale.no_later(*vertex.close)), patrol::kEveryDay});
    }
    problem.stops.push_back(stop);
  }
  patrol::Shift shift{.start_post = static_cast<std::uint32_t>(instance.start),
                      .end_post = static_cast<std::uint32_t>(instance.end)};
  shift.start = Seconds(scale.no_sooner(instance.opening));
  shift.end = Seconds(scale.no_later(instance.opening + instance.budget));
  problem.shifts.assign(tours, shift);
  return problem;
}

}  // namespace rawan::bench
