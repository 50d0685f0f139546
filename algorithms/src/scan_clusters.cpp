#include "scan_clusters.h"

#include <algorithm>

namespace rawan {
namespace {

std::vector<std::uint32_t> members(const ScanWindows::Layer& layer, const ScanPlaces& places,
                                   std::uint32_t center, std::span<const std::uint32_t> inside) {
  std::vector<std::pair<double, std::uint32_t>> sites;
  for (const std::uint32_t place : inside) {
    const Meters from = distance(layer.positions[center], layer.positions[place]);
    for (const std::uint32_t site : places.sites[place]) sites.emplace_back(from.value, site);
  }
  std::ranges::sort(sites);
  std::vector<std::uint32_t> result;
  for (const auto& [from, site] : sites) result.push_back(site);
  return result;
}

}  // namespace

std::optional<std::vector<std::uint32_t>> Claims::claim(const NestPrefix& window) {
  if (taken_[window.center] != 0) return std::nullopt;
  std::vector<std::uint32_t> inside = windows_.nest(window.layer, window.center);
  inside.resize(window.length);
  for (std::uint32_t& entry : inside) entry &= kPlaceMask;
  const auto is_taken = [&](std::uint32_t place) { return taken_[place] != 0; };
  if (std::ranges::any_of(inside, is_taken)) return std::nullopt;
  for (const std::uint32_t place : inside) taken_[place] = 1;
  return inside;
}

ScanCluster outlined(const ScanWindows& windows, const ScanPlaces& places, const NestPrefix& window,
                     std::span<const std::uint32_t> inside) {
  const auto& layer = windows.layer(window.layer);
  ScanCluster cluster;
  cluster.center = places.sites[window.center].front();
  cluster.shape = layer.shape;
  cluster.angle = layer.angle;
  cluster.radius = distance(layer.positions[window.center], layer.positions[inside.back()]);
  cluster.members = members(layer, places, window.center, inside);
  return cluster;
}

void add_risk(const ScanLikelihood& likelihood, ScanCluster& cluster) {
  const auto cases = static_cast<double>(cluster.cases);
  const double total = likelihood.total_cases;
  cluster.expected = likelihood.expected(cluster.population);
  cluster.log_likelihood_ratio = likelihood(cases, cluster.population);
  if (cases >= total) return;
  cluster.relative_risk = cases / cluster.expected / ((total - cases) / (total - cluster.expected));
}

}  // namespace rawan
