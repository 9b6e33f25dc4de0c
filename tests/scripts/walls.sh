#!/usr/bin/env bash
# Shows every hostile payload in a Chromium, in a frame of its own, behind all three walls, behind each two, each one and none of them.
# Prints a table of what ran, what was requested and what changed; the exit status is 0 only if the walls hold.
#
#   WEBMAIL_CORPUS=… tests/scripts/walls.sh     without the corpus: our own payloads only
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
export NO_PROXY="localhost,127.0.0.1,::1,${NO_PROXY:-${no_proxy:-}}"
export no_proxy="$NO_PROXY"

tests/scripts/install.sh bench
export WEBMAIL_CHROMIUM="${WEBMAIL_CHROMIUM:-/usr/bin/chromium}"
dotnet publish src/Webmail.Web/Webmail.Web.csproj -c Release -v q -o artifacts/publish
dotnet build tests/Webmail.EndToEnd.Tests/Webmail.EndToEnd.Tests.csproj -c Release -v q
status=0
rm -f artifacts/test/walls.txt
WEBMAIL_PUBLISHED="$PWD/artifacts/publish" WEBMAIL_WALLS=all tests/Webmail.EndToEnd.Tests/bin/Release/net10.0/Webmail.EndToEnd.Tests \
  -class Webmail.EndToEnd.Tests.Walls.WallTableTests -noColor -noLogo || status=$?
if [[ -f artifacts/test/walls.txt ]]; then cat artifacts/test/walls.txt; fi
exit "$status"
