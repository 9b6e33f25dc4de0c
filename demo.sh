#!/usr/bin/env bash
# A demo on this machine: private Dovecot and Postfix with seeded mailboxes, and Webmail in front of them.
# Everything is on loopback and below one temporary folder, and ends with this script.
#
#   ./demo.sh             http://localhost:8080
#   WEBMAIL_PORT=9000 ./demo.sh
#   ./demo.sh --docker    the same with compose.yaml, for systems that are neither Debian nor Ubuntu
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

port="${WEBMAIL_PORT:-8080}"

case "${1:-}" in
  '') ;;
  --docker)
    if ! docker info >/dev/null 2>&1; then
      echo "--docker needs a running Docker engine." >&2
      exit 1
    fi
    [[ -f compose.yaml ]] || { echo "compose.yaml is missing." >&2; exit 1; }
    exec docker compose up --build
    ;;
  *) echo "usage: ./demo.sh [--docker]" >&2; exit 2 ;;
esac

listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

if listening "$port"; then
  echo "Port $port is taken. Stop what listens there, or choose another: WEBMAIL_PORT=8081 ./demo.sh" >&2
  exit 1
fi

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
export NO_PROXY="localhost,127.0.0.1,::1,${NO_PROXY:-${no_proxy:-}}"
export no_proxy="$NO_PROXY"

work="$(mktemp -d)"
web='' servers=''
# shellcheck disable=SC2317 # called by the trap
stop() {
  trap '' INT TERM HUP
  trap - EXIT
  [[ -z "$web" ]] || { kill -TERM "$web" 2>/dev/null || true; wait "$web" 2>/dev/null || true; }
  # The servers end with their input.
  exec 4>&- || true
  [[ -z "$servers" ]] || wait "$servers" 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT
trap 'echo; exit 0' INT TERM HUP

tests/scripts/install.sh servers

quietly() {
  "$@" >"$work/build.log" 2>&1 </dev/null || { cat "$work/build.log" >&2; exit 1; }
}
echo "Building …"
quietly dotnet publish src/Webmail.Web/Webmail.Web.csproj -c Release -o artifacts/demo/web
quietly dotnet publish tests/Webmail.MailServers/Webmail.MailServers.csproj -c Release -o artifacts/demo/servers

echo "Starting the mail servers and filling the mailboxes …"
mkfifo "$work/input"
artifacts/demo/servers/Webmail.MailServers demo --env "$work/env" <"$work/input" >"$work/servers.log" 2>&1 &
servers=$!
exec 4>"$work/input"
while [[ ! -f "$work/env" ]]; do
  if ! kill -0 "$servers" 2>/dev/null; then
    cat "$work/servers.log" >&2
    servers=''
    exit 1
  fi
  sleep 0.1
done
set -a
# shellcheck source=/dev/null
source "$work/env"
set +a

# ContentRoot is the program's own folder; its data goes with the demo.
DataDirectory="$work/data" ASPNETCORE_URLS="http://localhost:$port" Logging__LogLevel__Default="${WEBMAIL_LOG_LEVEL:-Warning}" \
  artifacts/demo/web/Webmail.Web </dev/null 4>&- &
web=$!
until listening "$port"; do
  if ! kill -0 "$web" 2>/dev/null; then
    web=''
    echo "Webmail did not start." >&2
    exit 1
  fi
  sleep 0.1
done

cat <<TEXT

  Webmail    http://localhost:$port
  User       $WEBMAIL_DEMO_USER
  Password   $WEBMAIL_DEMO_PASSWORD

  A colleague to write to, with the same password: $WEBMAIL_DEMO_OTHER_USER
  Ctrl+C stops everything.

TEXT
grep '^no submission' "$work/servers.log" || true
wait -n "$web" "$servers" || true
echo "Webmail or the mail servers ended." >&2
exit 1
