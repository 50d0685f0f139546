#!/usr/bin/env bash
# Gaps to the best known scores of public orienteering problems: the search and, as a floor, a plain
# iterated local search, with the same seconds of one processor each. One run, one seed.
#     SECONDS_EACH=10 SEED=1 bench/compare/orienteering.sh
# shellcheck source=bench/compare/common.sh
source "$(dirname "$0")/common.sh"

SECONDS_EACH=${SECONDS_EACH:-1}
SEED=${SEED:-1}
data=${RAWAN_SHARED_DATA:?names the folder of shared data}/orienteering
solver=$BENCH/orienteering
gaps=$WORK/orienteering_gaps.csv
routes=$WORK/orienteering_routes.json

prepare() {
  needs awk find taskset
  [ -x "$solver" ] || fail "build the target orienteering first"
  : >"$gaps"
}

# The conventions of the literature: Solomon's files one decimal, Cordeau's two, Chao's exact.
rounding_of() {
  case $1 in
    */chao/*) echo exact ;;
    */pr*) echo floor2 ;;
    *) echo floor1 ;;
  esac
}

# score METHOD FILE TOURS: the score, after an independent checker agreed with it.
score() {
  local found checked
  found=$(taskset -c "$(cpus | cut -d, -f1)" "$solver" "$2" --tours "$3" --method "$1" \
    --seconds "$SECONDS_EACH" --seed "$SEED" --rounding "$(rounding_of "$2")" -o "$routes" |
    awk '$1 == "score" { print $2 }')
  if [[ $2 != */chao/* ]]; then
    checked=$("$PYTHON" "$data/check.py" "$2" "$3" "$routes")
    awk -v a="$found" -v said="$checked" \
      'BEGIN { gsub(/[(,]/, "", said); split(said, b, " "); exit !(a - b[1] < 1e-6 && b[1] - a < 1e-6) }' ||
      fail "$2 with $3 tours: the checker says $checked"
  fi
  echo "$found"
}

# solve_all LIST FOLDER: every line of a list of instance, tours and best score.
solve_all() {
  local name tours best file method set
  while IFS=, read -r name tours best _; do
    file=$(find "$data/$2/" -name "$name.txt" | head -n 1)
    [ -n "$file" ] || fail "no file of instance $name"
    set=$(echo "$name" | sed -E 's/^(p[0-9])\..*/\1/; s/^([a-z]+[0-9]?)[0-9]{2}$/\1/')
    for method in search ils; do
      echo "$2,$set,$tours,$method,$best,$(score "$method" "$file" "$tours")" >>"$gaps"
    done
  done < <(tail -n +2 "$1")
}

summary() {
  awk -F, '
    { gap = $5 > 0 ? 100 * ($5 - $6) / $5 : 0
      n = split($1 " " $2 ", m = " $3 "|" $1 ", all", keys, "|")
      for (k = 1; k <= n; ++k) {
        if (!((keys[k], $4) in cases)) worst[keys[k], $4] = gap
        sum[keys[k], $4] += gap; ++cases[keys[k], $4]; seen[keys[k]] = 1
        if (gap > worst[keys[k], $4]) worst[keys[k], $4] = gap } }
    END { for (key in seen)
            printf "| %s | %d | %.2f | %.2f | %.2f | %.2f |\n", key, cases[key, "search"],
              sum[key, "search"] / cases[key, "search"], worst[key, "search"],
              sum[key, "ils"] / cases[key, "ils"], worst[key, "ils"] }' "$gaps" | sort
}

prepare
machine
solve_all "$data/best_known.csv" toptw
solve_all "$data/best_known_chao.csv" chao
echo "| set | cases | search: average gap, % | worst | local search: average | worst |"
echo "|---|---|---|---|---|---|"
summary
