#pragma once

#include "rawan/engine/stages.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan::engine {

/// A kecamatan: its code, its villages and their area.
struct DistrictArea {
  io::DistrictId id{};
  std::vector<std::uint32_t> sites;
  io::GeoArea area;
};

/// By code. Joins the areas of all villages: once for all layers of a run.
std::vector<DistrictArea> district_areas(const Sites& sites, std::span<const io::Village> villages);

/// As the shapes of a layer with a row for each.
std::vector<io::GeoArea> shapes_of(std::span<const DistrictArea> districts);

}  // namespace rawan::engine
