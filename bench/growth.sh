#!/usr/bin/env bash
# How the time of `rawan run` grows with reports, villages, squads and threads: a table of figures
# (CSV with `;`) and a plot beside it.
#     RAWAN_SHARED_DATA=DIR bench/growth.sh TARGET [PREFIX]
# PREFIX of the villages' codes keeps it short: 61 is one province (the default), "" the country.
# DIALOGUES, VILLAGES, SQUADS and THREADS_TRIED name the steps. Squads patrol the sample district.
set -euo pipefail
source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
rawan=${RAWAN_PROGRAM:-$source_dir/build/release/rawan}
target=${1:?names a folder for the data and the figures}
prefix=${2-61}
table=$target/growth.csv
python=${PYTHON:-/usr/bin/python3}
: "${RAWAN_SHARED_DATA:?names the folder of shared data}"

# country FOLDER PREFIX DIALOGUES: villages whose codes begin so, with synthetic reports.
country() {
  mkdir -p "$1"
  [ -s "$target/all.gpkg" ] ||
    unzip -qop "$RAWAN_SHARED_DATA/national/villages_big2025.gpkg.zip" >"$target/all.gpkg"
  rm -f "$1/villages_big2025.gpkg"
  ogr2ogr -q -where "kode LIKE '$2%'" -nln adm4 "$1/villages_big2025.gpkg" "$target/all.gpkg"
  sed "s/^dialogues_per_village = .*/dialogues_per_village = $3/" \
    "$source_dir/data/national/project.toml" >"$1/project.toml"
  "$rawan" simulate "$1/project.toml" -o "$1" --quiet >/dev/null
}

# district FOLDER SQUADS: the sample district with so many squads.
district() {
  rm -rf "$1"
  mkdir -p "$1"
  cp "$source_dir"/data/bengkayang/* "$1"
  sed -i "/^squads = /d; s/^\\[simulate\\]/&\\nsquads = $2/" "$1/project.toml"
  "$rawan" simulate "$1/project.toml" -o "$1" --quiet >/dev/null
}

# measure VARIABLE VALUE FOLDER THREADS: adds a row; seconds by the clock and of the processors.
measure() {
  local reports usage=$target/usage
  reports=$(cat "$3"/laporan*.csv | wc -l)
  rm -rf "$3/out"
  /usr/bin/time -o "$usage" -f '%e;%U;%S;%M' \
    "$rawan" run "$3/project.toml" -o "$3/out" --threads "$4" --quiet
  tail -n 1 "$usage" | awk -F';' -v OFS=';' -v a="$1" -v b="$2" -v n="$reports" -v t="$4" \
    '{ printf "%s;%s;%d;%d;%.2f;%.2f;%d\n", a, b, n, t, $1, $2 + $3, $4 / 1000 }' |
    tee -a "$table"
  rm -rf "$3/out"
}

mkdir -p "$target"
echo "variable;value;rows;threads;seconds;processor_seconds;peak_mb" | tee "$table"
for dialogues in ${DIALOGUES:-1.1 2.2 4.4 8.8}; do
  country "$target/reports" "$prefix" "$dialogues"
  measure dialogues_per_village "$dialogues" "$target/reports" 2
done
for codes in ${VILLAGES:-61.0 61 6}; do
  country "$target/villages" "$codes" 2.2
  villages=$(ogrinfo -ro -q -sql "SELECT COUNT(*) AS n FROM adm4" \
    "$target/villages/villages_big2025.gpkg" | awk '/n \(Integer/ { print $NF }')
  measure villages "$villages" "$target/villages" 2
done
for squads in ${SQUADS:-2 4 8}; do
  district "$target/squads" "$squads"
  measure squads "$squads" "$target/squads" 2
done
country "$target/threads" "$prefix" 2.2
for threads in ${THREADS_TRIED:-1 2}; do
  measure threads "$threads" "$target/threads" "$threads"
done
"$python" "$source_dir/bench/growth_plot.py" "$table" >"$target/growth.svg"
