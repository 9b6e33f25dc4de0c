#!/usr/bin/env bash
# Opens every message of a folder of other projects' mail: by the engine on a real Dovecot, with every file and every message within, and in
# the reader of the published program in a real browser. Prints what each part did, which messages were slowest and which took most memory; the
# exit status is 0 only if all were shown.
#
#   tests/scripts/corpus.sh [FOLDER]    FOLDER has eml/**/*.eml; without one, shared/corpus beside the repository is looked for
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

[[ $# -eq 0 || -d "$1/eml" ]] || { echo "usage: tests/scripts/corpus.sh [FOLDER]   ($1/eml is no folder)" >&2; exit 2; }
if [[ $# -gt 0 ]]; then WEBMAIL_CORPUS="$(realpath "$1")"; export WEBMAIL_CORPUS; fi

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
export NO_PROXY="localhost,127.0.0.1,::1,${NO_PROXY:-${no_proxy:-}}"
export no_proxy="$NO_PROXY"

tests/scripts/install.sh bench
export WEBMAIL_CHROMIUM="${WEBMAIL_CHROMIUM:-/usr/bin/chromium}"
dotnet publish src/Webmail.Web/Webmail.Web.csproj -c Release -v q -o artifacts/publish
dotnet build tests/Webmail.EndToEnd.Tests/Webmail.EndToEnd.Tests.csproj -c Release -v q
status=0
rm -f artifacts/test/corpus-*.txt
WEBMAIL_PUBLISHED="$PWD/artifacts/publish" WEBMAIL_CORPUS_ALL=1 tests/Webmail.EndToEnd.Tests/bin/Release/net10.0/Webmail.EndToEnd.Tests \
  -class Webmail.EndToEnd.Tests.Sync.AnyMessageTests -class Webmail.EndToEnd.Tests.Browser.AnyMessageTests -showLiveOutput -noColor -noLogo || status=$?
cat artifacts/test/corpus-*.txt 2>/dev/null || true
exit "$status"
