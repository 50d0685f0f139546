#pragma once

#include "rawan/algorithms/moran.h"
#include "spatial_values.h"

namespace rawan {

inline LocalAutocorrelation undefined_at(std::size_t sites) {
  const std::vector<double> column(sites, kUndefined);
  return {column, column, column, column};
}

inline double number_of_sites(const Weights& weights, CountedSites counted) {
  const auto all = static_cast<double>(weights.rows());
  if (counted == CountedSites::all) return all;
  return all - static_cast<double>(islands(weights).size());
}

}  // namespace rawan
