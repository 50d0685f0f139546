#pragma once

#include "rawan/engine/stages.h"
#include "rawan/io/record_stores.h"

#include <functional>
#include <string>

namespace rawan::engine {

/// What was read of all inputs, with the rows of the large tables still in few bytes.
struct Gathered {
  Records records;  ///< Without those rows.
  io::ReportStore reports;
  io::VisitStore visits;

  /// Gives the records the rows of a drawer.
  void fill(Records& target, std::size_t drawer) const;
};

/// Which drawers the rows lie in. `none`: they are judged and not kept.
enum class Cut : std::uint8_t { whole, by_regency, none };

/// As `read`. Rows cut by regency lie in the order of the regencies of the villages.
Gathered gather(const Config& config, const Control& control, Cut cut,
                const std::function<std::string()>& reporter_key = {});

/// All of it as records, and the packed rows are gone.
Records unpacked(Gathered all);

}  // namespace rawan::engine
