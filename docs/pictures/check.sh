#!/usr/bin/env bash
# Draws all pictures anew and compares them with those there are: docs/pictures/check.sh [NAME...]
# (a minute of one processor without names; tests/acceptance/pictures_test.py asks for a few)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
drawn=$(mktemp -d)
trap 'rm -rf "$drawn"' EXIT
"$here/make.sh" -o "$drawn" "$@"
status=0
for picture in "$drawn"/*.svg; do
  cmp "$picture" "$here/$(basename "$picture")" || status=1
done
exit $status
