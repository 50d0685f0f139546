#include "rawan/io/release_ledger.h"

#include "ledger_key.h"
#include "ledger_text.h"
#include "locked_folder.h"
#include "output_file.h"
#include "rawan/io/release.h"
#include "wipe_file.h"

#include <algorithm>

namespace rawan::io {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kLedger = "ledger";

/// Of the file's content; empty where there is none.
std::string content(const fs::path& out) {
  const fs::path file = out / ".rawan" / kLedger;
  std::error_code error;
  return fs::exists(fs::symlink_status(file, error)) ? read_back(file) : std::string();
}

/// The parts cannot run into each other: lengths come first.
std::string key_of(const std::string& tier, const LedgerCell& cell) {
  std::string key;
  for (const std::string* part : {&tier, &cell.unit, &cell.window, &cell.measure}) {
    key += std::to_string(part->size()) + ":" + *part;
  }
  return key;
}

bool names_reporters(const std::vector<LedgerRelease>& releases) {
  return std::ranges::any_of(releases, [](const LedgerRelease& release) {
    return std::ranges::any_of(release.cells,
                               [](const LedgerCell& cell) { return !cell.reporters.empty(); });
  });
}

}  // namespace

ReleaseLedger ReleaseLedger::open(const fs::path& out) {
  ReleaseLedger ledger;
  ledger.out_ = out;
  const fs::path file = out / ".rawan" / kLedger;
  const std::string text = content(out);
  ledger.as_read_ = sha256(text);
  if (text.empty()) {
    // A file of no bytes is not what `add` leaves behind.
    if (fs::exists(file)) throw InputError("ledger_damaged", {.file = file.string()});
    return ledger;
  }
  auto releases = parse_ledger(text);
  if (!releases) throw InputError("ledger_damaged", {.file = file.string()});
  ledger.releases_ = std::move(*releases);
  if (names_reporters(ledger.releases_) && !has_ledger_key(out)) {
    throw InputError("ledger_key_missing", {.file = file.string()});
  }
  for (std::size_t r = 0; r < ledger.releases_.size(); ++r) ledger.index(r);
  return ledger;
}

void ReleaseLedger::index(std::size_t release) {
  const LedgerRelease& entry = releases_[release];
  for (std::size_t c = 0; c < entry.cells.size(); ++c) {
    last_[key_of(entry.tier, entry.cells[c])] = {release, c};
  }
}

const LedgerCell* ReleaseLedger::last(const std::string& tier, const std::string& unit,
                                      const std::string& window, const std::string& measure) const {
  const auto found = last_.find(key_of(tier, {.unit = unit, .window = window, .measure = measure}));
  if (found == last_.end()) return nullptr;
  return &releases_[found->second.first].cells[found->second.second];
}

double ReleaseLedger::epsilon_spent(const std::string& tier, const std::string& year) const {
  double spent = 0.0;
  for (const LedgerRelease& release : releases_) {
    if (release.tier == tier && release.year == year) spent += release.epsilon;
  }
  return spent;
}

std::string ReleaseLedger::key() const {
  return ledger_key(out_);
}

void ReleaseLedger::write_down() {
  const LockedFolder folder(out_);
  const fs::path file = folder.path() / kLedger;
  if (sha256(content(out_)) != as_read_) {
    throw OutputError("ledger_changed", {.file = file.string()});
  }
  const std::string text = to_text(releases_);
  folder.replace(std::string(kLedger), text);
  as_read_ = sha256(text);
}

void ReleaseLedger::add(LedgerRelease release) {
  for (LedgerCell& cell : release.cells) {
    std::ranges::sort(cell.reporters);
    std::ranges::sort(cell.atoms);
  }
  releases_.push_back(std::move(release));
  try {
    write_down();
  } catch (...) {
    releases_.pop_back();
    throw;
  }
  index(releases_.size() - 1);
}

std::size_t ReleaseLedger::forget_reporters(
    const std::function<bool(const LedgerRelease&, const LedgerCell&)>& chosen) {
  std::size_t forgotten = 0;
  for (LedgerRelease& release : releases_) {
    for (LedgerCell& cell : release.cells) {
      if (cell.reporters.empty() || !chosen(release, cell)) continue;
      cell.reporters.clear();
      ++forgotten;
    }
  }
  if (forgotten == 0) return 0;
  const KeptForWiping old(out_ / ".rawan" / kLedger);
  write_down();
  return forgotten;
}

}  // namespace rawan::io
