#pragma once

#include "layers.h"
#include "publish.h"
#include "rawan/engine/gate.h"
#include "rawan/engine/pipeline.h"

namespace rawan::engine {

/// The rules of disclosure the project asks for. @throws as load_policy().
Policy policy_of(const Config& config);

/// Empty where the policy comes with the program.
std::filesystem::path policy_file(const Config& config);

/// Whether the project wants the release.
bool is_asked(Tier tier, const Config& config);

/// Restricted data stay on a disk that a thief can read only if somebody said so.
/// @throws GateRefusal (7) "unencrypted_target"
void expect_encrypted(const std::filesystem::path& out, const Policy& policy);

/// What earlier releases below OUT showed. Without OUT: nothing.
class KeptMemory {
 public:
  explicit KeptMemory(const std::filesystem::path& out);

  Memory memory() const { return {ledger_, key_}; }
  io::ReleaseLedger& ledger() { return ledger_; }
  /// By which reporters are told apart and recognized in later runs.
  const std::string& key() const { return key_; }

 private:
  io::ReleaseLedger ledger_;
  std::string key_;
};

/// Releases that are cleared and wait to be written.
struct Outgoing {
  std::vector<TierFiles> files;
  std::vector<io::LedgerRelease> record;
  InputHashes inputs;  ///< What they were made from.
};

/// Writes and publishes all or none, and writes down what leaves, in the ledger and in the audit
/// log, before it becomes current.
/// @return the paths of the releases. @throws io::OutputError
std::vector<std::filesystem::path> send_out(Outgoing outgoing, const std::string& command,
                                            KeptMemory& kept, const Policy& policy,
                                            const Config& config, const RunContext& context);

/// Clears what was found for each audience of the project, plans the patrols from what commanders
/// may know, and publishes all releases or none.
/// @return the paths of the releases. @throws GateRefusal (7), io::OutputError
std::vector<std::filesystem::path> publish_run(const Results& results, const Policy& policy,
                                               KeptMemory& kept, const Config& config,
                                               const RunContext& context);

}  // namespace rawan::engine
