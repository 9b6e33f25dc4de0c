#!/usr/bin/env bash
# Makes wwwroot/lib/editor from the pinned packages. Run it after a version in package.json was changed, and commit what it makes:
# neither the build nor the container needs Node.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

npm ci --no-audit --no-fund
target=../../wwwroot/lib/editor
rm -rf "$target"
mkdir -p "$target"
node_modules/.bin/esbuild editor.js --bundle --format=esm --target=es2022 --minify --legal-comments=none --charset=utf8 --outfile="$target/editor.js"
cp node_modules/squire-rte/LICENSE "$target/LICENSE-squire.txt"
cp node_modules/dompurify/LICENSE "$target/LICENSE-dompurify.txt"
