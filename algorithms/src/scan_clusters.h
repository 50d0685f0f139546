#pragma once

#include "scan_likelihood.h"
#include "scan_windows.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace rawan {

/// A window in space by its place in the list of all: the first entries of a nest.
struct NestPrefix {
  std::size_t layer = 0;
  std::uint32_t center = 0;
  std::size_t length = 0;
};

/// Which places belong to a cluster: none to two.
class Claims {
 public:
  explicit Claims(const ScanWindows& windows, std::size_t places)
      : windows_(windows), taken_(places, 0) {}

  /// The places of a window, nearest first, from now on taken; nothing if one was before.
  std::optional<std::vector<std::uint32_t>> claim(const NestPrefix& window);

 private:
  const ScanWindows& windows_;
  std::vector<std::uint8_t> taken_;
};

/// Where a cluster lies: center, members and shape.
ScanCluster outlined(const ScanWindows& windows, const ScanPlaces& places, const NestPrefix& window,
                     std::span<const std::uint32_t> inside);

/// Expected cases, ratio and relative risk from the cases and the population inside.
void add_risk(const ScanLikelihood& likelihood, ScanCluster& cluster);

}  // namespace rawan
