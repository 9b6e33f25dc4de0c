#!/usr/bin/env bash
# Kills the published program at each step of saving drafts and of sending, and the program or the browser while a person types; starts
# them anew on the same data and looks at the mail server. Prints two tables; the exit status is 0 only if nothing was lost or doubled.
#
#   tests/scripts/crash.sh [KILLS]     250 unless told otherwise; four fifths of them at steps, a fifth while typing
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

kills="${1:-250}"
[[ "$kills" =~ ^[1-9][0-9]*$ ]] || { echo "usage: tests/scripts/crash.sh [KILLS]" >&2; exit 2; }

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
export NO_PROXY="localhost,127.0.0.1,::1,${NO_PROXY:-${no_proxy:-}}"
export no_proxy="$NO_PROXY"

tests/scripts/install.sh
dotnet publish src/Webmail.Web/Webmail.Web.csproj -c Release -v q -o artifacts/publish
dotnet build tests/Webmail.EndToEnd.Tests/Webmail.EndToEnd.Tests.csproj -c Release -v q
status=0
WEBMAIL_PUBLISHED="$PWD/artifacts/publish" WEBMAIL_KILLS="$kills" tests/Webmail.EndToEnd.Tests/bin/Release/net10.0/Webmail.EndToEnd.Tests \
  -namespace Webmail.EndToEnd.Tests.Crash -maxThreads 1 -noColor -noLogo || status=$?
for table in artifacts/test/crash.txt artifacts/test/crash-typing.txt; do
  if [[ -f "$table" ]]; then cat "$table"; fi
done
exit "$status"
