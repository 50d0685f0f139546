#pragma once

#include "rawan/algorithms/geometry.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace rawan::test {

/// Points of a table with a line of headers whose first two columns are x and y.
inline std::vector<Point> read_points(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  std::vector<Point> points;
  while (std::getline(in, line)) {
    std::istringstream cells(line);
    Point p;
    char comma = 0;
    if (cells >> p.x >> comma >> p.y) points.push_back(p);
  }
  return points;
}

}  // namespace rawan::test
