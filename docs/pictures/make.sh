#!/usr/bin/env bash
# Draws the pictures of docs/methods.md from the sample district, with the program itself:
#   docs/pictures/make.sh [NAME...]     (after cmake --build --preset release); without names, all
set -euo pipefail
wanted=" $* "
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
program=${RAWAN_PROGRAM:-$root/build/release/rawan}
sample=$root/data/bengkayang
district="$sample/villages.gpkg|layername=desa"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$program" --quiet --lang en run "$sample/project.toml" -o "$work/out"
map=$work/out/restricted/current/rawan.gpkg
plan=$work/out/operational/current/rawan.gpkg
reports=("$sample/laporan_kobo.csv" --x lokasi/_titik_longitude --y lokasi/_titik_latitude
         --crs EPSG:4326 --where '"lokasi/_titik_longitude" > 108 AND "lokasi/_titik_latitude" > 0')
weeks=("${reports[@]:0:8}" "${reports[8]} AND \"lokasi/kode_desa\" <> '' AND tanggal_kejadian BETWEEN '2026' AND '2027'")
until_june=("${reports[@]:0:8}" "${reports[8]} AND tanggal_kejadian BETWEEN '2026' AND '2026-07'")
villages=("$map" --layer desa_prioritas --where "perempuan_dikonsultasi > 0")
counts=(--cases tanda --exposure perempuan_dikonsultasi)

# draw NAME COMMAND ARGUMENT...: one picture, a map or a chart as `form` says; what else the command writes is thrown away.
draw() {
  local name=$1 command=$2
  [[ $wanted == "  " || $wanted == *" $name "* ]] || return 0
  shift 2
  "$program" --quiet --lang en "$command" "$@" --caption "DATA SINTETIS: synthetic sample data" \
    "$form" "$work/$name.svg"
  install -m 644 "$work/$name.svg" "$here/$name.svg"
}
form=--picture

draw density density "${reports[@]}" --bandwidth 3km --cell 500m --window "$district" \
  -o "$work/density.tif"
draw density_adaptive density "${reports[@]}" --adaptive --bandwidth 3km --cell 500m \
  --window "$district" -o "$work/adaptive.tif"
draw network_density network-density "${reports[@]}" "$plan" --lines-layer rute_patroli \
  --bandwidth 3km --lixel 200m --snap 1km -o "$work/network.gpkg"
draw dbscan cluster "${reports[@]}" --method dbscan --radius 500m --min-points 8 \
  -o "$work/dbscan.gpkg"
draw hdbscan cluster "${reports[@]}" --method hdbscan --min-points 8 --min-cluster-size 15 \
  -o "$work/hdbscan.gpkg"
draw contours density "${reports[@]}" --bandwidth 3km --cell 500m --window "$district" \
  --contours "$work/contours.gpkg" --levels 50%,90% -o "$work/contoured.tif"
draw outlines cluster "${reports[@]}" --method hdbscan --min-points 8 --min-cluster-size 15 \
  --outlines "$work/outlines.gpkg" --outline alpha:1500m -o "$work/outlined.gpkg"
"$program" --quiet cluster "${until_june[@]}" --method dbscan --radius 1km --min-points 8 \
  --outlines "$work/june.gpkg" -o "$work/june_points.gpkg"
draw cluster_ids cluster "${reports[@]}" --method dbscan --radius 1km --min-points 8 \
  --previous "$work/june.gpkg" --outlines "$work/october.gpkg" -o "$work/october_points.gpkg"
draw local_gi_star local "${villages[@]}" "${counts[@]}" --statistic gi-star --null permutation \
  -o "$work/gi.gpkg"
draw local_moran local "${villages[@]}" "${counts[@]}" --statistic moran --null permutation \
  -o "$work/moran.gpkg"
draw local_exposure local "${villages[@]}" "${counts[@]}" --statistic gi-star --null exposure \
  -o "$work/exposure.gpkg"
draw neighbors local "${villages[@]}" "${counts[@]}" --links "$work/links.gpkg" -o "$work/near.gpkg"
draw rates rates "${villages[@]}" "${counts[@]}" -o "$work/rates.gpkg"
draw rates_local rates "${villages[@]}" "${counts[@]}" --prior local --weights queen \
  -o "$work/local_rates.gpkg"
draw rates_evidence rates "${villages[@]:0:3}" "${counts[@]}" --fewest-expected 5 \
  -o "$work/evidence.gpkg"
draw scan scan "${villages[@]}" --cases tanda --population perempuan_dikonsultasi \
  -o "$work/scan.gpkg"
draw scan_flexible scan "${villages[@]}" --cases tanda --population perempuan_dikonsultasi \
  --shape flexible --weights queen -o "$work/flexible.gpkg"
draw emerging space-time "${reports[@]}" --method emerging --time-column tanggal_kejadian \
  --areas "$work/rates.gpkg" --exposure perempuan_dikonsultasi --step 30d -o "$work/emerging.gpkg"
draw relative_risk density "${reports[@]}" --relative-to "$plan|layername=titik_singgah" --bandwidth 4km \
  --cell 500m --window "$district" -o "$work/risk.tif"
