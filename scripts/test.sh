#!/bin/sh
# test.sh HOME [MAVEN OPTION]...: every test, with a PostgreSQL that exists only meanwhile. JAVA_HOME is set.
set -eu

home=$1
shift
cd "$home"

fail() {
  printf 'drover: %s\n' "$@" >&2
  exit 1
}

is_root() {
  [ "$(id -u)" -eq 0 ]
}

postgres_programs() {
  for folder in /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql*/bin /usr/local/pgsql/bin; do
    if [ -x "$folder/initdb" ]; then
      echo "$folder"
      return
    fi
  done
  if command -v initdb >/dev/null 2>&1; then dirname "$(command -v initdb)"; fi
}

missing_packages() {
  [ -n "$(postgres_programs)" ] || printf 'postgresql '
  command -v node >/dev/null 2>&1 || printf 'nodejs '
  command -v npm >/dev/null 2>&1 || printf 'npm '
  command -v aws >/dev/null 2>&1 || printf 'awscli '
  command -v mosquitto_pub >/dev/null 2>&1 || printf 'mosquitto-clients '
  command -v curl >/dev/null 2>&1 || printf 'curl '
}

install_packages() {
  packages=$(missing_packages)
  packages=${packages% }
  [ -n "$packages" ] || return 0
  if ! command -v apt-get >/dev/null 2>&1; then
    fail "the tests need these (by Debian's names): $packages"
  fi
  if ! is_root; then
    fail "the tests need packages that are missing. Install them with: sudo apt-get install $packages"
  fi
  printf 'drover: installing %s ...\n' "$packages" >&2
  mkdir -p target
  # shellcheck disable=SC2086 # names, separated by blanks
  { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $packages; } \
    >target/install.log 2>&1 || { tail -n 20 target/install.log >&2; fail "could not install: $packages"; }
}

# PostgreSQL refuses to run as root.
as_postgres() {
  if is_root; then runuser -u postgres -- "$@"; else "$@"; fi
}

free_port() {
  awk 'BEGIN { srand(); print 20000 + int(rand() * 30000) }'
}

start_postgres() {
  programs=$(postgres_programs)
  database=$(mktemp -d "${TMPDIR:-/tmp}/drover-postgres.XXXXXX")
  password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  printf '%s\n' "$password" >"$database/password"
  if is_root; then chown -R postgres "$database"; fi
  (
    cd "$database"
    as_postgres "$programs/initdb" -D "$database/data" -U drover --pwfile="$database/password" --auth=scram-sha-256 \
      -E UTF8 --locale=C --no-sync
  ) >target/postgres.log 2>&1 || { tail -n 20 target/postgres.log >&2; fail "initdb failed"; }
  tries=0
  until port=$(free_port) && (
    cd "$database"
    # what is lost in a crash here is missed by nobody
    as_postgres "$programs/pg_ctl" -D "$database/data" -l "$database/server.log" -w -t 30 start -o \
      "-p $port -k $database -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
  ) >>target/postgres.log 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 5 ] || { tail -n 20 "$database/server.log" >&2; fail "PostgreSQL did not start"; }
    sleep 1
  done
  PGPASSWORD=$password "$programs/createdb" -h 127.0.0.1 -p "$port" -U drover drover
  DROVER_TEST_POSTGRES_URL="jdbc:postgresql://127.0.0.1:$port/drover?user=drover&password=$password"
  export DROVER_TEST_POSTGRES_URL
}

database=
# shellcheck disable=SC2317 # the trap calls it
stop_postgres() {
  [ -n "$database" ] || return 0
  if [ -f "$database/data/postmaster.pid" ]; then
    (cd "$database" && as_postgres "$programs/pg_ctl" -D "$database/data" -m immediate -w stop) >/dev/null 2>&1 || :
  fi
  rm -rf "$database"
  database=
}

# Adds up the tests that Maven reported since they began. Not its own sums: those leave out what
# parameterized classes ran.
summarize() {
  find . -path '*-reports/TEST-*.xml' -newer target/tests-began -exec cat {} + |
    awk -v seconds="$(($(date +%s) - began))" '
      /^<testsuite / { classes++ }
      /^  <testcase / { tests++ }
      /^    <(failure|error)[ >\/]/ { failed++ }
      /^    <skipped[ >\/]/ { skipped++ }
      END {
        printf "drover: %d tests of %d classes: %d passed, %d failed, %d skipped, in %d min %d s\n",
          tests, classes, tests - failed - skipped, failed, skipped, seconds / 60, seconds % 60
      }'
}

# Maven runs in the background, so that a signal is answered at once and not only after it.
maven=
# shellcheck disable=SC2317 # the traps call it
interrupted() {
  [ -z "$maven" ] || kill "$maven" 2>/dev/null || :
  exit "$1"
}

trap stop_postgres EXIT
trap 'interrupted 130' INT
trap 'interrupted 143' HUP TERM

install_packages
mkdir -p target
start_postgres
began=$(date +%s)
: >target/tests-began
outcome=0
mvn -B -ntp verify "$@" &
maven=$!
wait "$maven" || outcome=$?
summarize
exit "$outcome"
