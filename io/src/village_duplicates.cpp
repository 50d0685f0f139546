#include "village_duplicates.h"

#include "area_repair.h"
#include "rawan/io/crs.h"

#include <algorithm>
#include <map>
#include <utility>

namespace rawan::io {
namespace {

using Group = std::vector<VillageRow*>;

/// The rows left after equal ones were excluded.
Group drop_equal_rows(const Group& group) {
  Group left;
  for (VillageRow* row : group) {
    const bool is_known = std::ranges::any_of(left, [&](const VillageRow* other) {
      return other->village.name == row->village.name && other->village.area == row->village.area;
    });
    if (is_known) {
      row->add("duplicate_row");
    } else {
      left.push_back(row);
    }
  }
  return left;
}

bool are_parts_of_one(const Group& group, const Geos& geos) {
  std::vector<Geos::Shape> shapes;
  for (const VillageRow* row : group) {
    if (row->village.name != group.front()->village.name) return false;
    shapes.push_back(geos.to_shape(row->village.area));
  }
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (geos.interiors_meet(shapes[i], shapes[j])) return false;
    }
  }
  return true;
}

/// Parts that share a border become one polygon, as a valid multipolygon demands.
void join(const Group& group, const Geos& geos) {
  Village& village = group.front()->village;
  for (VillageRow* row : group) {
    row->add("parts_joined");
    if (row == group.front()) continue;
    row->is_joined = true;
    village.area.insert(village.area.end(), row->village.area.begin(), row->village.area.end());
    village.repaired_share = std::max(village.repaired_share, row->village.repaired_share);
  }
  village.area = repair_area(geos, std::move(village.area)).area;
  village.area_m2 = ellipsoidal_area(village.area);
}

void settle(const Group& group) {
  const Group left = drop_equal_rows(group);
  if (left.size() == 1) return;
  const Geos geos;
  if (are_parts_of_one(left, geos)) return join(left, geos);
  for (VillageRow* row : left) row->add("duplicate_code");
}

}  // namespace

void settle_duplicates(std::vector<VillageRow>& rows) {
  std::map<VillageId, Group> groups;
  for (VillageRow& row : rows) {
    if (!row.is_out()) groups[row.village.id].push_back(&row);
  }
  for (const auto& [id, group] : groups) {
    if (group.size() > 1) settle(group);
  }
}

}  // namespace rawan::io
