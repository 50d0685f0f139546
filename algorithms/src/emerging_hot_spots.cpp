#include "rawan/algorithms/emerging_hot_spots.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/exposure_null.h"
#include "rawan/algorithms/false_discovery.h"
#include "rawan/algorithms/getis_ord.h"
#include "spatial_values.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rawan {
namespace {

std::vector<double> normal_p(std::span<const double> z) {
  std::vector<double> p;
  for (const double score : z) p.push_back(std::erfc(std::abs(score) / std::numbers::sqrt2));
  return p;
}

std::vector<Heat> heat_of(std::span<const double> z, std::span<const double> p, double alpha) {
  const std::vector<std::uint8_t> significant = rejected(benjamini_hochberg(p), alpha);
  std::vector<Heat> heat(z.size(), Heat::neither);
  for (std::size_t i = 0; i < z.size(); ++i) {
    if (significant[i] != 0 && z[i] != 0.0) heat[i] = z[i] > 0.0 ? Heat::hot : Heat::cold;
  }
  return heat;
}

Direction direction_of(const MannKendall& trend, double alpha) {
  if (!trend.p_value || *trend.p_value > alpha || trend.s == 0) return Direction::steady;
  return trend.s > 0 ? Direction::rising : Direction::falling;
}

/// The steps of one site that have a score.
struct Series {
  std::vector<double> z;
  std::vector<Heat> heat;
  bool ends_now = false;  ///< The last step is one of them.
};

Series series_of(const EmergingHotSpots& found, std::size_t site, std::size_t sites) {
  Series series;
  for (std::size_t cell = site; cell < found.z.size(); cell += sites) {
    series.ends_now = !std::isnan(found.z[cell]);
    if (!series.ends_now) continue;
    series.z.push_back(found.z[cell]);
    series.heat.push_back(found.heat[cell]);
  }
  return series;
}

EmergingHotSpots with_classes(EmergingHotSpots found, std::size_t sites,
                              const EmergingOptions& options) {
  for (std::size_t site = 0; site < sites; ++site) {
    const Series series = series_of(found, site, sites);
    found.trend.push_back(mann_kendall(series.z));
    if (!series.ends_now || series.z.size() < shortest_series(Trend::any)) {
      found.classes.push_back({EmergingPattern::not_assessed, Heat::neither});
      continue;
    }
    const Direction trend = direction_of(found.trend.back(), options.alpha);
    found.classes.push_back(emerging_class(series.heat, trend, options.share));
  }
  return found;
}

/// Neighbors that count alike.
Weights binary(Weights weights) {
  for (Eigen::Index i = 0; i < weights.rows(); ++i) {
    for (Weights::InnerIterator link(weights, i); link; ++link) {
      link.valueRef() = link.value() != 0.0 ? 1.0 : 0.0;
    }
  }
  return weights;
}

std::size_t number_of_sites(const Weights& weights, std::span<const double> values,
                            std::size_t steps) {
  expects(weights.rows() == weights.cols(), "weights are square");
  const auto sites = static_cast<std::size_t>(weights.rows());
  expects(values.size() == sites * steps, "one value per site and step");
  return sites;
}

}  // namespace

Weights space_time_weights(const Weights& weights, std::size_t steps, std::size_t steps_back) {
  expects(weights.rows() == weights.cols(), "weights are square");
  const Weights itself = with_self(weights);
  const Eigen::Index sites = weights.rows();
  const std::vector<std::uint32_t> alone = islands(weights);
  Weights cube(sites * Eigen::Index(steps), sites * Eigen::Index(steps));
  cube.reserve(itself.nonZeros() * Eigen::Index(steps * (steps_back + 1)));
  for (Eigen::Index row = 0; row < cube.rows(); ++row) {
    cube.startVec(row);
    const Eigen::Index step = row / sites;
    const Eigen::Index site = row % sites;
    const bool island = std::ranges::binary_search(alone, static_cast<std::uint32_t>(site));
    const Eigen::Index back = island ? 0 : std::min(step, Eigen::Index(steps_back));
    for (Eigen::Index from = step - back; from <= step; ++from) {
      for (Weights::InnerIterator link(itself, site); link; ++link) {
        cube.insertBack(row, from * sites + link.col()) = link.value();
      }
    }
  }
  cube.finalize();
  return cube;
}

std::optional<EmergingHotSpots> emerging_hot_spots(const Weights& weights,
                                                   std::span<const double> values,
                                                   std::size_t steps,
                                                   const EmergingOptions& options) {
  const std::size_t sites = number_of_sites(weights, values, steps);
  if (steps < shortest_series(Trend::any)) return std::nullopt;
  EmergingHotSpots found;
  found.z = getis_ord_gi_star(space_time_weights(weights, steps, options.steps_back), values);
  found.heat = heat_of(found.z, normal_p(found.z), options.alpha);
  return with_classes(std::move(found), sites, options);
}

std::optional<EmergingHotSpots> emerging_hot_spots(const Weights& weights,
                                                   std::span<const double> cases,
                                                   std::span<const double> exposure,
                                                   std::size_t steps,
                                                   const EmergingOptions& options) {
  const std::size_t sites = number_of_sites(weights, cases, steps);
  expects(exposure.size() == cases.size(), "one exposure per number of cases");
  if (steps < shortest_series(Trend::any)) return std::nullopt;
  const Weights cube = space_time_weights(binary(weights), steps, options.steps_back);
  const std::vector<double> p = exposure_tail(cube, cases, exposure).two_sided;
  EmergingHotSpots found;
  found.z = exposure_scores(cube, cases, exposure);
  found.heat = heat_of(found.z, p, options.alpha);
  return with_classes(std::move(found), sites, options);
}

}  // namespace rawan
