#include "rawan/io/audit_log.h"

#include "json_number.h"
#include "locked_folder.h"
#include "output_file.h"
#include "rawan/io/release.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace rawan::io {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;  // keys sorted: one entry, one line of bytes

constexpr std::string_view kLog = "audit.jsonl";
constexpr std::string_view kHead = "audit.head";

/// How many lines there are and the hash of the last.
struct Head {
  std::size_t lines = 0;
  std::string sha256 = std::string(64, '0');
  friend bool operator==(const Head&, const Head&) = default;
};

std::string to_text(const Head& head) {
  return fmt::format("{} {}\n", head.lines, head.sha256);
}

std::optional<Head> parse_head(const std::string& text) {
  Head head;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), head.lines);
  const auto digits = static_cast<std::size_t>(end - text.data());
  if (error != std::errc() || text.size() < digits + 1) return std::nullopt;
  head.sha256 = text.substr(digits + 1, 64);
  if (to_text(head) != text) return std::nullopt;
  return head;
}

std::string line_of(const AuditEntry& entry, const Head& before) {
  const Json json{{"number", before.lines + 1},
                  {"previous", before.sha256},
                  {"utc", entry.utc},
                  {"uid", entry.uid},
                  {"command", entry.command},
                  {"version", entry.version},
                  {"parameters_sha256", entry.parameters_sha256},
                  {"inputs", entry.inputs},
                  {"releases", entry.releases},
                  {"counts", entry.counts},
                  {"exit_code", entry.exit_code}};
  return json.dump() + "\n";
}

std::map<std::string, std::int64_t> counts_of(const Json& json) {
  std::map<std::string, std::int64_t> counts;
  for (const auto& [name, count] : json.get_ref<const Json::object_t&>()) {
    counts[name] = whole_number<std::int64_t>(count);
  }
  return counts;
}

AuditEntry entry_of(const Json& json) {
  return {.utc = json.at("utc"),
          .uid = whole_number<decltype(AuditEntry::uid)>(json.at("uid")),
          .command = json.at("command"),
          .version = json.at("version"),
          .parameters_sha256 = json.at("parameters_sha256"),
          .inputs = json.at("inputs"),
          .releases = json.at("releases"),
          .counts = counts_of(json.at("counts")),
          .exit_code = whole_number<decltype(AuditEntry::exit_code)>(json.at("exit_code"))};
}

std::string content(const fs::path& file) {
  std::error_code error;
  return fs::exists(fs::symlink_status(file, error)) ? read_back(file) : std::string();
}

/// What ties a line to the others.
struct Link {
  std::size_t number = 0;
  std::string previous;
};

std::optional<Link> link_of(std::string_view line) {
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  try {
    static_cast<void>(entry_of(json));
    return Link{whole_number<std::size_t>(json.at("number")), json.at("previous")};
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

/// The log line by line, each followed from the one before.
class Chain {
 public:
  explicit Chain(std::string_view log) : torn_(log) {
    for (auto end = torn_.find('\n'); end != std::string_view::npos; end = torn_.find('\n')) {
      lines_.push_back(torn_.substr(0, end));
      torn_.remove_prefix(end + 1);
    }
  }

  const std::vector<std::string_view>& lines() const { return lines_; }
  /// What was written of a line that has no end.
  std::string_view torn() const { return torn_; }
  Head head() const {
    return lines_.empty() ? Head{} : Head{lines_.size(), sha256(std::string(lines_.back()) + "\n")};
  }

  std::optional<AuditFault> fault(const Head& head) const {
    Head before;
    Head at;
    for (const std::string_view line : lines_) {
      const auto code = fault_at(line, at);
      if (!code.empty()) return AuditFault{at.lines + 1, code};
      before = std::exchange(at, {at.lines + 1, sha256(std::string(line) + "\n")});
    }
    if (at.lines < head.lines) return AuditFault{at.lines + 1, "audit.cut"};
    // A run that ended between the line and the head leaves one line more, or a part of it.
    if (at == head || (before == head && torn_.empty())) return std::nullopt;
    return AuditFault{at.lines, "audit.changed"};
  }

 private:
  /// Nothing if the line follows.
  std::string fault_at(std::string_view line, const Head& at) const {
    const std::optional<Link> link = link_of(line);
    if (!link) return "audit.changed";
    if (link->number != at.lines + 1)
      return is_elsewhere(at.lines + 1) ? "audit.order" : "audit.missing";
    if (link->previous != at.sha256) return "audit.changed";
    return {};
  }

  bool is_elsewhere(std::size_t number) const {
    return std::ranges::any_of(lines_, [&](std::string_view line) {
      const std::optional<Link> link = link_of(line);
      return link && link->number == number;
    });
  }

  std::vector<std::string_view> lines_;
  std::string_view torn_;
};

void cut(const fs::path& file, std::size_t bytes) {
  Descriptor log(::open(file.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC));
  const bool done = log.open() && ::ftruncate(log.number(), static_cast<off_t>(bytes)) == 0 &&
                    ::fsync(log.number()) == 0;
  if (!done) throw output_error(file, errno);
}

/// The head to go on from, after what a run left undone at the end: one more line before the head
/// follows, and the head could not tell anymore that the log is whole.
/// @throws OutputError "audit_damaged"
Head mended_head(const LockedFolder& folder) {
  const fs::path file = folder.path() / kLog;
  const std::string log = content(file);
  const std::string stored = content(folder.path() / kHead);
  if (log.empty() && stored.empty()) return {};
  const std::optional<Head> head = parse_head(stored.empty() ? to_text({}) : stored);
  const Chain chain(log);
  if (!head || chain.fault(*head)) throw OutputError("audit_damaged", {.file = file.string()});
  if (!chain.torn().empty()) cut(file, log.size() - chain.torn().size());
  if (chain.head() != *head) folder.replace(std::string(kHead), to_text(chain.head()));
  return chain.head();
}

void append(const fs::path& file, const std::string& line) {
  Descriptor log(
      ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!log.open()) throw output_error(file, errno);
  write_all(log, file, line);
  if (::fsync(log.number()) != 0) throw output_error(file, errno);
}

}  // namespace

void append_audit(const fs::path& out, const AuditEntry& entry) {
  const LockedFolder folder(out);
  const Head before = mended_head(folder);
  const std::string line = line_of(entry, before);
  append(folder.path() / kLog, line);
  sync_to_disk(folder.path());
  folder.replace(std::string(kHead), to_text({before.lines + 1, sha256(line)}));
}

std::optional<AuditFault> verify_audit(const fs::path& out) {
  const fs::path folder = out / ".rawan";
  const std::string log = content(folder / kLog);
  if (log.empty()) return AuditFault{1, "audit.missing"};
  const Chain chain(log);
  const std::string stored = content(folder / kHead);
  const std::optional<Head> head = parse_head(stored.empty() ? to_text({}) : stored);
  if (!head) return AuditFault{chain.lines().size(), "audit.changed"};
  return chain.fault(*head);
}

std::vector<AuditEntry> read_audit(const fs::path& out) {
  const fs::path file = out / ".rawan" / kLog;
  if (verify_audit(out)) throw OutputError("audit_damaged", {.file = file.string()});
  const std::string log = content(file);
  std::vector<AuditEntry> entries;
  const Chain chain(log);
  for (const std::string_view line : chain.lines()) entries.push_back(entry_of(Json::parse(line)));
  return entries;
}

}  // namespace rawan::io
