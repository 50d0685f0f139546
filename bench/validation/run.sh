#!/bin/sh
# The full set of the feedback worlds of docs/validation.md: every world and policy with 200 seeds
# (W1: 2,000), as JSON lines into $1, pictures into docs/pictures. A few minutes on one core.
# Usage: bench/validation/run.sh build/release/rawan /tmp/validation
set -eu
program=$1
out=$2
pictures=$(dirname "$0")/../../docs/pictures
mkdir -p "$out"

play() { # world policy seeds memory
  "$program" simulate --world "$1" --policy "$2" --seeds "$3" --memory "$4" --json --lang en \
    > "$out/$1-$2-$4.json"
}

play W1 counts 1..2000 1
play W1 production 1..2000 1
for world in W2 W3; do
  for policy in production counts counts_and_reports argmax argmax_rotation rate reports; do
    play $world $policy 1..200 0.95
  done
done
for world in W4 W5 W6 W7 W8; do play $world production 1..200 0.95; done
play W5 rate 1..200 0.95
play W5 reports 1..200 0.95
for memory in 0.9 0.94 0.97 0.98 1; do
  play W2 production 1..200 $memory
  play W6 production 1..200 $memory
done

picture() { # world policy name
  "$program" simulate --world "$1" --policy "$2" --seeds 1..200 --lang en --quiet \
    --picture "$pictures/$3.svg" > /dev/null
}
picture W2 production feedback_production
picture W2 counts feedback_counts
picture W6 production feedback_change
