#include "join_parts.h"

#include "national_grid.h"
#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>

namespace rawan::engine {
namespace {

/// A layer as the parts have it, one piece each. @param kept one or more.
io::LayerPieces joined(std::vector<KeptLayer> kept, const PartStore& store) {
  io::LayerPieces whole{.head = kept.front().head, .count = kept.size()};
  for (const KeptLayer& layer : kept) {
    expects(io::same_head(layer.head, whole.head), "parts of a layer are alike");
    whole.rows += layer.rows;
    for (const auto& [column, lists] : layer.lists) {
      whole.texts[column].insert(lists.begin(), lists.end());
    }
    if (layer.box.empty()) continue;
    whole.box.extend(layer.box.low);
    whole.box.extend(layer.box.high);
  }
  const auto pieces = std::make_shared<const std::vector<KeptLayer>>(std::move(kept));
  whole.piece = [pieces, &store](std::size_t i) { return store.layer(pieces->at(i)); };
  return whole;
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

std::vector<io::LayerPieces> join_layers(std::vector<KeptPart>& parts, const PartStore& store) {
  std::vector<io::LayerPieces> layers;
  if (parts.empty()) return layers;
  for (std::size_t i = 0; i < parts.front().layers.size(); ++i) {
    std::vector<KeptLayer> kept;
    for (KeptPart& part : parts) {
      expects(part.layers.size() == parts.front().layers.size(), "all parts have the same layers");
      kept.push_back(std::move(part.layers[i]));
    }
    layers.push_back(joined(std::move(kept), store));
  }
  for (KeptPart& part : parts) part.layers.clear();
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
