#pragma once

#include "rawan/io/error.h"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace rawan::io {

/// An open file that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();

  int number() const { return number_; }
  bool open() const { return number_ >= 0; }

  /// Closes now. @return 0 or the error number: a full quota may only show here.
  int close();

 private:
  int number_;
};

/// What a failed system call means for an output: "no_permission", "no_space" or "write_failed".
OutputError output_error(const std::filesystem::path& path, int error_number);

/// A library that tells no more than its failure may have wanted memory.
bool is_memory_short();

/// The same for a library that tells no error number; a full disk is recognised by looking.
/// @throws std::bad_alloc where there is hardly any memory.
OutputError library_failure(const std::filesystem::path& path, std::string_view what);

/// The file read back is not what was meant.
OutputError output_differs(const std::filesystem::path& path, std::string layer = {});

/// The whole file, block by block. @throws OutputError if it cannot be read.
void read_back(const std::filesystem::path& path,
               const std::function<void(std::string_view)>& take);
std::string read_back(const std::filesystem::path& path);

/// Writes on where the file stands. @throws OutputError.
void write_all(const Descriptor& file, const std::filesystem::path& path, std::string_view bytes);

/// Makes a file or directory survive a power cut. @throws OutputError.
void sync_to_disk(const std::filesystem::path& path);

/// Writes from empty, syncs, reads back and compares. @throws OutputError.
void write_bytes(const std::filesystem::path& path, std::string_view bytes);

/// Removes what lies there and proves that a file may be made there. @throws OutputError.
void clear_target(const std::filesystem::path& path);

}  // namespace rawan::io
