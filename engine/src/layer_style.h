#pragma once

#include "rawan/engine/catalogue.h"
#include "rawan/io/layer_pieces.h"
#include "rawan/io/writers.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::engine {

/// How a reader calls a table of the release ("Prioritas patroli desa/kelurahan").
/// @throws ContractViolation for a table the release does not know.
std::string layer_title(std::string_view table, const Catalogue& words);

/// How a reader calls a column: `column.<table>.<column>` of the catalogue where a table has a word
/// of its own, else `column.<column>`. @throws ContractViolation if there is neither.
std::string column_alias(std::string_view table, std::string_view column, const Catalogue& words);

/// Every squad (column `regu`) of the layers, sorted: so that stops and routes of one squad get
/// the same color.
std::vector<std::string> squads_of(std::span<const io::LayerPieces> layers);

/// Whether the program has a style for the table ("desa_prioritas", "density", ...).
bool has_style(std::string_view table);

/// The QGIS style of a table as QML for QGIS 3.22, in the reader's language. Tables drawn by squad
/// get one class per squad; without squads, one class for all.
/// @throws ContractViolation for a table without a style.
std::string layer_style(std::string_view table, const Catalogue& words,
                        std::span<const std::string> squads = {});

/// The aliases of a table that is only listed, as QML.
std::string table_style(const io::LayerPieces& table, const Catalogue& words);

/// The styles of all layers, in their order, ready for the GeoPackage.
std::vector<io::LayerStyle> layer_styles(std::span<const io::LayerPieces> layers,
                                         const Catalogue& words);

}  // namespace rawan::engine
