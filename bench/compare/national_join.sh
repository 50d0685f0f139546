#!/usr/bin/env bash
# 466,000 reports to 83,403 villages by point in polygon: geopandas, PostGIS and AreaIndex. Timed is
# the join alone; for rawan with building its index, for PostGIS with its index built beforehand.
# shellcheck source=bench/compare/common.sh
source "$(dirname "$0")/common.sh"
# shellcheck source=bench/compare/postgis.sh
source "$COMPARE/postgis.sh"

REPORTS=466000
# Villages with crossing borders (26 of them) leave open what is inside.
MOST_DIFFERENT=20

archive=${RAWAN_SHARED_DATA:?names the folder of shared data}/national/villages_big2025.gpkg.zip
villages=$WORK/villages_big2025.gpkg
points=$WORK/reports_$REPORTS.csv

prepare() {
  needs ogr2ogr psql pg_config unzip
  needs_python geopandas
  "$PYTHON" -c "import rtree" 2>/dev/null || needs_python pygeos  # One of them is its index.
  [ -x "$BENCH/national_join" ] || fail "build the target national_join first"
  [ -s "$villages" ] || unzip -qo "$archive" -d "$WORK"
  if [ ! -s "$points" ]; then
    "$PYTHON" "$COMPARE/points_in_boxes.py" "$villages" "$REPORTS" >"$points.part"
    mv "$points.part" "$points"
  fi
}

load_postgis() {
  start_postgis
  ogr2ogr -q -f PostgreSQL "PG:dbname=compare" "$villages" -nln villages -nlt PROMOTE_TO_MULTI \
    -lco GEOMETRY_NAME=shape -lco FID=position -lco SPATIAL_INDEX=GIST -preserve_fid
  psql -q <<SQL
CREATE UNLOGGED TABLE given (id serial, x float8, y float8);
\copy given (x, y) FROM '$points' CSV HEADER
CREATE UNLOGGED TABLE reports AS
  SELECT id, ST_SetSRID(ST_MakePoint(x, y), 4326) AS place FROM given;
VACUUM ANALYZE villages;
VACUUM ANALYZE reports;
SQL
}

# The join as PostGIS recommends it; the answer is written after the clock has stopped.
postgis_join() {
  psql -q <<'SQL' | awk '/^Time:/ { print "seconds", $2 / 1000 }'
DROP TABLE IF EXISTS answer;
\timing on
CREATE UNLOGGED TABLE answer AS
  SELECT reports.id, villages.position
  FROM reports JOIN villages ON ST_Intersects(villages.shape, reports.place);
SQL
}
export -f postgis_join

postgis_answer() {
  psql -qAt -c "SELECT coalesce(min(position) - (SELECT min(position) FROM villages), -1)
    FROM reports LEFT JOIN answer USING (id) GROUP BY id ORDER BY id"
}

# agreement NAME: fails if more points differ than may.
agreement() {
  local different
  [ "$(wc -l <"$WORK/$1.txt")" -eq "$REPORTS" ] || fail "$1 did not answer every report"
  different=$(paste "$WORK/$1.txt" "$WORK/ours.txt" | awk '$1 != $2' | wc -l)
  [ "$different" -le "$MOST_DIFFERENT" ] || fail "$1 differs in $different reports"
  echo "all but $different of $REPORTS"
}

prepare
machine
timed ours "$BENCH/national_join" "$villages" "$points" "$WORK/ours.txt" "$THREADS"
timed geopandas "$PYTHON" "$COMPARE/geopandas_join.py" "$villages" "$points" "$WORK/geopandas.txt"
load_postgis
timed postgis bash -c postgis_join
postgis_answer >"$WORK/postgis.txt"

table_head
task="$REPORTS reports to 83,403 villages"
row "$task" "geopandas sjoin" geopandas ours "$(agreement geopandas)"
row "$task" "PostGIS ST_Intersects" postgis ours "$(agreement postgis)"
