#!/usr/bin/env bash
# Kernel densities against R spatstat and sparr, in a polygon window: fixed bandwidths and edge
# corrections on 1,000,000 points, adaptive ones and relative risk on fewer, bandwidths by rule.
#
# spatstat moves points to the centers of cells before it begins. The check of agreement therefore
# runs on points that lie there; the timed runs use the points as they are.
source "$(dirname "$0")/common.sh"
needs Rscript awk
needs_r spatstat
needs_r sparr
needs_python osgeo.gdal

POINTS=${POINTS:-1000000}
ADAPTIVE_POINTS=${ADAPTIVE_POINTS:-2000}
folder=$WORK/density
mkdir -p "$folder"

# window WIDTH HEIGHT: sets WINDOW and AREA.
window() {
  AREA=$folder/window_$1_$2.geojson
  export WINDOW=$folder/window_$1_$2.csv
  "$PYTHON" "$COMPARE/window.py" "$1" "$2" "$AREA" "$WINDOW"
}

# inside POINTS.csv CELL OUT_AS_THEY_ARE OUT_AT_CENTERS: points in the window.
inside() {
  awk -F, -v cell="$2" -v own="$3" -v snapped="$4" '
    FNR == NR { if (FNR > 1) { x[++n] = $1; y[n] = $2 } next }
    FNR == 1 { print "x,y" >own; print "x,y" >snapped; next }
    { odd = 0; cx = 0
      sx = (int($1 / cell) + 0.5) * cell; sy = (int($2 / cell) + 0.5) * cell
      if (!within($1, $2) || !within(sx, sy)) next
      print >own
      printf "%.3f,%.3f\n", sx, sy >snapped }
    function within(px, py,   i, j, in_) {
      in_ = 0
      for (i = 1; i <= n; ++i) {
        j = i == 1 ? n : i - 1
        if ((y[i] > py) != (y[j] > py) &&
            px < (x[j] - x[i]) * (py - y[i]) / (y[j] - y[i]) + x[i]) in_ = !in_
      }
      return in_
    }' "$WINDOW" "$1"
}

# ours OUT.tif POINTS.csv OPTIONS...: sets the command.
ours() {
  local out=$1 points=$2
  shift 2
  command=("$RAWAN" density "$points" --x x --y y --crs EPSG:32649 --window "$AREA" -o "$out"
    --overwrite --threads "$THREADS" --quiet "$@")
}

# agree NAME TOLERANCE: the cells of NAME.tif and the numbers of NAME.txt.
agree() {
  "$PYTHON" "$COMPARE/cells.py" "$folder/$1.tif" >"$folder/$1.ours"
  numbers_agree "$folder/$1.txt" "$folder/$1.ours" "$2"
}

declare -a rows
keep_row() { rows+=("$(row "$@")"); }

# --- fixed bandwidths -----------------------------------------------------------------------------
window 128000 96000
own=$folder/points_$POINTS.csv
snapped=$folder/centers_$POINTS.csv
[ -s "$snapped" ] || inside "$(clustered_points "$POINTS")" 100 "$own" "$snapped"

# fixed KERNEL SIGMA EDGE TOLERANCE
fixed() {
  local agreement h
  h=$(awk -v k="$1" -v s="$2" 'BEGIN {
    square["epanechnikov"] = 6; square["quartic"] = 8; square["gaussian"] = 1
    printf "%.12g", s * sqrt(square[k]) }')
  local options=(--kernel "$1" --bandwidth "$h" --edge "$3" --cell 100)
  Rscript "$COMPARE/density.R" fixed "$1" "$2" "$3" "$snapped" 1280 960 "$folder/fixed.txt" >&2
  ours "$folder/fixed.tif" "$snapped" "${options[@]}"
  "${command[@]}"
  agreement=$(agree fixed "$4") || fail "$1, $3 differs: $agreement"
  timed_once spatstat Rscript "$COMPARE/density.R" fixed "$1" "$2" "$3" "$own" 1280 960 \
    "$folder/timed.txt"
  ours "$folder/timed.tif" "$own" "${options[@]}"
  timed ours "${command[@]}"
  keep_row "density $1, sigma $2 m, edge $3, $POINTS points, 1280 x 960" "R spatstat" spatstat \
    ours "$agreement"
}

# Cells of the file have single precision: 6e-8. spatstat scales kernels to a sum of 1 over the
# cells, which jones-diggle cancels; elsewhere it is a matter of 1e-5 at these bandwidths.
fixed epanechnikov 2123 jones-diggle 1e-6
fixed quartic 1838 jones-diggle 1e-6
fixed quartic 1838 none 1e-4
fixed gaussian 1838 jones-diggle 1e-6
fixed gaussian 1838 uniform 1e-6

