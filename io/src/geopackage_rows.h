#pragma once

#include "rawan/io/layer_pieces.h"

#include <string>
#include <vector>

namespace rawan::io {

class SqliteFile;

/// Takes the triggers away: what they keep in step row by row, add_rows() writes at once.
/// @return the statements that make them again. @throws OutputError
std::vector<std::string> take_triggers(const SqliteFile& file);

/// Writes the rows of a layer into the table that GDAL made for it, fills its spatial index, and
/// says how many there are and, in whole cells of the national grid, where. GDAL takes several
/// times as long for each row. Within a transaction and without triggers. @throws OutputError
/// @throws ContractViolation where a piece is not as every writer expects it or unlike the head.
void add_rows(const SqliteFile& file, const LayerPieces& layer);

}  // namespace rawan::io
