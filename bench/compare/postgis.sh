# shellcheck shell=bash
# A PostgreSQL server of one's own for a comparison: started on a socket in a directory of its own,
# stopped and removed when the script ends. Sourced after common.sh.

PG_BIN=$(pg_config --bindir)
PG_HOME=

# Servers refuse to run as root; the package made a user for them.
as_owner() {
  if [ "$(id -u)" -eq 0 ]; then
    (cd / && runuser -u postgres -- "$@")
  else
    "$@"
  fi
}

stop_postgis() {
  [ -z "$PG_HOME" ] && return
  as_owner "$PG_BIN/pg_ctl" -D "$PG_HOME/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$PG_HOME"
}

# start_postgis: a database "compare" with PostGIS; sets PGHOST and PGDATABASE.
start_postgis() {
  PG_HOME=$(mktemp -d "${TMPDIR:-/tmp}/rawan-postgis-XXXXXX")
  trap stop_postgis EXIT
  [ "$(id -u)" -eq 0 ] && chown postgres "$PG_HOME"
  as_owner "$PG_BIN/initdb" -D "$PG_HOME/data" -A trust -E UTF8 --no-sync >/dev/null
  taskset -cp "$(cpus)" $$ >/dev/null  # The server inherits the processors.
  as_owner "$PG_BIN/pg_ctl" -D "$PG_HOME/data" -l "$PG_HOME/log" -w start -o "-k $PG_HOME -h '' \
    -c fsync=off -c shared_buffers=1GB -c work_mem=256MB -c maintenance_work_mem=512MB \
    -c jit=off -c max_parallel_workers_per_gather=$((THREADS - 1))" >/dev/null
  export PGHOST=$PG_HOME PGDATABASE=compare
  [ "$(id -u)" -eq 0 ] && export PGUSER=postgres
  createdb compare
  psql -qc 'CREATE EXTENSION postgis' >/dev/null
}
