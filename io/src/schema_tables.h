#pragma once

#include "rawan/io/schema.h"

#include <span>

namespace rawan::io {

/// The fields of report tables, in the order of domain numbers.
std::span<const Field> report_fields();

/// Whether personal columns are dropped from this table by their header. Contacts, posts and the
/// registers hold public telephone numbers and names of offices by design.
bool drops_personal_columns(const TableSchema& schema);

/// Whether a cell that computes its value ends the reading: what it shows may change unseen.
bool refuses_formulas(const TableSchema& schema);

}  // namespace rawan::io
