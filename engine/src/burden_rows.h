#pragma once

#include "rawan/engine/views.h"
#include "rawan/io/release_ledger.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::engine {

/// "kabupaten", "kecamatan", "zona", "desa".
std::string_view code_of(BurdenLevel level);

/// How much of the patrols an area carries.
struct BurdenRow {
  BurdenLevel level = BurdenLevel::district;
  std::string code;  ///< Dotted; of a zone "krppa" or "luar_krppa".
  std::string name;
  std::vector<std::uint32_t> sites;
  std::uint32_t visits = 0;
  std::uint32_t reports = 0;     ///< Women's marks and officers' findings: a number of people.
  std::optional<double> people;  ///< Nothing where a village's population is not known.
  double estimated = 0.0;        ///< Share of the patrols that its estimated risk asks for.
  burden::Burden burden;
};

/// By level, then code, for the data steward: estimated is what the evidence asks for.
std::vector<BurdenRow> burden_rows(const Results& results, const Config& config);

/// The same beside other shares of the patrols, one per site; they sum to 1.
std::vector<BurdenRow> burden_rows(const Results& results, const Config& config,
                                   std::span<const double> estimated);

/// A visit whose minutes were not written down counts as one dialogue.
double hours_of(const PatrolDay& visit, const Config& config);

/// What the ledger keeps of a release's alerts: those of kecamatan and zones.
std::vector<io::LedgerCell> alert_cells(const std::vector<PlannedBurden>& rows,
                                        const std::string& window);

/// Whether the last two planning releases of different data both had an alert and nobody has
/// resumed the ranking since: `resume` ends with a day not before the second of them was first
/// published.
bool ranking_is_suspended(const std::vector<io::LedgerRelease>& releases,
                          const AllocationConfig& config);

}  // namespace rawan::engine
