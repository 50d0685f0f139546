#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rawan::io {

/// One value that was published, or the fact that it was not.
struct LedgerCell {
  std::string unit;     ///< Dotted code of an area, or the id of a grid cell.
  std::string window;   ///< "2026-Q1", "2026", "2026-08-03/2026-10-31".
  std::string measure;  ///< "tanda", "prioritas", ...
  std::string shown;    ///< As published; empty: suppressed.
  bool complementary = false;
  std::string since;                     ///< UTC day of the release that first said so.
  std::vector<std::uint64_t> reporters;  ///< Keyed hashes of who stood behind it, ascending.
  std::vector<std::uint64_t> atoms;      ///< Where known: hashes of the finest areas it covers.
  friend bool operator==(const LedgerCell&, const LedgerCell&) = default;
};

struct LedgerRelease {
  std::string utc;
  std::string tier;
  std::string content_hash;  ///< Empty while the release is being written.
  std::string policy_sha256;
  double epsilon = 0.0;  ///< Spent by this release, per reporter and year.
  std::string year;      ///< The year it was spent for; empty: none.
  std::vector<LedgerCell> cells;
};

/// What left the house, for whom and when: OUT/.rawan/ledger, readable by its owner alone. The
/// ledger is an input of a run: with the same ledger the same run gives the same bytes.
class ReleaseLedger {
 public:
  /// @throws InputError "ledger_damaged"
  static ReleaseLedger open(const std::filesystem::path& out);

  const std::vector<LedgerRelease>& releases() const { return releases_; }
  /// The last thing said about a unit, window and measure to a tier.
  const LedgerCell* last(const std::string& tier, const std::string& unit,
                         const std::string& window, const std::string& measure) const;
  double epsilon_spent(const std::string& tier, const std::string& year) const;

  /// A key that never leaves OUT/.rawan; made from the system's generator when first asked for.
  /// Reporters' names are hashed with it, noise belongs to it.
  std::string key() const;

  /// Writes the release down; called when its files are sealed and before they become current, so
  /// that nothing leaves which the ledger does not know. @throws OutputError
  void add(LedgerRelease release);

 private:
  std::filesystem::path out_;
  std::vector<LedgerRelease> releases_;
};

}  // namespace rawan::io
