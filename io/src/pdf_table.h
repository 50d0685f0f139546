#pragma once

#include "pdf_pages.h"

namespace rawan::io {

/// A table over as many pages as it takes; its head comes again on each.
void put_table(const Table& table, PdfPages& pages);

}  // namespace rawan::io
