#pragma once

#include "rawan/algorithms/disclosure.h"
#include "rawan/algorithms/geometric_noise.h"
#include "rawan/engine/tier.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace rawan::engine {

/// What one audience may see.
struct TierPolicy {
  disclosure::SafetyRule unit;    ///< Of a village or kecamatan in a window.
  disclosure::SafetyRule cell;    ///< Of a cell of the national grid.
  std::uint32_t min_finders = 1;  ///< For officers' findings, where no person is involved.
  disclosure::Classes classes;    ///< The first is at least unit.min_reporters.
  double min_events_for_rate = 16.0;
  double min_women_for_rate = 100.0;
  std::int32_t window_days = 90;  ///< Operational: how far back it looks.
  std::int32_t lag_hours = 72;    ///< Nothing about a person sooner.
  double min_cell_m = 0.0;        ///< Operational: cells are not finer, whatever a project asks.
  double min_inhabitants = 0.0;   ///< Public: of a village to be shown on its own.
  Epsilon epsilon{1, 1};          ///< Public: per reporter and year.
  std::int32_t keep_days = 0;     ///< Retention of a release; 0: no end.
  friend bool operator==(const TierPolicy&, const TierPolicy&) = default;
};

/// The rules of disclosure of a run.
struct Policy {
  std::string name;        ///< "baku", "ketat" or what a file says.
  std::string sha256;      ///< Of the file it came from.
  bool is_signed = false;  ///< Verified with the project's key; it may go below the floors.
  bool accept_unencrypted = false;
  std::string accepted_by;          ///< Name and date of who accepted that.
  bool needs_fence = false;         ///< Nothing is read where the system cannot bound the reader.
  bool needs_agreement = false;     ///< Planning and public leave only under an agreement.
  std::string sharing_agreement;    ///< Id that manifests of planning and public name.
  std::array<TierPolicy, 4> tiers;  ///< By Tier.

  const TierPolicy& of(Tier tier) const { return tiers[static_cast<std::size_t>(tier)]; }
};

/// "baku" and "ketat" come with the program; anything else is a policy file. What a file does not
/// say is as in its `base` ("baku" unless it names another that comes with the program). A file
/// below the floors (those of "baku") needs a minisign signature beside it (`<file>.minisig`) by
/// the project's key. A signature that is there is checked in any case where a key is known.
/// @param trusted_key base64 of a minisign public key; empty: no file may go below the floors.
/// @throws GateRefusal (7) "policy_below_floor" (detail: the key) | "policy_signature",
///         (2) "policy_syntax" | "policy_key" | "policy_value", io::InputError
Policy load_policy(const std::string& name_or_file, const std::string& trusted_key);

/// Whether a policy of that name needs no file.
bool comes_with_the_program(std::string_view name);

/// The first value that lets out more than the floor does, as "planning.unit.min_reporters";
/// empty if there is none.
std::string below_floor(const Policy& policy, const Policy& floor);

}  // namespace rawan::engine
