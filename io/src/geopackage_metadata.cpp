#include "geopackage_parts.h"
#include "sqlite_file.h"

namespace rawan::io {
namespace {

/// OGC 12-128r15, F.8 and tables 15, 17.
constexpr const char* kMetadataExtension = R"(
  CREATE TABLE gpkg_metadata (
    id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL,
    md_scope TEXT NOT NULL DEFAULT 'dataset', md_standard_uri TEXT NOT NULL,
    mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');
  CREATE TABLE gpkg_metadata_reference (
    reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, row_id_value INTEGER,
    timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    md_file_id INTEGER NOT NULL, md_parent_id INTEGER,
    CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
    CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));
  INSERT INTO gpkg_extensions VALUES
    ('gpkg_metadata', NULL, 'gpkg_metadata',
     'http://www.geopackage.org/spec121/#extension_metadata', 'read-write'),
    ('gpkg_metadata_reference', NULL, 'gpkg_metadata',
     'http://www.geopackage.org/spec121/#extension_metadata', 'read-write');
)";

void add(const SqliteFile& file, const LayerMetadata& own, const std::string& id) {
  file.rows(
          "INSERT INTO gpkg_metadata VALUES(CAST(?1 AS INTEGER), 'dataset', "
          "'http://www.isotc211.org/2005/gmd', 'text/xml', ?2)")
      .bind(1, id)
      .bind(2, own.xml)
      .next();
  file.rows(
          "INSERT INTO gpkg_metadata_reference VALUES('table', ?1, NULL, NULL, ?2, "
          "CAST(?3 AS INTEGER), NULL)")
      .bind(1, own.layer)
      .bind(2, kFixedTime)
      .bind(3, id)
      .next();
}

}  // namespace

void add_metadata(const SqliteFile& file, std::span<const LayerMetadata> metadata) {
  if (metadata.empty()) return;
  file.run(kMetadataExtension);
  for (std::size_t i = 0; i < metadata.size(); ++i) add(file, metadata[i], std::to_string(i + 1));
}

bool has_metadata(const SqliteFile& file, std::span<const LayerMetadata> metadata) {
  if (metadata.empty()) return true;
  SqliteRows found = file.rows(
      "SELECT table_name, metadata FROM gpkg_metadata JOIN gpkg_metadata_reference ON "
      "md_file_id = id ORDER BY id");
  for (const LayerMetadata& own : metadata) {
    if (!found.next() || found.text(0) != own.layer || found.text(1) != own.xml) return false;
  }
  return !found.next();
}

}  // namespace rawan::io
