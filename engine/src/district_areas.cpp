#include "district_areas.h"

#include "rawan/io/dissolve.h"
#include "rawan/io/shape_at_work.h"

#include <map>

namespace rawan::engine {

std::vector<DistrictArea> district_areas(const Sites& sites,
                                         std::span<const io::Village> villages) {
  std::map<io::DistrictId, DistrictArea> by_id;
  for (std::uint32_t site = 0; site < sites.size(); ++site) {
    by_id[io::district_of(sites.id[site])].sites.push_back(site);
  }
  std::vector<DistrictArea> districts;
  for (auto& [id, district] : by_id) {
    std::vector<io::GeoArea> areas;
    for (const std::uint32_t site : district.sites) areas.push_back(villages[site].area);
    district.id = id;
    // No feature of a file, but as dear as all of them.
    district.area = io::at_shape({.file = {}, .layer = "kecamatan " + io::to_dotted(id)},
                                 [&] { return io::dissolve(areas); });
    districts.push_back(std::move(district));
  }
  return districts;
}

std::vector<io::GeoArea> shapes_of(std::span<const DistrictArea> districts) {
  std::vector<io::GeoArea> areas;
  for (const DistrictArea& district : districts) areas.push_back(district.area);
  return areas;
}

}  // namespace rawan::engine
