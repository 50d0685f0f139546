#pragma once

#include "rawan/algorithms/burden.h"
#include "rawan/engine/stages.h"
#include "rawan/io/release_ledger.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::engine {

/// What areas the burden of patrols is told of.
enum class BurdenLevel : std::uint8_t { district, zone, village };

/// "kecamatan", "zona", "desa".
std::string_view code_of(BurdenLevel level);

/// How much of the patrols an area carries.
struct BurdenRow {
  BurdenLevel level = BurdenLevel::district;
  std::string code;  ///< Dotted; of a zone "krppa" or "luar_krppa".
  std::string name;
  std::uint32_t visits = 0;
  std::uint32_t reports = 0;     ///< Women's marks and officers' findings: a number of people.
  std::optional<double> people;  ///< Nothing where a village's population is not known.
  double estimated = 0.0;        ///< Share of the patrols that its estimated risk asks for.
  burden::Burden burden;
};

/// By level, then code. A visit whose minutes were not written down counts as one dialogue.
std::vector<BurdenRow> burden_rows(const Results& results, const Config& config);

/// What the ledger keeps of a release's alerts: those of kecamatan and zones.
std::vector<io::LedgerCell> alert_cells(const std::vector<BurdenRow>& rows,
                                        const std::string& window);

/// Whether the last two planning releases both had an alert and nobody has resumed the ranking
/// since: `resume` ends with a day not before the second of them.
bool ranking_is_suspended(const std::vector<io::LedgerRelease>& releases,
                          const AllocationConfig& config);

}  // namespace rawan::engine
