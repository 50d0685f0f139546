#pragma once

#include "rawan/io/error.h"
#include "rawan/io/read_inputs.h"
#include "support/temp_dir.h"
#include "support/vector_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace rawan::testing {

/// Writes village layers, reads them and keeps what came of it.
class VillageReading {
 public:
  io::VillageSource source;
  std::vector<io::CrosswalkEntry> crosswalk;
  std::string regency = "61.07";
  io::Ledger ledger;

  std::string file(const std::string& name) const { return (directory_.path() / name).string(); }

  void write(const std::vector<VectorLayer>& layers, const std::string& name = "villages.gpkg",
             const std::string& driver = "GPKG") {
    source.path = file(name);
    write_vector(source.path, layers, driver);
  }

  io::VillageLayer read() {
    ledger = {};
    io::VillageLayer layer = io::read_villages(source, crosswalk, regency, ledger);
    EXPECT_NO_THROW(ledger.prove_complete());
    return layer;
  }

  /// The code of the error reading ends with; "" if it ends well.
  std::string failure() {
    try {
      read();
    } catch (const io::InputError& error) {
      detail = error.detail();
      return error.code();
    }
    return "";
  }
  std::string detail;

  /// Reasons noted about a row; 0 is the source as a whole.
  std::vector<std::string> reasons(std::uint64_t row) const {
    std::vector<std::string> found;
    for (const io::Issue& issue : ledger.issues()) {
      if (issue.record.row == row) found.push_back(issue.reason);
    }
    return found;
  }
  bool noted(const std::string& reason) const { return std::ranges::count(reasons(0), reason) > 0; }
  std::uint64_t count(io::Outcome outcome) const {
    return ledger.sources().at(0).outcomes[static_cast<std::size_t>(outcome)];
  }

 private:
  TempDir directory_;
};

}  // namespace rawan::testing
