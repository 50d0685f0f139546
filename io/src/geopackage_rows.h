#pragma once

#include "rawan/io/layer.h"

namespace rawan::io {

class SqliteFile;

/// Writes the rows of a layer into the table that GDAL made for it, fills its spatial index, and
/// says how many there are and where. GDAL takes several times as long for each row.
/// Within a transaction. @throws OutputError
void add_rows(const SqliteFile& file, const Layer& layer);

}  // namespace rawan::io
