#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rawan::io {

/// One act that touched restricted data or published something. No data values.
struct AuditEntry {
  std::string utc;
  std::uint32_t uid = 0;
  std::string command;  ///< "run", "purge", ...
  std::string version;
  std::string parameters_sha256;
  std::map<std::string, std::string> inputs;    ///< Role and number -> SHA-256.
  std::map<std::string, std::string> releases;  ///< Tier -> content hash.
  std::map<std::string, std::int64_t> counts;   ///< Decisions of the gate.
  int exit_code = 0;
  friend bool operator==(const AuditEntry&, const AuditEntry&) = default;
};

/// Appends to OUT/.rawan/audit.jsonl, one line per entry, each with its number and the hash of the
/// line before, and syncs. Others that append wait.
/// @throws OutputError "audit_damaged" if the log does not end where its head says | ...
void append_audit(const std::filesystem::path& out, const AuditEntry& entry);

struct AuditFault {
  std::size_t line = 0;  ///< 1 is the first.
  std::string code;      ///< "audit.changed", "audit.missing", "audit.order", "audit.cut".
  friend bool operator==(const AuditFault&, const AuditFault&) = default;
};

/// The first line that does not follow from the one before it, or nothing. A cut at the end is
/// seen by the head that is kept apart in OUT/.rawan/audit.head. Whoever may write both files can
/// still write a new log: keep a copy of the head elsewhere (docs/privacy.md).
std::optional<AuditFault> verify_audit(const std::filesystem::path& out);

/// All entries of a log that verifies, oldest first. @throws OutputError "audit_damaged"
std::vector<AuditEntry> read_audit(const std::filesystem::path& out);

}  // namespace rawan::io
