#include "even_density.h"

#include "rawan/algorithms/polygons.h"

namespace rawan::engine {

EvenDensity::EvenDensity(const Results& results, const NationalGrid& grid,
                         const std::vector<std::optional<double>>& of_sites)
    : grid_(grid),
      projector_(results.records.crs.crs),
      villages_(results.study.sites.area),
      per_square_meter_(of_sites) {
  for (std::size_t site = 0; site < of_sites.size(); ++site) {
    const double size = area(results.study.sites.area[site]).value;
    auto& density = per_square_meter_[site];
    density = density && size > 0.0 ? std::optional(*density / size) : std::nullopt;
  }
}

std::optional<double> EvenDensity::in(NationalCell cell) const {
  const auto found = villages_.locate(projector_.to_meters(grid_.center_of(cell)), Meters{0.0});
  if (found.how == Placement::How::outside) return std::nullopt;
  const auto density = per_square_meter_[found.site];
  if (!density) return std::nullopt;
  return *density * area(projector_.to_meters(grid_.outline_of({&cell, 1}))).value;
}

}  // namespace rawan::engine
