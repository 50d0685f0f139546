#pragma once

#include "rawan/io/feature_table.h"

namespace rawan::io {

void write_csv_table(const std::filesystem::path& path, const FeatureTable& table);
void write_json_table(const std::filesystem::path& path, const FeatureTable& table);
void write_ogr_tables(const std::filesystem::path& path, std::span<const FeatureTable> tables,
                      TableFormat format, const Control& control);

}  // namespace rawan::io
