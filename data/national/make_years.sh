#!/usr/bin/env bash
# Makes several years of the whole country in a directory: each year's synthetic reports in files of
# their own, one log of all patrols, and a project over all years. The same bytes everywhere.
#     RAWAN_SHARED_DATA=DIR data/national/make_years.sh PROGRAM TARGET FIRST LAST DIALOGUES_PER_VILLAGE
# Ten years of 27.35 dialogues per village are some fifty million rows of reports (16 GB).
set -euo pipefail
program=$1
target=$2
first=$3
last=$4
dialogues=$5
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

mkdir -p "$target/year"
[ ! -s "$target/villages_big2025.gpkg" ] ||
  ln -f "$target/villages_big2025.gpkg" "$target/year/villages_big2025.gpkg"
sources=""
for year in $(seq "$first" "$last"); do
  mkdir -p "$target/year/settings"
  sed -e "s/^seed = .*/seed = $year/" -e "s/^from = .*/from = $year-01-01/" \
    -e "s/^to = .*/to = $year-12-31/" -e "s/^start = .*/start = $((year + 1))-01-04/" \
    "$here/project.toml" >"$target/year/settings/project.toml"
  SETTINGS="$target/year/settings" "$here/make_data.sh" "$program" "$target/year" "$dialogues"
  # Numbers of dialogues and ids of reports are those of a year.
  for table in kobo excel; do
    LC_ALL=C sed -e "s/\([;\"]\)D-\([0-9]*\)\([;\"]\)/\1D$year-\2\3/" \
      -e "s/;\"[0-9a-f]\{4\}\([0-9a-f]\{4\}-[0-9a-f-]\{27\}\";\)/;\"$year\1/" \
      "$target/year/laporan_$table.csv" >"$target/laporan_${table}_$year.csv"
  done
  LC_ALL=C sed "s/;D-\([0-9]*\);/;D$year-\1;/" "$target/year/patroli.csv" >"$target/year/log.csv"
  if [ "$year" = "$first" ]; then
    mv "$target/year/log.csv" "$target/patroli.csv"
    mv "$target/year"/{penduduk,pos,regu}.csv "$target"
  else
    tail -n +2 "$target/year/log.csv" >>"$target/patroli.csv"
  fi
  sources+="[[inputs.reports]]\npath = \"laporan_kobo_$year.csv\"\ncodes = \"kemendagri\"\n"
  sources+="source_system = \"kobo\"\n\n"
  sources+="[[inputs.reports]]\npath = \"laporan_excel_$year.csv\"\ncodes = \"kemendagri\"\n"
  sources+="source_system = \"manual_csv\"\ndate_order = \"dmy\"\n\n"
done
mv "$target/year/villages_big2025.gpkg" "$target"
rm -r "$target/year"
awk -v sources="$sources" -v first="$first" -v last="$last" '
  /^\[\[inputs.reports\]\]/ { if (!told) printf "%s", sources; told = 1; skip = 1; next }
  /^\[/ { skip = 0 }
  skip { next }
  /^from = / { print "from = " first "-01-01"; next }
  /^to = / { print "to = " last "-12-31"; next }
  /^start = / { print "start = " last + 1 "-01-04"; next }
  { print }' "$here/project.toml" >"$target/project.toml"
