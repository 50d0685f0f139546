#pragma once

#include <cstddef>
#include <cstdlib>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

/// Which mutant is awake (RAWAN_MUTANT, numbers from 1) and, where RAWAN_REACHED names a file of
/// one byte per number, which were reached. The file is mapped, so that it also tells of processes
/// that are killed.
struct RawanMutants {
  int awake;
  unsigned char* reached;
  std::size_t size;

  RawanMutants() noexcept {
    const char* number = std::getenv("RAWAN_MUTANT");
    awake = number == nullptr ? 0 : std::atoi(number);
    const char* path = std::getenv("RAWAN_REACHED");
    const int file = path == nullptr ? -1 : ::open(path, O_RDWR | O_CLOEXEC);
    if (file < 0) return;
    size = static_cast<std::size_t>(::lseek(file, 0, SEEK_END));
    void* bytes = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    ::close(file);
    reached = bytes == MAP_FAILED ? nullptr : static_cast<unsigned char*>(bytes);
  }
};

/// Zero before it is made: conditions may be asked while other variables are being made.
inline RawanMutants rawan_mutants;

inline bool rawan_mutant(int number) noexcept {
  const auto at = static_cast<std::size_t>(number);
  if (rawan_mutants.reached != nullptr && at < rawan_mutants.size) rawan_mutants.reached[at] = 1;
  return number == rawan_mutants.awake;
}
