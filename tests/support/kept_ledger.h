#pragma once

#include "rawan/engine/gate.h"
#include "rawan/io/release.h"
#include "support/temp_dir.h"

#include <cstdint>
#include <vector>

namespace rawan::testing {

/// A ledger in a folder of its own.
struct KeptLedger {
  TempDir dir;
  io::ReleaseLedger ledger;

  KeptLedger() {
    io::work_folder(dir.path());
    ledger = io::ReleaseLedger::open(dir.path());
  }
  void remember(const std::vector<io::LedgerRelease>& record) {
    for (const io::LedgerRelease& release : record) ledger.add(release);
  }
  engine::Memory memory() const { return {ledger, ledger.key()}; }
};

/// A generator whose numbers are known.
inline BitSource counting_bits(std::uint64_t seed = 1) {
  return [state = seed]() mutable {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return state ^ (state >> 29U);
  };
}

}  // namespace rawan::testing
