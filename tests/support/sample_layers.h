#pragma once

#include "rawan/io/writers.h"

#include <vector>

namespace rawan::testing {

/// Points, areas, lines and a table, with every type of column, gaps and awkward texts.
std::vector<io::Layer> sample_layers();

/// Styles for an area layer and a table, and a project.
io::GeoPackageOptions sample_options();

/// 600 rows, 700 columns, some without data.
Grid<double> sample_grid();

io::GpxRoute sample_route();

}  // namespace rawan::testing
