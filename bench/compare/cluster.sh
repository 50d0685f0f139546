#!/usr/bin/env bash
# Density clusters of 1,000,000 points: DBSCAN (radius 150 m, 20 points) and HDBSCAN* (20 points,
# least cluster of 50) against R dbscan and scikit-learn, and whether they agree. What a tree that
# visits every neighbor costs depends on how close points lie, so DBSCAN also runs on the same
# points CLOSER times closer.
#
# The peers' seconds are those of the function alone. Ours are once those of the function alone, and
# once those of the whole program: start, reading the CSV, clusters, writing a CSV with all columns.
source "$(dirname "$0")/common.sh"
needs Rscript awk
needs_r dbscan
needs_python sklearn.cluster
[ -x "$BENCH/cluster_values" ] || fail "needs $BENCH/cluster_values: RAWAN_BUILD_BENCHMARKS=ON"

COUNT=${COUNT:-1000000}
SMALL=${SMALL:-20000}
CLOSER=${CLOSER:-3}
points=$(clustered_points "$COUNT")
close=$(clustered_points "$COUNT" "$CLOSER")
small=$(clustered_points "$SMALL")
plane=(--x x --y y --planar --threads "$THREADS" --overwrite --quiet)
values="$BENCH/cluster_values"

agreement() {
  "$PYTHON" "$COMPARE/cluster_agreement.py" "$@" || fail "the answers differ: $*"
}
tree() { awk '$1 == "tree" { print $2 }' "$WORK/$1.log"; }

timed dbscan "$values" dbscan "$points" 150 20 0
timed close "$values" dbscan "$close" 150 20 0
timed hdbscan "$values" hdbscan "$points" 0 20 50
timed hdbscan_small "$values" hdbscan "$small" 0 20 20
timed dbscan_program "$RAWAN" cluster "$points" "${plane[@]}" --method dbscan --radius 150m \
  --min-points 20 -o "$WORK/dbscan.csv"
once close_labels "$RAWAN" cluster "$close" "${plane[@]}" --method dbscan --radius 150m \
  --min-points 20 -o "$WORK/close.csv"
timed hdbscan_program "$RAWAN" cluster "$points" "${plane[@]}" --method hdbscan --min-points 20 \
  --min-cluster-size 50 -o "$WORK/hdbscan.csv"
once hdbscan_labels "$RAWAN" cluster "$small" "${plane[@]}" --method hdbscan --min-points 20 \
  -o "$WORK/hdbscan_small.csv"
timed_once r Rscript "$COMPARE/cluster_peer.R" dbscan "$points" "$WORK/r_labels" 150 20
timed_once r_close Rscript "$COMPARE/cluster_peer.R" dbscan_labels "$close" "$WORK/r_close" 150 20
timed_once sklearn "$PYTHON" "$COMPARE/cluster_peer.py" "$points" "$WORK/sklearn_labels" 150 20
timed_once r_small Rscript "$COMPARE/cluster_peer.R" hdbscan "$small" "$WORK/r_small_labels" 0 20

r_agrees=$(agreement "$WORK/r_labels" "$WORK/dbscan.csv")
close_agrees=$(agreement "$WORK/r_close" "$WORK/close.csv")
sklearn_agrees=$(agreement "$WORK/sklearn_labels" "$WORK/dbscan.csv")
index=$(agreement --index "$WORK/r_small_labels" "$WORK/hdbscan_small.csv")
trees=$(numbers_agree <(tree r_small) <(tree hdbscan_small) 1e-9) || fail "the trees differ: $trees"

machine
table_head
row "DBSCAN, $COUNT points, function" "R dbscan" r dbscan "$r_agrees"
row "DBSCAN, $COUNT points $CLOSER times closer, function" "R dbscan" r_close close "$close_agrees"
row "DBSCAN, $COUNT points, function" "scikit-learn" sklearn dbscan "$sklearn_agrees"
row "DBSCAN, $COUNT points, whole program" "R dbscan, function" r dbscan_program "$r_agrees"
row "HDBSCAN*, $SMALL points, function" "R dbscan" r_small hdbscan_small \
  "weight of the tree 1e-9; $index"
for run in hdbscan hdbscan_program; do
  echo "| HDBSCAN*, $COUNT points, $run | - | - | ${wall[$run]} | - | ${cpu[$run]} |" \
    "${peak[$run]} | - |"
done
