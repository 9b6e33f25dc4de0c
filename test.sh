#!/usr/bin/env bash
# Installs what is missing, builds once, and runs every test. The last line is `N passed, N failed, N skipped`;
# the exit status is 0 only if all passed.
#
#   ./test.sh           everything: real browser, real Dovecot and Postfix
#   ./test.sh --quick   without browser, servers and format check
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit

quick=false
for argument in "$@"; do
  case "$argument" in
    --quick) quick=true ;;
    *) echo "usage: ./test.sh [--quick]" >&2; exit 2 ;;
  esac
done

results="$PWD/artifacts/test"
rm -rf "$results"
mkdir -p "$results"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
# Chromium writes names of downloads in the system's encoding, which on a bare machine is ASCII.
export LC_ALL="${LC_ALL:-C.UTF-8}"
# Build nodes that stay behind would outlive the run.
export MSBUILDDISABLENODEREUSE=1
# Every process here is short: what the runtime measures to make hot code faster, and collecting beside the work, cost a fifth and bring nothing.
export DOTNET_TieredPGO=0 DOTNET_gcConcurrent=0
# Everything the tests talk to is on loopback; a proxy of the machine must not stand between.
export NO_PROXY="localhost,127.0.0.1,::1,${NO_PROXY:-${no_proxy:-}}"
export no_proxy="$NO_PROXY"

passed=0 failed=0 skipped=0

# step NAME COMMAND…: quiet when it works, the whole output when it does not.
step() {
  local name="$1" begun=$SECONDS log
  shift
  log="$results/${name// /-}.log"
  if "$@" >"$log" 2>&1 </dev/null; then
    printf '%-28s %4d s\n' "$name" $((SECONDS - begun))
  else
    printf '%-28s failed after %d s\n' "$name" $((SECONDS - begun))
    cat "$log"
    return 1
  fi
}

finish() {
  echo "$passed passed, $failed failed, $skipped skipped"
  [[ $failed -eq 0 && $passed -gt 0 ]]
  exit
}

# A step that fails counts as one failed test: nothing after it can be trusted.
must() {
  step "$@" || { failed=$((failed + 1)); finish; }
}

# run_tests PROJECT: runs the project's executable and adds up its summary line.
run_tests() {
  local project="$1" begun=$SECONDS status summary
  local log="$results/$project.log"
  "tests/$project/bin/Release/net10.0/$project" -noColor -noLogo -result-trx "$results/$project.trx" >"$log" 2>&1 </dev/null
  status=$?
  summary="$(grep -E "^ +$project +Total: " "$log" | tail -1)"
  count() { sed -nE "s/.*$1: ([0-9]+).*/\1/p" <<<"$summary" | grep . || echo 0; }
  local total bad left
  total=$(count Total) bad=$(($(count Failed) + $(count Errors))) left=$(($(count Skipped) + $(count 'Not Run')))
  # A run that broke down without a failed test to show for it has still failed.
  if [[ $bad -eq 0 && ( $status -ne 0 || -z "$summary" ) ]]; then bad=1 total=$((total + 1)); fi
  passed=$((passed + total - bad - left)) failed=$((failed + bad)) skipped=$((skipped + left))
  printf '%-28s %4d s   %d tests, %d failed\n' "$project" $((SECONDS - begun)) "$total" "$bad"
  if [[ $bad -gt 0 ]]; then cat "$log"; fi
}

# What the tests without a browser leave of two cores: each of these keeps hardly more than one busy. Its status: 1, the text is set otherwise; 2, there is no program to go on with.
beside() {
  local bad=0
  # Style and analysis are the build's (EnforceCodeStyleInBuild): what is left is how the text is set, which needs no projects opened.
  step 'format' dotnet format whitespace . --folder --verify-no-changes --exclude '**/obj' || bad=1
  # Browser tests run the published program: a build output started outside Development has no static web assets.
  rm -rf artifacts/publish
  step 'publish' dotnet publish src/Webmail.Web/Webmail.Web.csproj -c Release --no-build -o artifacts/publish || bad=2
  return "$bad"
}

$quick || must 'install' tests/scripts/install.sh
must 'restore' dotnet restore Webmail.sln
must 'build' dotnet build Webmail.sln -c Release --no-restore -m:2 -v q
$quick || { beside & beside=$!; }

for project in tests/*.Tests/; do
  project="$(basename "$project")"
  if [[ "$project" != *.EndToEnd.Tests ]]; then run_tests "$project"; fi
done
if ! $quick; then
  wait "$beside"
  missed=$?
  failed=$((failed + (missed > 0 ? 1 : 0)))
  [[ $missed -lt 2 ]] || finish
  export WEBMAIL_PUBLISHED="$PWD/artifacts/publish"
  run_tests Webmail.EndToEnd.Tests
fi
finish
