#pragma once

#include "rawan/algorithms/units.h"
#include "rawan/engine/catalogue.h"
#include "rawan/engine/config.h"
#include "rawan/engine/policy.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace rawan::engine {

/// Last day of a window of the ledger: "2026-Q1", "2026", "2026-08", "2026-08-03/2026-10-31",
/// "2026-08-03". Nothing where it is none of these.
std::optional<Day> last_day_of(const std::string& window);

/// What is kept no longer.
struct Purge {
  std::filesystem::path out;
  std::optional<Day> before;  ///< Also everything dated before this day, of all audiences.
  std::string utc;            ///< The clock, read once in main.
};

struct Purged {
  std::vector<std::string> releases;  ///< "planning/20261121T183000Z-0123456789ab".
  std::size_t cells_forgotten = 0;    ///< Of the ledger: whose reporters it no longer knows.
  std::size_t parts = 0;              ///< Begun runs of a country that nobody went on with.
  std::vector<std::string> inputs;    ///< Older than the limit; they are named, not touched.
};

/// Destroys releases older than their audience's `keep_days` and forgets the reporters of windows
/// that ended before those of the restricted audience, as well as what unfinished runs of a country
/// left behind before that; what was published of them stays in the
/// ledger, so that later releases do not contradict it. Writes an entry into the audit log.
/// @throws io::OutputError, io::InputError
Purged purge(const Purge& request, const Policy& policy, const Config& config);

/// `rawan purge`. @return the exit code.
int purge_command(const Purge& request, const Config& config, const Catalogue& words);

/// `rawan audit verify|show OUT`. @return the exit code: 5 if the log cannot be proved whole.
int audit_command(const std::string& action, const std::filesystem::path& out,
                  const Catalogue& words);

}  // namespace rawan::engine
