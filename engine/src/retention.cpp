#include "retention.h"

#include "config_paths.h"
#include "config_value.h"
#include "country/part_store.h"
#include "rawan/engine/version.h"
#include "rawan/io/audit_log.h"
#include "rawan/io/release.h"
#include "rawan/io/release_ledger.h"
#include "rawan/io/retention.h"

#include <fmt/core.h>

#include <chrono>
#include <sys/stat.h>
#include <unistd.h>

namespace rawan::engine {
namespace {

namespace chrono = std::chrono;

/// "20261121T..." to the day.
Day day_of(const std::string& utc) {
  const std::string iso =
      fmt::format("{}-{}-{}", utc.substr(0, 4), utc.substr(4, 2), utc.substr(6, 2));
  return parse_iso_date(iso).value_or(Day());
}

/// The first day that is kept; nothing if all are.
std::optional<Day> first_kept(const TierPolicy& tier, const Purge& request) {
  std::optional<Day> first = request.before;
  if (tier.keep_days > 0) {
    const Day kept = day_of(request.utc) - chrono::days(tier.keep_days);
    first = first ? std::max(*first, kept) : kept;
  }
  return first;
}

std::vector<std::string> destroy_releases(const Purge& request, const Policy& policy) {
  std::vector<std::string> tiers;
  for (const Tier tier : kTiers) tiers.emplace_back(code_of(tier));
  const auto is_old = [&](const io::DatedRelease& release) {
    const auto first = first_kept(policy.of(*tier_named(release.tier)), request);
    return first && day_of(release.name) < *first;
  };
  std::vector<std::string> names;
  for (const auto& release : io::purge_releases(request.out, tiers, is_old)) {
    names.push_back(release.tier + "/" + release.name);
  }
  return names;
}

std::size_t forget_reporters(const Purge& request, const Policy& policy) {
  const auto first = first_kept(policy.of(Tier::restricted), request);
  if (!first) return 0;
  return io::ReleaseLedger::open(request.out)
      .forget_reporters([&](const io::LedgerRelease& release, const io::LedgerCell& cell) {
        return last_day_of(cell.window).value_or(day_of(release.utc)) < *first;
      });
}

std::size_t destroy_parts(const Purge& request, const Policy& policy) {
  const auto first = first_kept(policy.of(Tier::restricted), request);
  return io::purge_leftovers(request.out, kPartsFolder, [&](chrono::sys_seconds changed) {
    return first && Day(chrono::floor<chrono::days>(changed)) < *first;
  });
}

std::vector<std::string> old_inputs(const Purge& request, const Policy& policy,
                                    const Config& config) {
  std::vector<std::string> old;
  const auto first = first_kept(policy.of(Tier::restricted), request);
  InputsConfig inputs = config.inputs;
  for_each_path(inputs, [&](const std::string& path) {
    struct stat status {};
    if (!first || ::stat(path.c_str(), &status) != 0) return;
    const auto changed =
        chrono::floor<chrono::days>(chrono::sys_seconds(chrono::seconds(status.st_mtim.tv_sec)));
    if (Day(changed) < *first) old.push_back(path);
  });
  return old;
}

void write_entry(const Purge& request, const Policy& policy, const Purged& purged) {
  io::AuditEntry entry{.utc = request.utc,
                       .uid = ::getuid(),
                       .command = "purge",
                       .version = version(),
                       .parameters_sha256 = policy.sha256};
  for (const std::string& release : purged.releases) {
    ++entry.counts[release.substr(0, release.find('/')) + ".purged"];
  }
  entry.counts["parts.purged"] = static_cast<std::int64_t>(purged.parts);
  entry.counts["forgotten"] = static_cast<std::int64_t>(purged.cells_forgotten);
  io::append_audit(request.out, entry);
}

/// Digits from a position on, or nothing.
std::optional<int> number(const std::string& text, std::size_t from, std::size_t length) {
  const std::string digits = from <= text.size() ? text.substr(from, length) : std::string();
  const bool whole =
      digits.size() == length && digits.find_first_not_of("0123456789") == std::string::npos;
  return whole ? std::optional(std::stoi(digits)) : std::nullopt;
}

std::optional<Day> end_of_month(const std::optional<int>& year, unsigned month) {
  const chrono::year_month_day_last end(chrono::year(year.value_or(0)),
                                        chrono::month_day_last(chrono::month(month)));
  return year && end.ok() ? std::optional(Day(end)) : std::nullopt;
}

}  // namespace

std::optional<Day> last_day_of(const std::string& window) {
  if (const auto day = parse_iso_date(window.substr(window.find('/') + 1))) return day;
  const auto year = number(window, 0, 4);
  if (window.size() == 4) return end_of_month(year, 12);
  if (window.size() != 7 || window[4] != '-') return std::nullopt;
  if (window[5] != 'Q') {
    return end_of_month(year, static_cast<unsigned>(number(window, 5, 2).value_or(0)));
  }
  const int quarter = number(window, 6, 1).value_or(0);
  return end_of_month(year, static_cast<unsigned>(3 * quarter));  // Of none where there is none.
}

Purged purge(const Purge& request, const Policy& policy, const Config& config) {
  Purged purged;
  purged.releases = destroy_releases(request, policy);
  purged.parts = destroy_parts(request, policy);
  purged.cells_forgotten = forget_reporters(request, policy);
  purged.inputs = old_inputs(request, policy, config);
  write_entry(request, policy, purged);
  return purged;
}

}  // namespace rawan::engine
