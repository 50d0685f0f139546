#pragma once

#include "drawers.h"
#include "rawan/io/record_stores.h"
#include "record_bytes.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace rawan::io {

/// Records in few bytes, in the drawers that the options ask for.
template <class Record>
class PackedRows {
 public:
  explicit PackedRows(const StoreOptions& options)
      : regencies_(options.regencies),
        keeps_rows_(options.keeps_rows),
        drawers_(options.drawers(), options.most_bytes) {}

  std::size_t drawers() const { return drawers_.count(); }
  std::size_t drawer_of(std::optional<VillageId> village) const {
    return io::drawer_of(village, regencies_);
  }

  /// Any thread. @throws OutputError
  void add(std::optional<VillageId> village, const Record& record) {
    if (!keeps_rows_) return;
    std::string bytes;
    RecordWriter{bytes}(record);
    drawers_.add(drawer_of(village), bytes);
  }
  /// Nothing more will be added.
  void close() { drawers_.close(); }

  /// Hands over one record of the drawer after the other, as they lie in it. @throws OutputError
  template <class Take>
  void each_of(std::size_t drawer, Take&& take) const {
    const std::string bytes = drawers_.bytes_of(drawer);
    Record record;
    for (RecordReader reader(bytes); !reader.is_done();) {
      reader(record);
      take(record);
    }
  }

 private:
  std::vector<RegencyId> regencies_;
  bool keeps_rows_;
  Drawers drawers_;
};

}  // namespace rawan::io
