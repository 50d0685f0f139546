#!/usr/bin/env bash
# Gi and Gi*, local and global Moran and Geary, G, empirical Bayes: values and permutations against
# R spdep, 83,402 sites with 6 neighbors each.
source "$(dirname "$0")/common.sh"
needs Rscript awk
needs_r spdep
[ -x "$BENCH/local_values" ] || fail "needs $BENCH/local_values: RAWAN_BUILD_BENCHMARKS=ON"

SITES=${SITES:-83402}
points=$(clustered_points "$SITES")
sites=$WORK/local_sites_$SITES.csv
awk -F, 'NR == 1 { print "x,y,cases,exposure"; next }
  { e = 50 + (NR * 7919) % 401
    print $1 "," $2 "," int(e / 40 * ((NR * 104729) % 97) / 48) "," e }' "$points" >"$sites"

mkdir -p "$WORK/local_spdep" "$WORK/local_rawan"
timed_once spdep_values Rscript "$COMPARE/local.R" "$sites" "$WORK/local_spdep"
timed ours_values "$BENCH/local_values" "$sites" "$WORK/local_rawan"
for statistic in "$WORK"/local_spdep/*; do
  name=$(basename "$statistic")
  agreement=$(numbers_agree "$statistic" "$WORK/local_rawan/$name" 1e-9) ||
    fail "$name differs: $agreement"
  echo "$name: $agreement" >&2
done

# Permutations cost the same each, so the ratio is per permutation.
timed_once spdep Rscript "$COMPARE/local.R" "$sites" 99
timed ours "$BENCH/local_values" "$sites" 999
machine
table_head
row "local and global statistics, $SITES sites" "R spdep" spdep_values ours_values "1e-9 of the peak"
peer_each=$(awk -v s="${wall[spdep]}" 'BEGIN { printf "%.5f", s / 99 }')
ours_each=$(awk -v s="${wall[ours]}" 'BEGIN { printf "%.5f", s / 999 }')
echo "| Gi*, one conditional permutation of $SITES sites | R spdep localG_perm | $peer_each |" \
  "$ours_each | $(ratio "$peer_each" "$ours_each") | ${cpu[ours]} for 999 | ${peak[ours]} | - |"
