#!/usr/bin/env bash
# Times and lengths of fastest ways against pgRouting (postgresql-15-pgrouting) on the same edges:
#     bench/compare/roads.sh ROADS...
# ROADS: files of OpenStreetMap, lines, or what `rawan roads` wrote. Fails beyond 1 %.
source "$(dirname "$0")/common.sh"
source "$COMPARE/postgis.sh"
needs psql pg_config
[ $# -gt 0 ] || fail "names of files with roads are needed"
start_postgis
psql -qc 'CREATE EXTENSION pgrouting' >/dev/null || fail "needs postgresql-15-pgrouting"

table_head
for roads in "$@"; do
  edges=$WORK/edges.csv times=$WORK/times.csv
  timed rawan "$BENCH/road_values" "$roads" "$edges" "$times" "${NODES:-100}"
  psql -q <<SQL
SET client_min_messages = warning;
DROP TABLE IF EXISTS edges, ours, theirs;
CREATE TABLE edges (id bigint, source bigint, target bigint, cost float8, reverse_cost float8,
                    meters float8);
CREATE TABLE ours (a bigint, b bigint, seconds int, meters float8);
\copy edges FROM '$edges' CSV HEADER
\copy ours FROM '$times' CSV
SQL
  cat >"$WORK/route.sql" <<'SQL'
CREATE TABLE theirs AS
  SELECT start_vid AS a, end_vid AS b, max(agg_cost) AS seconds,
         coalesce(sum(meters), 0) AS meters
  FROM pgr_dijkstra('SELECT id, source, target, cost, reverse_cost FROM edges',
                    (SELECT array_agg(DISTINCT a) FROM ours),
                    (SELECT array_agg(DISTINCT b) FROM ours), true) way
  LEFT JOIN edges ON edges.id = way.edge GROUP BY 1, 2;
SQL
  timed_once pgrouting psql -qf "$WORK/route.sql"
  # A time is rounded up to a second; ways of equal time may differ in length: 1 % of the time, a
  # second more, and of the length for all but one way in a hundred.
  verdict=$(psql -qtA <<'SQL'
SELECT CASE WHEN bad = 0 AND lost = 0 AND long * 100 <= n
       THEN format('ok: %s ways, none off by 1 %% and a second, %s in length', n, long)
       ELSE format('WRONG: %s off in time, %s in length, %s lost, of %s', bad, long, lost, n) END
FROM (SELECT count(*) AS n,
        count(*) FILTER (WHERE o.seconds >= 0 AND t.a IS NOT NULL AND
                         abs(o.seconds - t.seconds) > 1 + 0.01 * t.seconds) AS bad,
        count(*) FILTER (WHERE o.seconds >= 0 AND t.a IS NOT NULL AND
                         abs(o.meters - t.meters) > 1 + 0.01 * t.meters) AS long,
        count(*) FILTER (WHERE (o.seconds < 0) <> (t.a IS NULL)) AS lost
      FROM ours o LEFT JOIN theirs t USING (a, b)) counts
SQL
)
  row "$(basename "$roads"), fastest ways" pgRouting pgrouting rawan "$verdict"
  case $verdict in ok*) ;; *) fail "$verdict" ;; esac
done
