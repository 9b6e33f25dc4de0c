#!/usr/bin/env bash
# Unpacks Debian's Cyrus IMAP and what it needs into artifacts/cyrus, without installing anything: as a package it would remove Dovecot's.
# Tests then save filters on Cyrus timsieved too; without it they are skipped. Some 11 MB are fetched.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

target="$PWD/artifacts/cyrus"
[[ ! -x "$target/usr/sbin/cyrmaster" ]] || exit 0
command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || { echo "Debian and Ubuntu only." >&2; exit 1; }

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
packages=(cyrus-imapd cyrus-common sasl2-bin libsasl2-modules-db libical3 libjansson4 libpcre3 libwrap0 libxapian30 libzephyr4 libpq5)
(cd "$work" && apt-get download -q "${packages[@]}")
mkdir -p "$work/root"
for package in "$work"/*.deb; do dpkg-deb -x "$package" "$work/root"; done
mkdir -p "$(dirname "$target")"
rm -rf "$target"
mv "$work/root" "$target"
