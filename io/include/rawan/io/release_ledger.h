#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
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
  friend bool operator==(const LedgerRelease&, const LedgerRelease&) = default;
};

/// What left the house, for whom and when: OUT/.rawan/ledger, readable by its owner alone. The
/// ledger is an input of a run: with the same ledger the same run gives the same bytes.
class ReleaseLedger {
 public:
  /// Empty where OUT has none. Lines are chained by hashes and counted at the end.
  /// @throws InputError "ledger_damaged" | "ledger_key_missing": a ledger without its key knows
  ///         its reporters no more, and every one of them would count as new.
  static ReleaseLedger open(const std::filesystem::path& out);

  const std::vector<LedgerRelease>& releases() const { return releases_; }
  /// The last thing said about a unit, window and measure to a tier.
  const LedgerCell* last(const std::string& tier, const std::string& unit,
                         const std::string& window, const std::string& measure) const;
  double epsilon_spent(const std::string& tier, const std::string& year) const;

  /// 32 bytes that never leave OUT/.rawan (mode 0400); made from the system's generator when first
  /// asked for. Reporters' names are hashed with it, noise belongs to it.
  /// @throws InputError "ledger_key_unusable" if the file is not a key or others may read it.
  std::string key() const;

  /// Writes the release down; called when its files are sealed and before they become current, so
  /// that nothing leaves which the ledger does not know.
  /// @throws OutputError "ledger_changed" if another run wrote meanwhile | ...
  void add(LedgerRelease release);

  /// Forgets who stood behind the cells chosen; what was published of them stays. The old file is
  /// overwritten before it is given back. @return cells that lost reporters.
  std::size_t forget_reporters(
      const std::function<bool(const LedgerRelease&, const LedgerCell&)>& chosen);

 private:
  void write_down();
  void index(std::size_t release);

  std::filesystem::path out_;
  std::string as_read_;  ///< SHA-256 of the file.
  std::vector<LedgerRelease> releases_;
  std::unordered_map<std::string, std::pair<std::size_t, std::size_t>> last_;  ///< Release, cell.
};

/// 64 bits of a text that only holders of the key can recompute (BLAKE2b).
std::uint64_t reporter_hash(std::string_view key, std::string_view text);

}  // namespace rawan::io
