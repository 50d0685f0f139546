#!/usr/bin/env bash
# A year of all Indonesia: the whole of `rawan run` against geopandas, which only reads the same
# files and joins the reports to the villages. DIALOGUES=22 makes ten times the reports.
# shellcheck source=bench/compare/common.sh
source "$(dirname "$0")/common.sh"

RUNS=${RUNS_OF_COUNTRY:-1}
DIALOGUES=${DIALOGUES:-2.2}
data=$WORK/national_$DIALOGUES
: "${RAWAN_SHARED_DATA:?names the folder of shared data}"

needs unzip
needs_python geopandas
"$SOURCE/data/national/make_data.sh" "$RAWAN" "$data" "$DIALOGUES"

whole_run() {
  rm -rf "$data/out"
  "$RAWAN" run "$data/project.toml" -o "$data/out" --threads "$THREADS" --lang en --timings --quiet
}
export -f whole_run
export data

machine
timed ours bash -c whole_run
timed geopandas "$PYTHON" "$COMPARE/geopandas_country.py" "$data/villages_big2025.gpkg" \
  "$data/laporan_kobo.csv" "$data/laporan_excel.csv"
"$RAWAN" verify "$data/out" >/dev/null || fail "the release is not complete"

reports=$(($(wc -l <"$data/laporan_kobo.csv") + $(wc -l <"$data/laporan_excel.csv") - 5))
table_head
row "$reports reports of 83,403 villages: everything" "geopandas: read and join" geopandas ours \
  "$(grep '^joined' "$WORK/geopandas.log")"
grep ';' "$WORK/ours.log" | sed 's/;/ | /g; s/^/| /; s/$/ |/'
echo "release, MB: $(du -sLm "$data/out/restricted/current/" | cut -f1)"
