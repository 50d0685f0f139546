#pragma once

#include "header_row.h"
#include "rawan/io/table.h"

#include <string>

namespace rawan::io {

struct XmlDialect;

/// What every reader of one format is given.
struct TableRequest {
  std::string path;
  const TableSchema& schema;
  const TableOptions& options;
  const HeaderMatcher& matcher;
};

/// `read_table` with any rule for headers.
TextTable read_table(const TableRequest& request);

TextTable read_delimited(const TableRequest& request);
TextTable read_workbook(const TableRequest& request);
/// Of any format GDAL opens.
TextTable read_features(const TableRequest& request);
/// Placemarks of KML or waypoints of GPX; columns are their own elements, data and extensions.
TextTable read_xml_table(const TableRequest& request, const XmlDialect& dialect);

/// Says where the header was found, unless it is the first line alone.
std::vector<TableNote> header_notes(const HeaderRow& header, std::uint64_t first_line);

}  // namespace rawan::io
