#pragma once

#include "evidence.h"
#include "rawan/engine/gate.h"

/// What the clearings of several audiences share.
namespace rawan::engine {

/// The registers among what was read.
std::shared_ptr<const Registers> registers_of(const Results& results);

PolicyStamp stamp_of(const Policy& policy, Tier tier);

/// @throws GateRefusal (7) "agreement_missing" where the policy asks for a sharing agreement and
///         nobody named one.
void expect_agreement(const Policy& policy);

/// Window of the ledger for what slides along with the data: the last thing said counts.
inline constexpr const char* kRunning = "berjalan";

/// A stretch of days that is published as one.
struct Window {
  std::string name;  ///< "2026-Q1", "2026".
  Day from{};
  Day to{};
};

/// Quarters of the calendar that lie within the period, oldest first.
std::vector<Window> complete_quarters(const PeriodConfig& period);
/// Years of the calendar that lie within the period, oldest first.
std::vector<Window> complete_years(const PeriodConfig& period);

/// Leaves out the windows of which the ledger has forgotten who told: nobody can say anymore
/// whether a number differs from the one that was published by k people or by one.
PeriodConfig remembered_windows(PeriodConfig period, const io::ReleaseLedger& ledger);

/// Effort per site by the log of the patrols, within some days.
std::vector<LoggedEffort> logged_effort(const Results& results, Day from, Day to);

/// The people behind a group as the ledger knows them, ascending.
std::vector<std::uint64_t> ledger_reporters(std::span<const std::uint32_t> group,
                                            const std::vector<Testimony>& all,
                                            const std::string& key);

/// People of whom only one of two ascending lists knows.
std::size_t difference_of(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b);

/// Whether an old value is repeated: fewer than k people came or went since it was said.
bool must_repeat(const io::LedgerCell* before, const std::vector<std::uint64_t>& now,
                 std::uint32_t least);

/// A portrait as the ledger keeps it, and back. Counts are not kept.
std::string portrait_text(const Portrait& portrait);
Portrait portrait_from(const std::string& text);

/// "5-9", "50+"; nothing below the first class.
std::optional<std::string> class_text(std::uint32_t count, const disclosure::Classes& classes);

}  // namespace rawan::engine
