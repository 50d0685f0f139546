#!/usr/bin/env bash
# Poisson scan of 83,402 sites, windows to 0.5 % of the population, 999 replicates: time and memory
# of `rawan scan`. No package of Debian has this method for areas and their populations (SaTScan and
# FleXScan are not packaged), so nothing else is run; SaTScan 10.3 did not finish 99 replicates of
# such a map in 500 s.
# shellcheck source=bench/compare/common.sh
source "$(dirname "$0")/common.sh"
[ -x "$RAWAN" ] || fail "needs $RAWAN"

if [ -n "${RAWAN_SHARED_DATA:-}" ]; then
  needs unzip
  archive=$RAWAN_SHARED_DATA/national/villages_big2025.gpkg.zip
  given=$WORK/villages_big2025.gpkg
  [ -s "$given" ] || unzip -qo "$archive" -d "$WORK"
  coordinates=(--crs EPSG:4326)
else
  given=$(clustered_points "${SITES:-83402}")
  coordinates=(--planar)
fi
sites=$WORK/scan_sites_$(basename "$given" | cut -d. -f1).csv
if [ ! -s "$sites" ]; then
  "$PYTHON" "$COMPARE/scan_sites.py" "$given" >"$sites.part"
  mv "$sites.part" "$sites"
fi

timed ours "$RAWAN" scan "$sites" --x x --y y "${coordinates[@]}" --cases cases \
  --population people --max-share 0.005 --replicates 999 --threads "$THREADS" --quiet \
  --overwrite -o "$WORK/scan.csv"
machine
echo "| task | rawan, s | rawan, s of cpu | rawan, MB |"
echo "|---|---|---|---|"
echo "| Poisson scan, $(($(wc -l <"$sites") - 1)) sites, 999 replicates | ${wall[ours]} |" \
  "${cpu[ours]} | ${peak[ours]} |"
