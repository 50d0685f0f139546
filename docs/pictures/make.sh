#!/usr/bin/env bash
# Draws the pictures of docs/methods.md from the sample district, with the program itself:
#   docs/pictures/make.sh [-o DIRECTORY] [NAME...]   (after cmake --build --preset release)
# Without names all are drawn, without a directory in place of those there are. The same program
# draws the same bytes.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
to=$here
if [[ ${1:-} == -o ]]; then
  to=$(cd "$2" && pwd)
  shift 2
fi
wanted=" $* "
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
synthetic="DATA SINTETIS: synthetic sample data"
tables() { /usr/bin/python3 "$here/tables.py" "$@"; }

# draw NAME COMMAND ARGUMENT...: one picture, a map or a chart as `form` says; what else the command writes is thrown away.
draw() {
  local name=$1 command=$2
  [[ $wanted == "  " || $wanted == *" $name "* ]] || return 0
  shift 2
  "$program" --quiet --lang en "$command" "$@" --caption "$synthetic" \
    "$form" "$work/$name.svg"
  install -m 644 "$work/$name.svg" "$to/$name.svg"
}
form=--picture

draw density density "${reports[@]}" --bandwidth 3km --cell 1km --window "$district" \
  -o "$work/density.tif"
draw density_adaptive density "${reports[@]}" --adaptive --bandwidth 3km --cell 1km \
  --window "$district" -o "$work/adaptive.tif"
draw network_density network-density "${reports[@]}" "$plan" --lines-layer rute_patroli \
  --bandwidth 3km --lixel 1km --snap 1km -o "$work/network.gpkg"
draw dbscan cluster "${reports[@]}" --method dbscan --radius 500m --min-points 8 \
  -o "$work/dbscan.gpkg"
draw hdbscan cluster "${reports[@]}" --method hdbscan --min-points 8 --min-cluster-size 15 \
  -o "$work/hdbscan.gpkg"
draw contours density "${reports[@]}" --bandwidth 3km --cell 1km --window "$district" \
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
  --cell 1km --window "$district" -o "$work/risk.tif"
draw st_dbscan cluster "${reports[@]}" --method st-dbscan --radius 1km --time-column \
  tanggal_kejadian --time 30d --min-points 5 -o "$work/st_dbscan.gpkg"

draw scan_space_time scan "${weeks[@]}" --model space-time-permutation --time tanggal_kejadian \
  --site lokasi/kode_desa --period 7d -o "$work/space_time.gpkg"

if [[ $wanted == "  " || $wanted == *" frontier "* ]]; then
  "$program" --quiet --lang en schedule "$sample/project.toml" -o "$work/plan" --frontier
  install -m 644 "$work/plan/operational/current/frontier.svg" "$to/frontier.svg"
fi