# --- adaptive bandwidths and relative risk --------------------------------------------------------
# Square, for sparr's grids are.
window 96000 96000
few=$folder/few.csv
few_snapped=$folder/few_centers.csv
inside "$(clustered_points "$ADAPTIVE_POINTS")" 800 "$few" "$few_snapped"

# adaptive EDGE
adaptive() {
  local agreement
  local options=(--adaptive --bandwidth 3000 --edge "$1" --cell 800)
  ours "$folder/adaptive.tif" "$few_snapped" "${options[@]}"
  timed_once sparr Rscript "$COMPARE/density.R" adaptive 3000 "$1" "$few_snapped" 120 \
    "$folder/adaptive.txt"
  timed ours "${command[@]}"
  agreement=$(agree adaptive 1e-6) || fail "adaptive, $1 differs: $agreement"
  keep_row "adaptive density, edge $1, $ADAPTIVE_POINTS points, 120 x 120" "R sparr" sparr ours \
    "$agreement"
}
adaptive jones-diggle
adaptive uniform

# spatstat's own way sorts events into classes; it approximates, so its difference is only told.
timed_once classes Rscript "$COMPARE/density.R" classes 3000 jones-diggle "$few_snapped" 120 120 \
  "$folder/adaptive.txt"
ours "$folder/adaptive.tif" "$few_snapped" --adaptive --bandwidth 3000 --cell 800
timed ours "${command[@]}"
agreement=$(agree adaptive 1)
keep_row "adaptive density, $ADAPTIVE_POINTS points, 120 x 120" "R spatstat, in classes" classes \
  ours "$agreement"

awk 'NR == 1 || NR % 3 == 0' "$few_snapped" >"$folder/cases.csv"
awk 'NR == 1 || NR % 3 != 0' "$few_snapped" >"$folder/reference.csv"
timed_once sparr Rscript "$COMPARE/density.R" risk 9000 "$folder/cases.csv" \
  "$folder/reference.csv" 120 "$folder/risk.txt" "$folder/p.txt"
ours "$folder/risk.tif" "$folder/cases.csv" --relative-to "$folder/reference.csv" --bandwidth 9000 \
  --edge uniform --cell 800 --floor 0 --tolerance "$folder/p.tif"
timed ours "${command[@]}"
risk=$(agree risk 1e-5) || fail "relative risk differs: $risk"
p=$(agree p 1e-5) || fail "tolerance differs: $p"
keep_row "relative risk and tolerance, $ADAPTIVE_POINTS points, 120 x 120" "R sparr" sparr ours \
  "log ratio $risk; p $p"

# --- bandwidths -----------------------------------------------------------------------------------
Rscript "$COMPARE/density.R" redwood "$folder" >&2
AREA=$folder/redwood.geojson
"$PYTHON" "$COMPARE/window.py" --square "$AREA"
for rule in scott diggle lcv cvl; do
  ours "$folder/redwood.tif" "$folder/redwood.csv" --kernel gaussian --bandwidth "auto:$rule" \
    --cell 0.02 --json
  [ "$rule" = scott ] || command+=(--curve "$folder/curve_$rule.csv")
  "${command[@]}" | awk '/"sigma": [0-9.e-]+,$/ { value = $2 } END { print value + 0 }' \
    >"$folder/$rule.ours"
done
Rscript "$COMPARE/density.R" redwood "$folder" >&2
scott=$(numbers_agree "$folder/scott" "$folder/scott.ours" 1e-6) || fail "Scott differs: $scott"
# Both look for the least error in steps: 1 / 128 and 1 / 511 of their ranges.
diggle=$(numbers_agree "$folder/diggle" "$folder/diggle.ours" 0.02) || fail "Diggle: $diggle"
for rule in lcv cvl; do
  cut -d, -f2 "$folder/curve_$rule.csv" | tail -n +2 >"$folder/criterion_$rule.ours"
done
cvl=$(numbers_agree "$folder/criterion_cvl" "$folder/criterion_cvl.ours" 1e-6) ||
  fail "the curve of Cronie and van Lieshout differs: $cvl"
# spatstat takes the mass in the window from pixels, 128 a side; ours is exact.
lcv=$(numbers_agree "$folder/criterion_lcv" "$folder/criterion_lcv.ours" 0.01) ||
  fail "the curve of the likelihood differs: $lcv"

machine
table_head
printf '%s\n' "${rows[@]}"
echo
echo "Bandwidths of the redwood seedlings against spatstat: Scott $scott; Diggle $diggle;" \
  "the curve of Cronie and van Lieshout $cvl, that of the likelihood $lcv."
