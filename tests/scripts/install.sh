#!/usr/bin/env bash
# Installs what ./demo.sh, ./test.sh and ./bench.sh need on Debian and Ubuntu, and nothing when it is there already.
# The distribution's own daemons are not started, and nothing under /etc/dovecot, /etc/postfix or /etc/postgresql is written by us:
# the tests run private instances from a temporary folder.
#
#   install.sh            what the tests need
#   install.sh bench      the same, and Chromium as people run it
#   install.sh servers    the mail servers only (no database, no browser, no fonts, no Python)
#   install.sh fuzzing    the fuzzer only, for fuzz.sh
set -euo pipefail

servers=(ca-certificates dovecot-core dovecot-imapd dovecot-lmtpd dovecot-sieve dovecot-managesieved postfix)
# Noto for Arabic, Hebrew and the like, Droid Fallback for Japanese: without them the demo's subjects show empty boxes.
# Chromium without what draws its own windows: the same pages in two thirds of the time (docs/adr/0023).
browser=(chromium-headless-shell fonts-noto-core fonts-noto-color-emoji fonts-droid-fallback)

case "${1:-all}" in
  servers) wanted=("${servers[@]}") ;;
  fuzzing) wanted=(afl++) ;;
  bench) wanted=("${servers[@]}" postgresql chromium "${browser[@]}" python3) ;;
  # Python reads what is composed: a second opinion on MIME.
  *) wanted=("${servers[@]}" postgresql "${browser[@]}" python3) ;;
esac

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  echo "This script installs packages on Debian and Ubuntu only. Needed here: ${wanted[*]}" >&2
  for program in dovecot postfix afl-fuzz; do
    [[ " ${wanted[*]} " == *" ${program/afl-fuzz/afl++}"* ]] || continue
    PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v "$program" >/dev/null || { echo "$program is missing." >&2; exit 1; }
  done
  exit 0
fi

missing=()
for package in "${wanted[@]}"; do
  [[ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" == installed ]] || missing+=("$package")
done
[[ ${#missing[@]} -eq 0 ]] && exit 0

if [[ $EUID -eq 0 ]]; then
  as_root=()
elif command -v sudo >/dev/null; then
  as_root=(sudo)
else
  echo "Missing: ${missing[*]}. Install them as root, or install sudo." >&2
  exit 1
fi

echo "Installing ${missing[*]} …"
log="$(mktemp)"
trap 'rm -f "$log"' EXIT

# One root shell, so that sudo asks once and the policy file is taken away whatever happens. Two runs take turns.
if ! "${as_root[@]}" bash -s -- "${missing[@]}" >"$log" 2>&1 <<'ROOT'
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
exec 9>/run/lock/webmail-install.lock
flock 9

# Debian starts a daemon when its package is installed; 101 forbids that (invoke-rc.d).
policy=/usr/sbin/policy-rc.d
saved="$(mktemp -d)"
restore() {
  rm -f "$policy"
  [[ ! -e "$saved/policy-rc.d" ]] || mv "$saved/policy-rc.d" "$policy"
  rm -rf "$saved"
}
trap restore EXIT
[[ ! -e "$policy" ]] || mv "$policy" "$saved/"
printf '#!/bin/sh\nexit 101\n' >"$policy"
chmod 755 "$policy"

apt-get update -q
# Asked once at the first installation; the machine's own Postfix stays without a configuration.
for package in "$@"; do
  [[ "$package" != postfix ]] || echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections
done
clusters() { [[ ! -d /etc/postgresql ]] || find /etc/postgresql -mindepth 2 -maxdepth 2 -name main | sort; }
had="$(clusters)"
apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 "$@" </dev/null
# PostgreSQL's package makes an empty cluster that would start with the machine: nobody asked for it.
comm -13 <(echo "$had") <(clusters) | while IFS=/ read -r _ _ _ version _; do [[ -z "$version" ]] || pg_dropcluster "$version" main; done
ROOT
then
  cat "$log" >&2
  echo "The installation failed." >&2
  exit 1
fi