# shot NAME COMMAND ARGUMENT...: a page as a commander or a head of agency gets it. The command makes
# the file named last.
shot() {
  local name=$1
  shift
  [[ $wanted == "  " || $wanted == *" $name "* ]] || return 0
  "$@" >"$work/shot.log" 2>&1
  install -m 644 "$work/$name.png" "$to/$name.png"
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

# show NAME INPUT ARGUMENT...: columns of a result as `rawan draw` shows them.
show() {
  local name=$1
  shift
  [[ $wanted == "  " || $wanted == *" $name "* ]] || return 0
  "$program" --quiet --lang en draw "$@" --caption "$synthetic" -o "$work/$name.svg"
  install -m 644 "$work/$name.svg" "$to/$name.svg"
}
# any NAME...: whether one of them is to be drawn.
any() {
  local name
  [[ $wanted == "  " ]] && return 0
  for name in "$@"; do [[ $wanted == *" $name "* ]] && return 0; done
  return 1
}
desa="$map|layername=desa_prioritas"
marks="$map|layername=laporan_titik"
read_map=("$map" --layer)

show lattice "${read_map[@]}" sel_kerawanan --where "desa = 'Beringin Baru'" \
  --values jumlah_laporan --over "$desa,$marks" --labels "Villages,Reports" \
  --title "Reports by cell of the lattice, Beringin Baru"
show hotspot_cells "${read_map[@]}" sel_kerawanan --where "kecamatan = 'Monterado'" \
  --values jumlah_laporan --over "$map|layername=area_konsentrasi,$desa" \
  --labels "Hotspots,Villages" --title "Reports by cell and hotspots, Monterado"
show exposure "${read_map[@]}" desa_prioritas --where "dialog > 0" --as points \
  --against perempuan_dikonsultasi --values tanda --title "Marks and women asked, by village" \
  --x-title "Women consulted" --y-title "Marks"
tables dialogues "$sample" >"$work/talks.csv"
show dialogue_effect "$work/talks.csv" --as points --against expected --values seen,expected \
  --labels "Dialogue,As many as expected" --x-title "Marks expected at the rate of the village" \
  --y-title "Marks told" --title "Marks of each dialogue"
tables origins "$sample" >"$work/origins.csv"
show origins "$work/origins.csv" --as bars --by kind --values women,men,officers \
  --labels "Women,Men,Officers or nobody" --x-title "Kind of row" --y-title "Rows" \
  --title "Who told: rows of one table of reports"
show reporters "${read_map[@]}" area_konsentrasi --as points --against jumlah_laporan \
  --values jumlah_dialog,jumlah_laporan --labels "Hotspot,A reporter per report" \
  --x-title "Reports" --y-title "Reporters (dialogues)" \
  --title "Reports of each hotspot and the reporters behind them"
tables findings "${map%/*}" >"$work/findings.csv"
show findings "$work/findings.csv" --as points --against visits --values found,estimated \
  --labels "Village,At its estimated rate" --x-title "Visits" --y-title "Findings" \
  --title "Findings and visits by village"
show stability "${read_map[@]}" area_konsentrasi --where "kecamatan = 'Monterado'" \
  --values kestabilan --over "$desa" --labels "Villages" \
  --title "Stability of hotspots, Monterado"
show unequal_reporting "${read_map[@]}" desa_prioritas --where "peringkat_harapan > 0" \
  --as intervals --by desa --values peringkat_harapan --low peringkat_bawah_rho \
  --high peringkat_atas_rho --order rising --first 40 --x-title "Village" --y-title "Rank" \
  --title "Where villages could stand if women told half or twice as much"
show factors "${read_map[@]}" desa_prioritas --as bars --by desa --order falling --first 40 \
  --values skor_perempuan,skor_krppa,skor_lama,skor_lingkungan \
  --labels "Rank by women's reports,D/KRPPA,Days since the last visit,Environment" \
  --x-title "Village" --y-title "Points" --title "Points behind the priority of patrols: the first 40"
tables rates "${map%/*}" "$sample" >"$work/true_rates.csv"
show village_rates "$work/true_rates.csv" --as intervals --by village --values rate,truth --low low \
  --high high --order falling --first 40 --labels "Estimate and 90 % interval,Truth" \
  --x-title "Village" --y-title "Marks per 1,000 women" --title "The 40 highest rates and the true ones"
show burden "${read_map[@]}" beban_patroli --where "tingkat = 'Village'" --as points \
  --against bagian_perkiraan --values bagian_patroli,bagian_perkiraan \
  --labels "Village,Hours as estimated" --x-title "Estimated share" --y-title "Share of all hours" \
  --title "Share of patrol hours against the share that the estimated risk asks for"
show routes "$plan" --layer rute_patroli --values regu \
  --over "$plan|layername=batas_kecamatan,$plan|layername=titik_singgah" \
  --labels "Kecamatan,Stops" --title "A week of patrols by squad"
show unserved "$plan" --layer belum_terlayani --as bars --by kode_alasan --x-title "Reason" \
  --y-title "Stops" --title "Why stops are left out of the plan"
show fairness "$plan" --layer pemerataan --where "kelompok = 'desa'" --as bars --by kode \
  --values bagian_waktu --order falling --first 90 --reference 0.00806 --x-title "Village" \
  --y-title "Share of the time at stops (dashed: equal shares)" --title "Who gets the presence"
show unpredictable "$plan" --layer pemerataan --where "kelompok = 'desa' AND jumlah_kunjungan > 0" \
  --as bars --by kode --values entropi_jam --order falling --first 90 --reference 4.585 \
  --x-title "Village" --y-title "Bits (dashed: any hour as likely as another)" \
  --title "Entropy of the hour of visits over the pool of plans"
tables legs "${plan%/*}/plan.json" >"$work/legs.csv"
show travel_times "$work/legs.csv" --as points --against km --values road,estimate \
  --labels "By road,Estimated" --x-title "Kilometers" --y-title "Minutes" \
  --title "Legs of a week of patrols"
tables noise >"$work/noise.csv"
show noise "$work/noise.csv" --as line --against z --values one,half,quarter \
  --labels "epsilon 1,epsilon 1/2,epsilon 1/4" --x-title "What is added to a count" \
  --y-title "Probability" --title "Noise of public counts"

form=--picture
tables badly_placed "$sample" 61.07.07 >"$work/badly.csv"
if any known_badly; then
  "$program" --quiet rates "$map" --layer desa_prioritas "${counts[@]}" -o "$work/village_only.gpkg" \
    --where "kode_kecamatan = '61.07.07' AND tanda > 0"
fi
draw known_badly density "$work/badly.csv" --x x --y y --crs EPSG:4326 --kernel gaussian \
  --bandwidth 1200m --uncertainty deviation --weight tanda --area-reports "$work/village_only.gpkg" \
  --window "$district" --cell 1km -o "$work/badly.tif"

if any duplicates reporter_cap bursts; then
  tables district "$sample" "$work/district"
  "$program" --quiet --lang en run "$work/district/project.toml" -o "$work/three"
  three=$work/three/restricted/current
  tables duplicates "$three" "$work/district" >"$work/duplicates.csv"
  tables capped "$three" "$work/district" >"$work/capped.csv"
  show duplicates "$work/duplicates.csv" --as points --against meters --values once,twice \
    --labels "Counted once,Counted apart" --x-title "Meters between two reports of two sources" \
    --y-title "Hours between them" --title "Which reports tell of the same thing"
  show reporter_cap "$work/capped.csv" --as bars --by day --values counted,above \
    --labels "Counted,Above the cap" --x-title "Day" --y-title "Reports of one device" \
    --title "What one device can move"
  show bursts "$work/three/operational/current/rawan.gpkg" --layer desa_prioritas \
    --where "kecamatan = 'Monterado'" --values keterangan \
    --title "What commanders read after sixteen invented reports"
fi

if any points_behind linear_attack safe_numbers suppression; then
  "$program" --quiet run "$sample/project.toml" -o "$work/plain"
  planners=$work/plain/planning/current
  # attack NAME RELEASE ARGUMENT...: exit 7 says that something was learned.
  attack() {
    "$program" --quiet attack "$2" --json "${@:3}" >"$work/$1.json" || [[ $? == 7 ]]
  }
  attack surface "$work/plain/restricted/current" --only kde --truth "$sample/project.toml"
  attack classes "$planners" --only classes --truth "$sample/project.toml"
  tables gains "Density map" "$work/surface.json" "Classes of villages" "$work/classes.json" \
    >"$work/gains.csv"
  show points_behind "$work/gains.csv" --as intervals --by map --values gain --low low --high high \
    --reference 0 --x-title "What is attacked, and how near" --y-title "Gain over guessing" \
    --title "Reports found by attacks beyond those found by guessing"
  attack sent "$planners" --only linear
  tables spoil "$planners" "$work/spoilt"
  attack spoilt "$work/spoilt" --only linear
  tables learned "As released" "$work/sent.json" "With a sum and all villages but one" \
    "$work/spoilt.json" >"$work/learned.csv"
  show linear_attack "$work/learned.csv" --as bars --by release --values learned \
    --x-title "Release" --y-title "What was learned" --title "What follows about hidden numbers"
  tables hidden "$work/out/planning/current" >"$work/hidden.csv"
  show suppression "$work/hidden.csv" --as bars --by what --values numbers --x-title "Number" \
    --y-title "Numbers of people" --title "What planners see of the numbers of people who told"
  show safe_numbers "$work/out/planning/current/rawan.gpkg" --layer desa_prioritas --as bars \
    --by pelapor --x-title "People who told in the newest quarter" --y-title "Villages" \
    --title "People who told, by village, as planners see them"
fi

if any allocation; then
  "$program" --quiet --lang en simulate --world W2 --policy production --seeds 1..20 \
    --picture "$work/allocation.svg" >"$work/allocation.txt"
  install -m 644 "$work/allocation.svg" "$to/allocation.svg"
fi

if any plan_faults; then
  tables faulty "${plan%/*}/schedule.csv" >"$work/changed.csv"
  "$program" --quiet schedule "$sample/project.toml" --check "$work/changed.csv" --json \
    >"$work/faults.json" || [[ $? == 4 ]]
  tables faults "$work/faults.json" >"$work/faults.csv"
  show plan_faults "$work/faults.csv" --as bars --by code --x-title "Rule that is broken" \
    --y-title "Visits" --title "Faults of a schedule changed by hand"
fi

if any dosage; then
  cp -r "$sample" "$work/often"
  printf '\n[[patrol.revisit]]\nevery_min = 120\n' >>"$work/often/project.toml"
  "$program" --quiet schedule "$work/often/project.toml" -o "$work/often_plan"
  tables revisits "$work/often_plan/operational/current/plan.json" AG8- >"$work/often.csv"
  show dosage "$work/often.csv" --as bars --by day --values visits --x-title "Day" \
    --y-title "Visits" --title "Visits to concentration areas that are due every two hours"
fi
