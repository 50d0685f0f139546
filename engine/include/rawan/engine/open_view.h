#pragma once

#include "rawan/engine/views.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

/// What anyone may see.
namespace rawan::engine {

/// A noisy count of a kecamatan in a year.
struct NoisyCount {
  std::string area;  ///< Dotted code.
  std::string year;
  std::int64_t count = 0;       ///< With noise, not below 0, rounded to 5.
  std::int64_t half_width = 0;  ///< Of its noise, at 95 %: the sum of its parts has more.
};

/// What anyone may know of a large village in a year.
struct NoisyClass {
  std::string area;  ///< Dotted code.
  std::string year;
  std::string shown;  ///< Class of a noisy count: "0-9", "10-19".
};

/// For anyone.
struct OpenView {
  std::shared_ptr<const Registers> registers;
  std::vector<NoisyCount> counts;    ///< By year and code.
  std::vector<NoisyClass> villages;  ///< By year and code.
  std::int64_t half_width = 0;       ///< Of one draw of noise, at 95 %.
  double epsilon = 0.0;              ///< Per reporter and year.
  PolicyStamp policy;
};

}  // namespace rawan::engine
