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

void reject(const Group& group, std::string_view reason) {
  for (VillageRow* row : group) row->add(reason);
}

GeoArea area_of(const Group& group) {
  GeoArea area;
  for (const VillageRow* row : group) {
    area.insert(area.end(), row->village.area.begin(), row->village.area.end());
  }
  return area;
}

bool have_one_name(const Group& group) {
  return std::ranges::all_of(group, [&](const VillageRow* row) {
    return row->village.name == group.front()->village.name;
  });
}

bool share_borders_at_most(const Group& group, const Geos& geos) {
  std::vector<Geos::Shape> shapes;
  for (const VillageRow* row : group) shapes.push_back(geos.to_shape(row->village.area));
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (geos.interiors_meet(shapes[i], shapes[j])) return false;
    }
  }
  return true;
}

/// Parts that share a border become one polygon, as a valid multipolygon demands.
void join(const Group& group, RepairedArea joined) {
  Village& village = group.front()->village;
  for (VillageRow* row : group) {
    row->add("parts_joined");
    if (row == group.front()) continue;
    row->is_joined = true;
    village.repaired_share = std::max(village.repaired_share, row->village.repaired_share);
  }
  village.area = std::move(joined.area);
  village.area_m2 = ellipsoidal_area(village.area);
}

void settle(const Group& group) {
  const Group left = drop_equal_rows(group);
  if (left.size() == 1) return;
  if (!have_one_name(left)) return reject(left, "duplicate_code");
  const Geos geos;
  const GeoArea all = area_of(left);
  const Soundness soundness = soundness_of(geos, all, geos.to_shape(all));
  if (soundness.refusal == "polygon_tangled") return reject(left, soundness.refusal);
  if (!share_borders_at_most(left, geos)) return reject(left, "duplicate_code");
  RepairedArea joined = repair_area(geos, all);
  if (!joined.refusal.empty()) return reject(left, joined.refusal);
  join(left, std::move(joined));
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
