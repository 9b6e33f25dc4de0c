#!/usr/bin/env bash
# Lets a fuzzer (AFL++, guided by what SharpFuzz sees run) try the parts that read what strangers wrote: the sanitiser, the renderer, the
# search, the header, Sieve, what servers say of a sender, and calendars. Prints a table; the exit status is 0 only if nothing broke. What broke
# something is in the folder of work: mend it, and put it into tests/Webmail.Fuzzing/Found, whose files every run of ./test.sh tries.
#
#   tests/scripts/fuzz.sh [--keep] [MINUTES [TARGET…]]    ten minutes for each of the seven unless told otherwise
#
#   --keep            writes what was found to be worth keeping into tests/Webmail.Fuzzing/Corpus
#   WEBMAIL_FUZZING   the folder of work, which a later run goes on from; artifacts/fuzzing unless it is set
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

keep=false
if [[ "${1:-}" == --keep ]]; then keep=true; shift; fi
minutes="${1:-10}"
[[ "$minutes" =~ ^[1-9][0-9]*$ ]] || { echo "usage: tests/scripts/fuzz.sh [--keep] [MINUTES [TARGET…]]" >&2; exit 2; }
targets=("${@:2}")
[[ ${#targets[@]} -gt 0 ]] || targets=(sanitiser renderer search header sieve authentication calendar)

# Octets of one archive: together they stay below 200 KB.
archive_limit=28000
work="${WEBMAIL_FUZZING:-$PWD/artifacts/fuzzing}"
mkdir -p "$work"
work="$(cd "$work" && pwd)"
source=tests/Webmail.Fuzzing

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
# AFL++ asks for machines set up for it alone; the target is no program of its own making, and one process at a time needs no processor pinned.
export AFL_SKIP_BIN_CHECK=1 AFL_NO_UI=1 AFL_NO_AFFINITY=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_SKIP_CRASHES=1 AFL_ALLOW_TMP=1
# Code that is compiled anew while it runs only disturbs; a small heap stays in the cache.
export DOTNET_TieredPGO=0 DOTNET_gcConcurrent=0

tests/scripts/install.sh fuzzing
version="$(sed -nE 's/.*"SharpFuzz" Version="([^"]+)".*/\1/p' Directory.Packages.props)"
[[ -x "$work/tools-$version/sharpfuzz" ]] || dotnet tool install SharpFuzz.CommandLine --version "$version" --tool-path "$work/tools-$version" >/dev/null
rm -rf "$work/plain" "$work/instrumented"
dotnet publish "$source/Webmail.Fuzzing.csproj" -c Release -v q -o "$work/plain"
cp -r "$work/plain" "$work/instrumented"
for assembly in Webmail.Engine AngleSharp AngleSharp.Css HtmlSanitizer MimeKit Ical.Net; do
  DOTNET_ROLL_FORWARD=Major "$work/tools-$version/sharpfuzz" "$work/instrumented/$assembly.dll"
done

plain=(dotnet "$work/plain/Webmail.Fuzzing.dll")
under_afl=("$(command -v dotnet)" "$work/instrumented/Webmail.Fuzzing.dll" run)

# stat OUT NAME: one figure of a run.
stat() { sed -nE "s/^$2 +: ([0-9.]+).*/\1/p" "$1/default/fuzzer_stats"; }

broken=0
table="$work/table.txt"
printf '%-14s %8s %12s %10s %8s %8s %6s\n' target minutes executions inputs edges broken hung >"$table"
for target in "${targets[@]}"; do
  begin="$work/begin/$target" corpus="$work/corpus/$target" out="$work/out/$target"
  rm -rf "$begin" "$out"
  mkdir -p "$begin" "$corpus" "$work/out"
  cp "$source/Seeds/$target"/* "$begin/"
  if [[ -d "$source/Found/$target" ]]; then cp "$source/Found/$target"/* "$begin/"; fi
  "${plain[@]}" replay "$target" "$begin" || broken=1
  if [[ -f "$source/Corpus/$target.zip" ]]; then "${plain[@]}" unpack "$source/Corpus/$target.zip" "$corpus"; fi
  find "$corpus" -type f -exec cp -t "$begin" {} +

  # The dry run comes on top of the minutes.
  log="$work/$target.log"
  nice -n 19 afl-fuzz -V $((minutes * 60)) -i "$begin" -o "$out" -x "$source/Seeds/$target.dict" -t 5000 -m none -G 8000 -- "${under_afl[@]}" "$target" >"$log" 2>&1 ||
    { tail -40 "$log" >&2; exit 1; }
  crashes="$(find "$out/default/crashes" -type f -name 'id:*' | wc -l)" hangs="$(find "$out/default/hangs" -type f -name 'id:*' | wc -l)"
  printf '%-14s %8d %12d %10d %8d %8d %6d\n' "$target" "$minutes" "$(stat "$out" execs_done)" "$(stat "$out" corpus_count)" "$(stat "$out" edges_found)" \
    "$crashes" "$hangs" >>"$table"
  if [[ $crashes -gt 0 || $hangs -gt 0 ]]; then
    broken=1
    "${plain[@]}" replay "$target" "$out/default/crashes" "$out/default/hangs" || true
  fi

  # As few inputs as see all that was seen.
  rm -rf "$corpus.small"
  nice -n 19 afl-cmin -i "$out/default/queue" -o "$corpus.small" -t 5000 -m none -- "${under_afl[@]}" "$target" >>"$log" 2>&1
  rm -rf "$corpus"
  mv "$corpus.small" "$corpus"
  if $keep; then "${plain[@]}" pack "$corpus" "$source/Corpus/$target.zip" "$archive_limit"; fi
done

cat "$table"
exit "$broken"
