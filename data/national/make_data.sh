#!/usr/bin/env bash
# Makes a year of the whole country in a directory: the villages of $RAWAN_SHARED_DATA/national and
# some 466,000 synthetic reports with their patrols; the same bytes everywhere.
#     RAWAN_SHARED_DATA=DIR data/national/make_data.sh PROGRAM TARGET [DIALOGUES_PER_VILLAGE]
# SETTINGS names the folder of another project.toml.
set -euo pipefail
program=$1
target=$2
dialogues=${3:-2.2}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
archive=${RAWAN_SHARED_DATA:?names the folder of shared data}/national/villages_big2025.gpkg.zip

mkdir -p "$target"
[ -s "$target/villages_big2025.gpkg" ] || unzip -qo "$archive" -d "$target"
sed "s/^dialogues_per_village = .*/dialogues_per_village = $dialogues/" \
  "${SETTINGS:-$here}/project.toml" >"$target/project.toml"
"$program" simulate "$target/project.toml" -o "$target" --quiet >/dev/null