draw st_dbscan cluster "${reports[@]}" --method st-dbscan --radius 1km --time-column \
  tanggal_kejadian --time 30d --min-points 5 -o "$work/st_dbscan.gpkg"

draw scan_space_time scan "${weeks[@]}" --model space-time-permutation --time tanggal_kejadian \
  --site lokasi/kode_desa --period 7d -o "$work/space_time.gpkg"

if [[ $wanted == "  " || $wanted == *" frontier "* ]]; then
  "$program" --quiet --lang en schedule "$sample/project.toml" -o "$work/plan" --frontier
  install -m 644 "$work/plan/operational/current/frontier.svg" "$here/frontier.svg"
fi

# shot NAME COMMAND ARGUMENT...: a page as a commander or a head of agency gets it. The command makes
# the file named last.
shot() {
  local name=$1
  shift
  [[ $wanted == "  " || $wanted == *" $name "* ]] || return 0
  "$@" >"$work/shot.log" 2>&1
  install -m 644 "$work/$name.png" "$here/$name.png"
}
if [[ $wanted == "  " || $wanted == *" tutorial_"* ]]; then
  "$program" --quiet run "$sample/project.toml" -o "$work/id"
  sheets=$work/id/operational/current/jadwal
  shot tutorial_sheet pdftoppm -png -r 60 -f 2 -l 2 -singlefile "$sheets.pdf" "$work/tutorial_sheet"
  shot tutorial_report pdftoppm -png -r 60 -singlefile "$work/id/planning/current/laporan.pdf" \
    "$work/tutorial_report"
  shot tutorial_phone /usr/bin/python3 "$root/tests/acceptance/browser.py" "$sheets.html#lembar-1" \
    390 844 "$work/tutorial_phone.png"
fi

form=--chart
draw bandwidth density "${reports[@]}" --bandwidth auto:lcv --kernel gaussian --cell 500m \
  -o "$work/lcv.tif"
draw bandwidth_diggle density "${reports[@]}" --bandwidth auto:diggle --cell 500m \
  --window "$district" -o "$work/diggle.tif"
draw p_values local "${villages[@]}" "${counts[@]}" --statistic gi-star --null exposure \
  -o "$work/p_values.gpkg"
draw permutations local "${villages[@]}" "${counts[@]}" --statistic moran --null permutation \
  --permutations 99 -o "$work/permutations.gpkg"
draw global_moran global "${villages[@]}" "${counts[@]}" --statistic eb-moran
tr -d '"' <"$sample/laporan_kobo.csv" |
  awk -F';' 'NR == 1 { print $14 "," $13 ",women" }
    NR > 1 && $14 > 108 && $13 > 0 && $5 > 0 && !seen[$3]++ { print $14 "," $13 "," $5 }' \
    >"$work/dialogues.csv"
draw cluster_sizes cluster "${reports[@]}" --method dbscan --radius 500m --min-points 8 \
  --effort "$work/dialogues.csv" --effort-column women --jitter 250m -o "$work/tested.gpkg"
draw ranks rates "${villages[@]}" "${counts[@]}" --key kode_desa -o "$work/ranks.gpkg"
draw near_repeat space-time "${reports[@]}" --method near-repeat --time-column tanggal_kejadian \
  --distance 0,250m,500m,1km --time 0,7d,14d,28d -o "$work/near_repeat.csv"
tr -d '"' <"$sample/laporan_kobo.csv" |
  awk -F';' 'NR == 1 { print "mulai" } NR > 1 && $10 ~ /^2026-/ && $11 ~ /^[0-9][0-9]:/ {
    print $10 "T" $11 ":00" }' >"$work/hours.csv"
draw aoristic space-time "$work/hours.csv" --method aoristic --begin mulai -o "$work/aoristic.csv"
draw risk_hours space-time "$work/hours.csv" --method aoristic --begin mulai --by hour \
  -o "$work/risk_hours.csv"
# By kecamatan and month of 2026: reports, and the women of each dialogue once.
tr -d '"' <"$sample/laporan_kobo.csv" | awk -F';' '
  NR > 1 && $10 ~ /^2026-(0[1-9]|10)-/ && $16 != "" {
    area = substr($16, 1, 8); month = substr($10, 6, 2) + 0; areas[area] = 1
    ++told[area, month]; if (!seen[$3]++) asked[area, month] += $5
  }
  END {
    printf "kecamatan"
    for (m = 1; m <= 10; ++m) printf ",told_%02d,asked_%02d", m, m
    for (area in areas) {
      printf "\n%s", area
      for (m = 1; m <= 10; ++m) printf ",%d,%d", asked[area, m] ? told[area, m] : 0, asked[area, m]
    }
    print ""
  }' >"$work/months.csv"
draw trend space-time "$work/months.csv" --method trend --key kecamatan \
  --values "$(printf 'told_%02d,' {1..10} | sed 's/,$//')" \
  --exposures "$(printf 'asked_%02d,' {1..10} | sed 's/,$//')" -o "$work/trend.csv"
