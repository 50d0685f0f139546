#!/bin/sh
# Makes villages.gpkg from the boundaries in $RAWAN_SHARED_DATA/bengkayang (see SOURCE.md): the
# polygons of the villages as they are, and a table of the names of the areas above them.
set -eu
source_file="${RAWAN_SHARED_DATA:?directory with the source data}/bengkayang/villages_big2025.gpkg"
here=$(cd "$(dirname "$0")" && pwd)
out="$here/villages.gpkg"

export OGR_CURRENT_DATE=2026-01-01T00:00:00Z
rm -f "$out"
ogr2ogr -f GPKG "$out" "$source_file" -nln desa -lco SPATIAL_INDEX=NO -lco IDENTIFIER=Desa \
  -sql 'SELECT kode, nama, geom FROM adm4 ORDER BY kode'
ogr2ogr -update "$out" "$source_file" -nln wilayah -nlt NONE -lco IDENTIFIER=Wilayah \
  -dialect SQLITE -sql "SELECT '61' AS kode, 'Kalimantan Barat' AS nama
    UNION ALL SELECT kode, nama FROM adm2 UNION ALL SELECT kode, nama FROM adm3 ORDER BY 1"
