#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace rawan::io {

/// A cell that has no usable value, by reason code.
struct CellFlaw {
  std::size_t column = 0;
  std::string_view reason;
};

/// One record as found, header and titles included. The texts live only until the next record.
struct RawRecord {
  std::uint64_t line = 0;
  std::vector<std::string_view> cells;
  std::string_view flaw;  ///< Reason code if the record as a whole is damaged.
  std::vector<CellFlaw> cell_flaws;
  bool blank = false;  ///< Nothing but separators and spaces.
};

using RecordSink = std::function<void(const RawRecord&)>;

/// Without white space, no-break and zero-width characters at both ends.
std::string_view trim(std::string_view text);

}  // namespace rawan::io
