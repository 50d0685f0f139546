#pragma once

#include "rawan/io/read_inputs.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace rawan::io::test {

inline VillageId village(std::string_view dotted) {
  return *parse_village_code(dotted);
}

/// Nine villages of a kabupaten in three kecamatan; two share a name, some have numbers. Each owns
/// a square of a tenth of a degree: from longitude 109.0, latitude 0.8, eastwards.
inline Region small_region() {
  struct Row {
    const char* code;
    const char* name;
    const char* district;
  };
  const std::vector<Row> rows{{"61.07.04.1001", "Bumi Emas", "Bengkayang"},
                              {"61.07.04.1010", "Sebalo", "Bengkayang"},
                              {"61.07.10.2003", "Suka Maju", "Sungai Betung"},
                              {"61.07.12.2004", "Siding", "Siding"},
                              {"61.07.12.2006", "Tangguh", "Siding"},
                              {"61.07.12.2007", "Sungkung II", "Siding"},
                              {"61.07.12.2008", "Sungkung I", "Siding"},
                              {"61.07.14.2004", "Suka Maju", "Teriak"},
                              {"61.07.15.2001", "Rukma Jaya", "Sungai Raya Kepulauan"}};
  Region region;
  region.regency = "61.07";
  for (const Row& row : rows) {
    region.villages.push_back(village(row.code));
    region.names.emplace_back(row.name);
    region.districts.emplace_back(row.district);
  }
  region.box.extend({109.0, 0.8});
  region.box.extend({109.0 + 0.1 * static_cast<double>(rows.size()), 0.9});
  region.contains = [box = region.box](GeoPoint p) { return box.contains(p); };
  region.locate = [box = region.box,
                   villages = region.villages](GeoPoint p) -> std::optional<Located> {
    if (!box.contains(p)) return std::nullopt;
    const double at = (p.lon - box.low.lon) / 0.1;
    const double edge = std::round(at);
    const bool on_border = edge > 0.0 && std::abs(at - edge) < 1e-9;
    const auto square = static_cast<std::size_t>(on_border ? edge - 1.0 : at);
    return Located{on_border ? Located::How::border : Located::How::inside,
                   villages[std::min(square, villages.size() - 1)]};
  };
  return region;
}

inline std::vector<CrosswalkEntry> small_crosswalk() {
  return {{"6102012001", village("61.07.15.2001")}, {"6102040014", village("61.07.04.1001")},
          {"6102040018", village("61.07.04.1010")}, {"6102081003", village("61.07.12.2007")},
          {"6102081003", village("61.07.12.2008")}, {"6104010001", village("61.02.01.2001")}};
}

inline Day day(int y, unsigned m, unsigned d) {
  return std::chrono::year(y) / std::chrono::month(m) / std::chrono::day(d);
}

}  // namespace rawan::io::test
