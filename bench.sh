#!/usr/bin/env bash
# The macro benchmarks: the published program before a private Dovecot, in the distribution's Chromium. Prints medians beside their goals.
#
#   ./bench.sh [--sizes 1000,10000,100000] [--rounds 20] [--only mailbox|writing|sending|filters|cleaning|newsletter]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
# Everything is on loopback; a proxy of the machine must not stand between.
export NO_PROXY="localhost,127.0.0.1,::1,${NO_PROXY:-${no_proxy:-}}"
export no_proxy="$NO_PROXY"

tests/scripts/install.sh bench
export WEBMAIL_CHROMIUM="${WEBMAIL_CHROMIUM:-/usr/bin/chromium}"
log="$(mktemp)"
trap 'rm -f "$log"' EXIT
quietly() { "$@" >"$log" 2>&1 </dev/null || { cat "$log" >&2; exit 1; }; }
echo "Building …"
rm -rf artifacts/bench/web artifacts/bench/program
quietly dotnet publish src/Webmail.Web/Webmail.Web.csproj -c Release -o artifacts/bench/web
quietly dotnet publish bench/Webmail.Bench/Webmail.Bench.csproj -c Release -o artifacts/bench/program
WEBMAIL_PUBLISHED="$PWD/artifacts/bench/web" artifacts/bench/program/Webmail.Bench "$@"
