#include "join_parts.h"

#include "national_grid.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <span>
#include <utility>
#include <variant>

namespace rawan::engine {
namespace {

/// Appends the values of all parts but the first, and lets go of theirs.
/// @param of the values of a part.
template <class Values, class Of>
void append_all(Values& whole, std::span<Part> parts, Of&& of) {
  for (Part& part : parts) {
    expects(of(part).index() == whole.index(), "parts of a layer are alike");
  }
  std::visit(
      [&](auto& rows) {
        using Rows = std::decay_t<decltype(rows)>;
        if constexpr (!std::is_same_v<Rows, std::monostate>) {
          std::size_t count = rows.size();
          for (Part& part : parts) count += std::get<Rows>(of(part)).size();
          rows.reserve(count);
          for (Part& part : parts) {
            Rows own = std::exchange(std::get<Rows>(of(part)), {});
            std::ranges::move(own, std::back_inserter(rows));
          }
        }
      },
      whole);
}

struct Corners {
  NationalCell low;
  NationalCell high;
};

Corners corners_of(const std::vector<Part>& parts) {
  constexpr auto kMost = std::numeric_limits<std::int32_t>::max();
  Corners box{{kMost, kMost}, {-kMost, -kMost}};
  for (const Part& part : parts) {
    for (const DensityRun& run : part.density) {
      const auto last = run.column + static_cast<std::int32_t>(run.values.size()) - 1;
      box.low = {std::min(box.low.column, run.column), std::min(box.low.row, run.row)};
      box.high = {std::max(box.high.column, last), std::max(box.high.row, run.row)};
    }
  }
  return box;
}

void paste(const DensityRun& run, const Corners& corners, Grid<double>& raster) {
  const auto row = static_cast<std::size_t>(corners.high.row - run.row);
  const auto column = static_cast<std::size_t>(run.column - corners.low.column);
  double* cell = &raster.values[row * raster.frame.columns + column];
  for (const float value : run.values) {
    if (std::isnan(*cell)) *cell = static_cast<double>(value);
    ++cell;
  }
}

}  // namespace

std::vector<io::Layer> join_layers(std::vector<Part>& parts) {
  if (parts.empty()) return {};
  std::vector<io::Layer> layers = std::move(parts.front().layers);
  const std::span<Part> others = std::span(parts).subspan(1);
  for (const Part& part : others) {
    expects(part.layers.size() == layers.size(), "all parts have the same layers");
    for (std::size_t i = 0; i < layers.size(); ++i) {
      expects(part.layers[i].columns.size() == layers[i].columns.size(),
              "parts of a layer are alike");
    }
  }
  parallel_for(layers.size(), [&](std::size_t i) {
    std::vector<io::Column>& columns = layers[i].columns;
    parallel_for(columns.size() + 1, [&](std::size_t c) {
      if (c == columns.size()) {
        append_all(
            layers[i].shapes, others, [&](Part & part) -> auto& { return part.layers[i].shapes; });
      } else {
        append_all(
            columns[c].values,
            others, [&](Part & part) -> auto& { return part.layers[i].columns[c].values; });
      }
    });
  });
  return layers;
}

Grid<double> join_density(const std::vector<Part>& parts, Meters cell) {
  const Corners corners = corners_of(parts);
  if (corners.low.row > corners.high.row) return {};
  Grid<double> raster;
  raster.frame = NationalGrid(cell).frame_over(corners.low, corners.high);
  raster.values.assign(raster.frame.rows * raster.frame.columns,
                       std::numeric_limits<double>::quiet_NaN());
  for (const Part& part : parts) {
    for (const DensityRun& run : part.density) paste(run, corners, raster);
  }
  return raster;
}

std::int64_t sum_of(const std::vector<Part>& parts, const std::string& figure) {
  std::int64_t sum = 0;
  for (const Part& part : parts) sum += part.figures.at(figure);
  return sum;
}

}  // namespace rawan::engine
