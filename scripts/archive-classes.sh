#!/bin/sh
# archive-classes.sh HOME ARCHIVE: starts a server in a temporary folder, and stops it when it is ready; its Java then
# writes the classes that a start needs to ARCHIVE.
set -eu

home=$1
archive=$2
data=$(mktemp -d "${TMPDIR:-/tmp}/drover-archive.XXXXXX")
server=
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || :
  rm -rf "$data" "$archive.part"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

"$JAVA_HOME/bin/java" "@$home/server/java.options" "-XX:ArchiveClassesAtExit=$archive.part" \
  -jar "$home/server/target/drover/drover-server.jar" serve --data "$data/data" --set api.port=0 --set mqtts.port=0 \
  --set data.port=0 --set s3.port=0 --set s3s.port=0 &
server=$!

tries=0
until [ -f "$data/data/endpoints.json" ]; do
  tries=$((tries + 1))
  if [ "$tries" -gt 300 ] || ! kill -0 "$server" 2>/dev/null; then
    echo "the server did not start"
    exit 1
  fi
  sleep 0.1
done
kill "$server"
wait "$server" || :
server=
mv "$archive.part" "$archive"
