# shellcheck shell=bash
# What the comparisons share. A script begins with
#     source "$(dirname "$0")/common.sh"
# and prints one row of a Markdown table per task; README.md says how.
set -euo pipefail

COMPARE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
SOURCE=$(cd "$COMPARE/../.." && pwd)
WORK=${RAWAN_COMPARE_WORK:-${TMPDIR:-/tmp}/rawan-compare-$(id -u)}
export RAWAN=${RAWAN_PROGRAM:-$SOURCE/build/release/rawan}
export BENCH=${RAWAN_BENCH_DIR:-$SOURCE/build/release}
THREADS=${THREADS:-2}
RUNS=${RUNS:-3}
PYTHON=${PYTHON:-/usr/bin/python3}
export THREADS
export OMP_NUM_THREADS=$THREADS OPENBLAS_NUM_THREADS=$THREADS LOKY_MAX_CPU_COUNT=$THREADS
mkdir -p "$WORK"

# By name of a program: seconds by the clock, seconds of all its threads, peak memory in MB.
declare -A wall cpu peak

fail() {
  echo "$(basename "$0"): $1" >&2
  exit 1
}

needs() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || fail "needs the program $program"
  done
}

needs_python() {
  "$PYTHON" -c "import $1" 2>/dev/null || fail "needs the Python module $1 for $PYTHON"
}

needs_r() {
  Rscript -e "library($1)" >/dev/null 2>&1 || fail "needs the R package $1"
}

# clustered_points COUNT [CLOSER]: the path of a CSV file of x,y, made once by points.py with seed 1.
clustered_points() {
  local closer=${2:-1} generator file
  generator=$(sha256sum "$COMPARE/points.py" | cut -c1-8)
  file=$WORK/points_$1_${closer}_$generator.csv
  if [ ! -s "$file" ]; then
    "$PYTHON" "$COMPARE/points.py" "$1" --seed 1 --closer "$closer" >"$file.part"
    mv "$file.part" "$file"
  fi
  echo "$file"
}

# The first processors this shell may use, as many as THREADS.
cpus() {
  taskset -cp $$ | sed 's/.*: //' | tr ',' '\n' |
    awk -F- '{ for (i = $1; i <= (NF > 1 ? $2 : $1); ++i) print i }' |
    head -n "$THREADS" | paste -sd,
}

# once NAME COMMAND...: runs it on THREADS processors; what it prints goes to $WORK/NAME.log. A
# program that prints a line "seconds 1.234" times itself: its start and reading are not counted.
once() {
  local name=$1 log=$WORK/$1.log usage=$WORK/$1.usage status=0 start own
  shift
  start=$EPOCHREALTIME
  taskset -c "$(cpus)" /usr/bin/time -o "$usage" -f '%U %S %M' "$@" >"$log" 2>&1 || status=$?
  elapsed=$(awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.3f", b - a }')
  if [ "$status" -ne 0 ]; then
    tail -n 20 "$log" >&2
    fail "$name ended with status $status"
  fi
  own=$(awk '$1 == "seconds" { printf "%.3f\n", $2 }' "$log" | tail -n 1)
  read -r user system memory < <(tail -n 1 "$usage")
  elapsed=${own:-$elapsed}
  processor=$(awk -v a="$user" -v b="$system" 'BEGIN { printf "%.2f", a + b }')
  megabytes=$((memory / 1024))
}

is_less() { awk -v a="$1" -v b="$2" 'BEGIN { exit !(a < b) }'; }

# timed NAME COMMAND...: the fastest of RUNS runs, into wall[NAME], cpu[NAME] and peak[NAME].
timed() {
  local run
  unset "wall[$1]"
  for ((run = 0; run < RUNS; ++run)); do
    once "$@"
    if [ -n "${wall[$1]:-}" ] && ! is_less "$elapsed" "${wall[$1]}"; then continue; fi
    wall[$1]=$elapsed cpu[$1]=$processor peak[$1]=$megabytes
  done
}

# timed_once NAME COMMAND...: for peers of minutes.
timed_once() { RUNS=1 timed "$@"; }

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0) printf "%.1f", a / b; else print "-" }'; }

table_head() {
  echo "| task | peer | peer, s | rawan, s | ratio | rawan, s of cpu | rawan, MB | agreement |"
  echo "|---|---|---|---|---|---|---|---|"
}

# row TASK PEER NAME_OF_PEER NAME_OF_OURS AGREEMENT: after both were timed.
row() {
  echo "| $1 | $2 | ${wall[$3]} | ${wall[$4]} | $(ratio "${wall[$3]}" "${wall[$4]}") |" \
    "${cpu[$4]} | ${peak[$4]} | $5 |"
}

# numbers_agree FILE FILE TOLERANCE: compares two files of numbers, one per line, and prints the
# largest difference as a share of the largest value. Fails above the tolerance.
numbers_agree() {
  paste -d' ' "$1" "$2" | awk -v most="$3" '
    NF != 2 { print "different lengths"; bad = 1; exit 1 }
    { a = $1 < 0 ? -$1 : $1; if (a > top) top = a
      d = $1 - $2; if (d < 0) d = -d; if (d > worst) worst = d }
    END { if (bad) exit 1
          share = top > 0 ? worst / top : worst
          printf "within %.1e of the peak\n", share; exit !(share <= most) }'
}

machine() {
  echo "$(awk -F': ' '/model name/ { print $2; exit }' /proc/cpuinfo), $THREADS threads," \
    "load $(cut -d' ' -f1 /proc/loadavg) before"
}
