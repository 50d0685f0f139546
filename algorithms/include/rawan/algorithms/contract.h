#pragma once

#include <stdexcept>

namespace rawan {

/// A caller broke a promise: a bug in the program, never bad data.
class ContractViolation : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// @throws ContractViolation with `promise` unless it holds.
inline void expects(bool holds, const char* promise) {
  if (!holds) throw ContractViolation(promise);
}

}  // namespace rawan
