#pragma once

#include "output_file.h"
#include "rawan/algorithms/parallel.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

/// Bytes in many drawers. What is too much for memory goes into a file without a name, which ends
/// with the process, in the folder where large things are put aside; where there is none, or its
/// file system knows no such files, all stays in memory.
class Drawers {
 public:
  /// @param most bytes that are kept in memory.
  Drawers(std::size_t count, std::size_t most);

  std::size_t count() const { return drawers_.size(); }
  /// Threads may add at a time: then the order within a drawer is any. @throws OutputError
  void add(std::size_t drawer, std::string_view bytes);
  /// Nothing more will be added: where some of it did not fit into memory, the rest goes after it.
  void close();
  /// All that was added, each piece whole. Threads may ask at a time, once nothing is added.
  /// @throws OutputError where what was put aside cannot be read.
  std::string bytes_of(std::size_t drawer) const;

 private:
  struct Extent {
    std::uint64_t begin = 0;
    std::size_t bytes = 0;
  };
  struct Drawer {
    std::string in_memory;
    std::vector<Extent> aside;
  };

  bool has_file();
  void put_aside();

  std::vector<Drawer> drawers_;
  std::size_t most_;
  std::size_t in_memory_ = 0;
  Turns adding_;
  std::filesystem::path folder_;
  std::unique_ptr<Descriptor> file_;
  std::uint64_t written_ = 0;
};

}  // namespace rawan::io
