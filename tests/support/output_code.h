#pragma once

#include "rawan/io/error.h"

#include <functional>
#include <string>

namespace rawan::testing {

/// The id of the OutputError that an action ends with; "": it ends well.
inline std::string output_code_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const io::OutputError& error) {
    return error.code();
  }
  return "";
}

}  // namespace rawan::testing
