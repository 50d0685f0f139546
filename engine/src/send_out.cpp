#include "audiences.h"
#include "rawan/engine/version.h"
#include "rawan/io/audit_log.h"
#include "rawan/io/release.h"

#include <fmt/core.h>

#include <algorithm>
#include <unistd.h>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

/// Inputs by number: names of files are no business of the log.
std::map<std::string, std::string> numbered(const InputHashes& by_path) {
  std::map<std::string, std::string> inputs;
  for (const auto& [path, hash] : by_path) {
    inputs.emplace(fmt::format("input-{:02}", inputs.size() + 1), hash);
  }
  return inputs;
}

/// How many values of a tier were shown and how many held back.
void count_decisions(const std::vector<io::LedgerRelease>& record,
                     std::map<std::string, std::int64_t>& counts) {
  for (const io::LedgerRelease& release : record) {
    for (const io::LedgerCell& cell : release.cells) {
      ++counts[release.tier + (cell.shown.empty() ? ".masked" : ".shown")];
    }
  }
}

}  // namespace

std::vector<fs::path> send_out(Outgoing outgoing, const std::string& command, KeptMemory& kept,
                               const Policy& policy, const Config& config,
                               const RunContext& context) {
  context.announce("stage.publish");
  io::AuditEntry entry{.utc = context.options.utc,
                       .uid = ::getuid(),
                       .command = command,
                       .version = version(),
                       .parameters_sha256 = io::sha256(policy.sha256 + print_config(config)),
                       .inputs = numbered(outgoing.inputs)};
  count_decisions(outgoing.record, entry.counts);
  // While it may still be refused: nothing is shown that is not written down.
  const auto write_down = [&](std::span<const PublishedRelease> releases) {
    for (io::LedgerRelease& release : outgoing.record) {
      release.utc = context.options.utc;
      const auto sealed = std::ranges::find(releases, release.tier, &PublishedRelease::tier);
      if (sealed != releases.end()) release.content_hash = sealed->content_hash;
      kept.ledger().add(std::move(release));
    }
    for (const PublishedRelease& release : releases) {
      entry.releases.emplace(release.tier, release.content_hash);
    }
    io::append_audit(context.options.out, entry);
  };
  std::vector<fs::path> paths;
  for (const PublishedRelease& release :
       publish(outgoing.files, context.options, context.control, write_down)) {
    paths.push_back(release.path);
  }
  return paths;
}

}  // namespace rawan::engine
