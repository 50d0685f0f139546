#pragma once

#include "rawan/algorithms/random.h"
#include "rawan/algorithms/weights.h"

#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace rawan::testing {

/// Weights from a full matrix, row by row; zeros are no links.
inline Weights weights_from(const std::vector<std::vector<double>>& rows) {
  const auto n = static_cast<Eigen::Index>(rows.size());
  std::vector<Eigen::Triplet<double>> links;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < rows.size(); ++j) {
      if (rows[i][j] != 0.0) links.emplace_back(int(i), int(j), rows[i][j]);
    }
  }
  Weights weights(n, n);
  weights.setFromTriplets(links.begin(), links.end());
  return weights;
}

/// Binary rook neighbors on a lattice of side x side sites.
inline Weights rook_lattice(std::size_t side) {
  std::vector<std::vector<double>> rows(side * side, std::vector<double>(side * side, 0.0));
  for (std::size_t i = 0; i < side * side; ++i) {
    const std::size_t right = i + 1;
    const std::size_t below = i + side;
    if (right % side != 0) rows[i][right] = rows[right][i] = 1.0;
    if (below < side * side) rows[i][below] = rows[below][i] = 1.0;
  }
  return weights_from(rows);
}

/// Unequal, not symmetric weights; about a third of the pairs linked, the diagonal empty.
inline Weights random_weights(std::size_t n, Stream& random) {
  std::vector<std::vector<double>> rows(n, std::vector<double>(n, 0.0));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      if (i != j && random.uniform() < 0.35) rows[i][j] = 0.5 + random.uniform();
    }
  }
  return weights_from(rows);
}

inline std::vector<double> random_values(std::size_t n, Stream& random) {
  std::vector<double> values;
  for (std::size_t i = 0; i < n; ++i) values.push_back(10.0 * random.uniform());
  return values;
}

/// The six points of the reference values for G, and their neighbors within 15.
struct SixPoints {
  std::vector<Point> sites{{10, 10}, {20, 10}, {40, 10}, {15, 20}, {30, 20}, {30, 30}};
  std::vector<double> values{2, 3, 3.2, 5, 8, 7};
  Weights weights = distance_band_weights(sites, Meters(15.0));
};

/// Lines of a table in tests/data without comments and header, cut at commas.
inline std::vector<std::vector<std::string>> data_rows(const std::string& file) {
  std::ifstream stream(RAWAN_SOURCE_DIR "/tests/data/" + file);
  std::vector<std::vector<std::string>> rows;
  bool header = true;
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with('#')) continue;
    if (std::exchange(header, false)) continue;
    std::vector<std::string> fields;
    std::istringstream cut(line);
    for (std::string field; std::getline(cut, field, ',');) fields.push_back(field);
    rows.push_back(fields);
  }
  return rows;
}

/// Crime in Columbus, Ohio, with the 230 links of columbus.gal; or, in the order of the older
/// table, with the 232 links of COL.nb ("columbus_old.csv").
struct Columbus {
  std::vector<double> crime;
  Weights weights;

  explicit Columbus(const std::string& file = "columbus.csv") {
    const auto table = data_rows(file);
    std::vector<std::vector<double>> rows(table.size(), std::vector<double>(table.size(), 0.0));
    for (std::size_t i = 0; i < table.size(); ++i) {
      crime.push_back(std::stod(table[i][1]));
      std::istringstream neighbors(table[i][2]);
      for (std::size_t j = 0; neighbors >> j;) rows[i][j - 1] = 1.0;
    }
    weights = weights_from(rows);
  }
};

}  // namespace rawan::testing
