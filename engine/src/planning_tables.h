#pragma once

#include "layers.h"
#include "rawan/engine/planning_facts.h"

#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::engine {

/// "final", "sementara", "disamarkan", "belum_ada_data".
std::string_view code_of(FigureStatus status);

/// Rounded to a tenth: counts of a column stay whole, shares have one decimal.
inline std::optional<double> to_tenths(std::optional<double> value) {
  if (value) *value = std::round(*value * 10.0) / 10.0;
  return value;
}

/// An indicator that is published for areas and periods; its words are indicator.<code>.*.
struct IndicatorFacts {
  std::string_view code;
  std::string_view unit;  ///< A key: unit.<unit>.
  int decimals = 0;
};

inline constexpr std::array kAreaIndicators{IndicatorFacts{"kunjungan_patroli", "visits"},
                                            IndicatorFacts{"jam_patroli", "hours", 1},
                                            IndicatorFacts{"cakupan_desa", "percent", 1},
                                            IndicatorFacts{"dialog", "sessions"},
                                            IndicatorFacts{"perempuan_dikonsultasi", "people"},
                                            IndicatorFacts{"laki_laki_dikonsultasi", "people"},
                                            IndicatorFacts{"persen_perempuan", "percent", 1},
                                            IndicatorFacts{"pelapor", "people"},
                                            IndicatorFacts{"rujukan", "people"}};

inline constexpr std::array kApeIndicators{
    IndicatorFacts{"ape_01", "percent", 1}, IndicatorFacts{"ape_02", "percent", 1},
    IndicatorFacts{"ape_03", "sessions"},   IndicatorFacts{"ape_04", "people"},
    IndicatorFacts{"ape_05", "places"},     IndicatorFacts{"ape_06", "days"},
    IndicatorFacts{"ape_07", "people"},     IndicatorFacts{"ape_08", "cards"},
    IndicatorFacts{"ape_09", "percent", 1}, IndicatorFacts{"ape_10", "percent", 1}};

/// Effort of patrols and people who told, indicator by area and window.
io::Layer indicator_table(const PlanningContext& context);
/// Who was asked, by sex.
io::Layer disaggregated_table(const PlanningContext& context);
io::Layer proposal_table(const PlanningContext& context);
io::Layer ape_table(const PlanningContext& context);
/// Statistical metadata of BPS Regulation 5/2020: what was asked and what the tables hold.
io::Layer variable_table(const std::vector<io::Layer>& tables, const PlanningContext& context);
io::Layer indicator_metadata_table(const PlanningContext& context);

}  // namespace rawan::engine
