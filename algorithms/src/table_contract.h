#pragma once

#include "rawan/algorithms/disclosure.h"

namespace rawan::disclosure {

/// @throws ContractViolation if a table or its options cannot be meant.
void expect_table(const Table& table, const SuppressionOptions& options);

}  // namespace rawan::disclosure
