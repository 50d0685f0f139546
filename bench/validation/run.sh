#!/bin/sh
# The full set of docs/validation.md, as JSON into $2, pictures into docs/pictures: every world and
# policy with the 200 seeds of the pictures and 200 that no choice was made on, the settings of W1,
# and the intervals of 1,000 worlds over the villages of the sample.
# Usage: bench/validation/run.sh build/release/rawan /tmp/validation
set -eu
program=$1
out=$2
home=$(dirname "$0")/../..
pictures=$home/docs/pictures
mkdir -p "$out"

play() { # name, then what is asked
  name=$1
  shift
  "$program" simulate --json --lang en "$@" > "$out/$name.json"
}

for rates in 1,1 1.1,1 1,2 0.5,0.25; do
  for found in 4,1 1,1 8,1 1,4; do
    for policy in counts production; do
      # Full memory costs rounds x rounds: fewer seeds where rounds are many.
      play "W1-$policy-$rates-$found-200" --world W1 --policy $policy --seeds 1..2000 --memory 1 \
        --rates $rates --found $found --rounds 200
      play "W1-$policy-$rates-$found-1000" --world W1 --policy $policy --seeds 1..200 --memory 1 \
        --rates $rates --found $found --rounds 1000
    done
  done
done
for policy in counts production; do
  play "W1-$policy" --world W1 --policy $policy --seeds 1..2000 --memory 1
  play "W1-$policy-5000" --world W1 --policy $policy --seeds 1..20 --memory 1 --rounds 5000
done

for seeds in 1..200 1001..1200; do
  for world in W2 W3; do
    for policy in production counts counts_and_reports argmax argmax_rotation rate reports; do
      play "$world-$policy-$seeds" --world $world --policy $policy --seeds $seeds
    done
    play "$world-banding-$seeds" --world $world --seeds $seeds --banding
  done
  for world in W4 W5 W6 W7 W8; do
    play "$world-production-$seeds" --world $world --seeds $seeds
    play "$world-banding-$seeds" --world $world --seeds $seeds --banding
  done
  play "W5-rate-$seeds" --world W5 --policy rate --seeds $seeds
  play "W5-reports-$seeds" --world W5 --policy reports --seeds $seeds
  for memory in 0.9 0.94 0.97 0.98 1; do
    play "W2-production-$seeds-$memory" --world W2 --seeds $seeds --memory $memory
    play "W6-production-$seeds-$memory" --world W6 --seeds $seeds --memory $memory
  done
done
play W2-pipeline-1001..1004 --world W2 --seeds 1001..1004 --pipeline

"$program" simulate "$home/data/bengkayang/project.toml" --evaluate 1000 --lang en --quiet \
  > "$out/intervals.txt"

picture() { # world policy name
  "$program" simulate --world "$1" --policy "$2" --seeds 1..200 --lang en --quiet \
    --picture "$pictures/$3.svg" > /dev/null
}
picture W2 production feedback_production
picture W2 counts feedback_counts
picture W6 production feedback_change
