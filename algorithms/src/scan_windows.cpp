#include "scan_windows.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <tuple>

namespace rawan {
namespace {

constexpr std::uint32_t kCentersPerBlock = 256;
// Distances and populations closer than this, relatively, differ by rounding only.
constexpr double kRounding = 1e-9;
// Entries of nests at most, so that windows are made once and kept: 4 MB.
constexpr std::size_t kMostKept = std::size_t{1} << 20U;

ScanPlaces reordered(const ScanPlaces& places, std::span<const std::uint32_t> order) {
  ScanPlaces result;
  for (const std::uint32_t i : order) {
    result.position.push_back(places.position[i]);
    result.population.push_back(places.population[i]);
    result.cases.push_back(places.cases[i]);
    result.sites.push_back(places.sites[i]);
  }
  return result;
}

std::vector<Position> squeezed(std::span<const Position> positions, double shape, double angle) {
  const double cosine = std::cos(angle);
  const double sine = std::sin(angle);
  std::vector<Position> result;
  result.reserve(positions.size());
  for (const Position& p : positions) {
    result.push_back({(cosine * p.x + sine * p.y) / shape, cosine * p.y - sine * p.x, p.z});
  }
  return result;
}

ScanWindows::Layer make_layer(const ScanPlaces& places, double shape, double angle,
                              double exponent) {
  std::vector<Position> positions =
      shape == 1.0 ? places.position : squeezed(places.position, shape, angle);
  PositionTree tree(positions);
  return {shape, angle, ellipse_penalty(shape, exponent), std::move(positions), std::move(tree)};
}

/// Sets the closing bits: the last entry of every run of equal distances.
void close_windows(std::span<const PositionTree::Found> nearest,
                   std::vector<std::uint32_t>& entries) {
  for (std::size_t k = 0; k < nearest.size(); ++k) {
    const bool last =
        k + 1 == nearest.size() ||
        nearest[k + 1].squared_distance > nearest[k].squared_distance * (1.0 + kRounding);
    entries.push_back(nearest[k].index | (last ? kClosesWindow : 0U));
  }
}

}  // namespace

ScanPlaces gather_places(std::span<const Position> sites, std::span<const std::uint32_t> cases,
                         std::span<const double> population) {
  std::vector<std::uint32_t> order(sites.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(
      order, {}, [&](std::uint32_t i) { return std::tuple(sites[i], population[i], cases[i], i); });
  ScanPlaces places;
  for (const std::uint32_t site : order) {
    if (places.size() == 0 || places.position.back() != sites[site]) {
      places.position.push_back(sites[site]);
      places.population.push_back(0.0);
      places.cases.push_back(0);
      places.sites.emplace_back();
    }
    places.population.back() += population[site];
    places.cases.back() += cases[site];
    places.sites.back().push_back(site);
  }
  for (auto& members : places.sites) std::ranges::sort(members);
  return reordered(places, PositionTree(places.position).order());
}

ScanWindows::ScanWindows(const ScanPlaces& places, const ScanOptions& options)
    : places_(places),
      blocks_per_layer_((places.size() + kCentersPerBlock - 1) / kCentersPerBlock) {
  expects(places.size() < kClosesWindow, "fewer than 2^31 places");
  const double total = std::accumulate(places.population.begin(), places.population.end(), 0.0);
  largest_population_ = options.largest_share * total * (1.0 + kRounding);
  layers_.push_back(make_layer(places, 1.0, 0.0, 0.0));
  for (const EllipseFamily& family : options.ellipses) {
    for (std::uint32_t turn = 0; turn < family.angles; ++turn) {
      const double angle = std::numbers::pi * turn / family.angles;
      layers_.push_back(make_layer(places, family.shape, angle, options.ellipse_exponent));
    }
  }
  if (places.size() * places.size() * layers_.size() > kMostKept) return;
  std::vector<NestBlock> made(blocks());
  parallel_for(made.size(), [&](std::size_t b) { made[b] = make_block(b); });
  kept_ = std::move(made);
}

NestBlock ScanWindows::block(std::size_t block) const {
  return kept_.empty() ? make_block(block) : kept_[block];
}

NestBlock ScanWindows::make_block(std::size_t block) const {
  const Layer& shape = layer(layer_of(block));
  const auto first = static_cast<std::uint32_t>(block % blocks_per_layer_) * kCentersPerBlock;
  const auto end = std::min(first + kCentersPerBlock, static_cast<std::uint32_t>(places_.size()));
  NestBlock result{first, shape.penalty, {}, {}};
  double squared_radius = 0.0;
  for (std::uint32_t center = first; center < end; ++center) {
    append_nest(shape, center, squared_radius, result.entries);
    result.ends.push_back(result.entries.size());
  }
  return result;
}

std::vector<std::uint32_t> ScanWindows::nest(std::size_t layer, std::uint32_t center) const {
  std::vector<std::uint32_t> entries;
  double squared_radius = 0.0;
  append_nest(layers_[layer], center, squared_radius, entries);
  return entries;
}

/// Leaves in `squared_radius` a guess for the next center, which lies near by.
void ScanWindows::append_nest(const Layer& layer, std::uint32_t center, double& squared_radius,
                              std::vector<std::uint32_t>& entries) const {
  std::vector<PositionTree::Found> found;
  find_enough(layer, layer.positions[center], squared_radius, found);
  std::ranges::sort(found, {}, [](const PositionTree::Found& f) {
    return std::pair(f.squared_distance, f.index);
  });
  const std::size_t begin = entries.size();
  close_windows(found, entries);
  std::size_t end = begin;
  double population = 0.0;
  for (std::size_t k = begin; k < entries.size(); ++k) {
    population += places_.population[entries[k] & kPlaceMask];
    if (population > largest_population_) break;
    if ((entries[k] & kClosesWindow) != 0) end = k + 1;
  }
  entries.resize(end);
  if (end - begin < found.size()) squared_radius = 1.1 * found[end - begin].squared_distance;
}

/// All places within a radius that holds more than the largest population, or all there are.
void ScanWindows::find_enough(const Layer& layer, const Position& center, double& squared_radius,
                              std::vector<PositionTree::Found>& found) const {
  const double least = layer.tree.squared_extent() / static_cast<double>(places_.size());
  for (;; squared_radius = std::max(least, 2.0 * squared_radius)) {
    found.clear();
    layer.tree.within(center, squared_radius, found);
    double population = 0.0;
    for (const auto& f : found) population += places_.population[f.index];
    // Summed in another order than the nest: the margin keeps rounding out.
    const bool enough = population > largest_population_ * (1.0 + kRounding);
    if (enough || found.size() == places_.size()) return;
  }
}

}  // namespace rawan
