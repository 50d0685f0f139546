#pragma once

#include "support/spatial_weights.h"

#include <cstddef>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace rawan::testing {

/// Sudden infant deaths in the counties of North Carolina, 1974-78, with the 394 links of
/// ncCC89.gal; Dare and Hyde are islands.
struct Carolina {
  std::map<std::string, std::size_t> place;
  std::vector<double> births;
  std::vector<double> deaths;
  Weights weights;

  Carolina() {
    for (const auto& row : data_rows("nc_sids_1974.csv")) {
      place[row[0]] = births.size();
      births.push_back(std::stod(row[1]));
      deaths.push_back(std::stod(row[2]));
    }
    std::vector<std::vector<double>> rows(births.size(), std::vector(births.size(), 0.0));
    for (const auto& row : data_rows("nc_sids_neighbors.csv")) {
      if (row.size() < 2) continue;
      std::istringstream neighbors(row[1]);
      for (std::string name; std::getline(neighbors, name, ';');) {
        rows[place.at(row[0])][place.at(name)] = 1.0;
      }
    }
    weights = weights_from(rows);
  }
};

}  // namespace rawan::testing
