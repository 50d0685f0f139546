#include "audiences.h"
#include "failure.h"
#include "rawan/io/audit_log.h"
#include "rawan/io/error.h"
#include "retention.h"
#include "sentence.h"

#include <fmt/core.h>

namespace rawan::engine {
namespace {

/// One line of the log for people: when, who, what, how it ended.
void print_entry(const io::AuditEntry& entry, const Catalogue& words) {
  fmt::print("{}\n", words.text("audit.entry", {{"utc", entry.utc},
                                                {"uid", std::to_string(entry.uid)},
                                                {"command", entry.command},
                                                {"code", std::to_string(entry.exit_code)}}));
  for (const auto& [tier, hash] : entry.releases) fmt::print("  {} {}\n", tier, hash);
  for (const auto& [name, count] : entry.counts) fmt::print("  {} {}\n", name, count);
}

}  // namespace

int audit_command(const std::string& action, const std::filesystem::path& out,
                  const Catalogue& words) {
  if (const auto kept = out / ".rawan"; !std::filesystem::exists(kept)) {
    throw io::InputError("not_found", {.file = kept.string()});
  }
  if (const auto fault = io::verify_audit(out)) {
    const std::string line = std::to_string(fault->line);
    fmt::print("{}\n", words.text(fault->code, {{"line", line}}));
    const std::string id = "audit_damaged";
    const io::Place place{.file = (out / ".rawan" / "audit.jsonl").string()};
    fmt::print(stderr, "{}\n", failure_line(exit_code::kOutput, id, sentence(words, id, place)));
    return exit_code::kOutput;
  }
  const auto entries = io::read_audit(out);
  if (action == "show") {
    for (const io::AuditEntry& entry : entries) print_entry(entry, words);
  }
  const std::string count = words.number(static_cast<double>(entries.size()));
  fmt::print("{}\n", words.text("audit.whole", {{"count", count}}));
  return exit_code::kDone;
}

int purge_command(const Purge& request, const Config& config, const Catalogue& words) {
  const Policy policy = policy_of(config);
  const Purged purged = purge(request, policy, config);
  for (const std::string& release : purged.releases) {
    fmt::print("{}\n", words.text("purge.release", {{"release", release}}));
  }
  if (purged.parts > 0) {
    const std::string count = words.number(static_cast<double>(purged.parts));
    fmt::print("{}\n", words.text("purge.parts", {{"count", count}}));
  }
  for (const std::string& input : purged.inputs) {
    fmt::print("{}\n", words.text("purge.input", {{"file", input}}));
  }
  const auto number = [&](std::size_t n) { return words.number(static_cast<double>(n)); };
  fmt::print("{}\n", words.text("purge.done", {{"releases", number(purged.releases.size())},
                                               {"cells", number(purged.cells_forgotten)}}));
  return exit_code::kDone;
}

}  // namespace rawan::engine
