# shellcheck shell=bash disable=SC2154
# For scripts beside it to source, after they have set work (an own folder), root (of the repository), db (a port)
# and pids (an array of what is to be ended).
# shellcheck disable=SC1091
. "$root/collector/bench/process.sh"

# Starts a MariaDB with the settings that Nines ships; more settings as arguments.
start_mariadb() {
  local me
  me=$(id -un)
  mkdir "$work/db"
  mariadb-install-db --no-defaults --user="$me" --datadir="$work/db" --auth-root-authentication-method=normal --skip-test-db >/dev/null 2>&1
  mariadbd --defaults-file="$root/collector/src/main/resources/dev/nines/collector/mariadb/nines.cnf" --user="$me" --datadir="$work/db" \
    --socket="$work/sock" --port="$db" --bind-address=127.0.0.1 --skip-name-resolve "$@" >"$work/db.log" 2>&1 &
  server=$!
  pids+=("$server")
  until sql -e 'SELECT 1' >/dev/null 2>&1; do
    kill -0 "$server" || { tail -n 5 "$work/db.log"; exit 1; }
    sleep 0.3
  done
}

# SQL as root, from arguments or standard input.
sql() { mariadb --no-defaults --socket="$work/sock" --user=root "$@"; }

# SQL as tenant $1 over TCP.
sql_as() { mariadb --no-defaults --host=127.0.0.1 --port="$db" --user="$1" --password=secret "$1" "${@:2}"; }

tenant() { printf 'tenant-%05d' "$1"; }

# Schemas and users of the first $1 tenants, the gateway's user `nines`, and the file of tenants.
create_tenants() {
  local i name
  printf secret >"$work/password"
  mkdir "$work/passwords"
  echo "tenants:" >"$work/tenants.yml"
  {
    echo "CREATE USER nines@'127.0.0.1' IDENTIFIED BY 'secret';"
    echo "GRANT SELECT, PROCESS, SHOW DATABASES, SHOW VIEW, SLAVE MONITOR ON *.* TO nines@'127.0.0.1';"
    for ((i = 0; i < $1; i++)); do
      name=$(tenant "$i")
      echo "CREATE DATABASE \`$name\`; CREATE TABLE \`$name\`.records (id INT PRIMARY KEY, stage INT);"
      echo "CREATE USER \`$name\`@'127.0.0.1' IDENTIFIED BY 'secret'; GRANT ALL ON \`$name\`.* TO \`$name\`@'127.0.0.1';"
      echo "  - {id: $name, database: $name, database_user: $name}" >>"$work/tenants.yml"
      printf secret >"$work/passwords/$name"
    done
  } | sql
}

# Starts a PostgreSQL that counts statements, on port $postgres, with a database `saas` in which each of the first $1 tenants has
# a role and a schema.
start_postgres() {
  local bin i name as=()
  bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin | sort -V | tail -n 1)
  mkdir "$work/pg"
  if ((EUID == 0)); then
    as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
    chown postgres "$work/pg"
  fi
  (cd / && "${as[@]}" "$bin/initdb" --pgdata="$work/pg" --username=postgres --auth=trust --encoding=UTF8 --locale=C --no-sync) >/dev/null
  (cd / && exec "${as[@]}" "$bin/postgres" -D "$work/pg" -p "$postgres" -h 127.0.0.1 -k '' -c fsync=off \
    -c shared_preload_libraries=pg_stat_statements -c pg_stat_statements.max=50000 -c pg_stat_statements.track_utility=off) >"$work/pg.log" 2>&1 &
  pids+=($!)
  until "$bin/pg_isready" -q -h 127.0.0.1 -p "$postgres"; do sleep 0.3; done
  pgsql postgres -c 'CREATE DATABASE saas'
  {
    echo "CREATE EXTENSION pg_stat_statements; CREATE ROLE nines LOGIN; GRANT pg_read_all_stats TO nines;"
    for ((i = 0; i < $1; i++)); do
      name=$(tenant "$i")
      echo "CREATE ROLE \"$name\" LOGIN; CREATE SCHEMA \"$name\" AUTHORIZATION \"$name\"; CREATE TABLE \"$name\".records (id INT); ALTER TABLE \"$name\".records OWNER TO \"$name\";"
    done
  } | pgsql saas
}

# SQL as superuser in database $1.
pgsql() { psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --host=127.0.0.1 --port="$postgres" --username=postgres --dbname="$1" "${@:2}" >/dev/null; }
