#!/usr/bin/env bash
# Makes wwwroot/lib/editor, wwwroot/lib/pdf, wwwroot/lib/script and the engine's list of public suffixes from the pinned packages. Run it after a version in package.json
# was changed (that of tldts, now and then, for a newer list), and commit what it makes: neither the build nor the container needs Node.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

npm ci --no-audit --no-fund
bundle() {
  target="../../wwwroot/lib/$1"
  rm -rf "$target"
  mkdir -p "$target"
  node_modules/.bin/esbuild "$1.js" --bundle --format=esm --target=es2022 --minify --legal-comments=none --charset=utf8 --outfile="$target/$1.js"
}

bundle editor
cp node_modules/squire-rte/LICENSE "$target/LICENSE-squire.txt"
cp node_modules/dompurify/LICENSE "$target/LICENSE-dompurify.txt"
bundle script
cp node_modules/@codemirror/state/LICENSE "$target/LICENSE-codemirror.txt"
cp node_modules/style-mod/LICENSE "$target/LICENSE-style-mod.txt"
cp node_modules/w3c-keyname/LICENSE "$target/LICENSE-w3c-keyname.txt"
cp node_modules/crelt/LICENSE "$target/LICENSE-crelt.txt"

# Plain scripts: a frame of no origin loads no modules, and no worker but from what it holds.
target=../../wwwroot/lib/pdf
rm -rf "$target"
mkdir -p "$target"
plain() {
  node_modules/.bin/esbuild "$1" --bundle --format=iife --target=es2022 --minify --legal-comments=none --charset=utf8 --log-override:empty-import-meta=silent --outfile="$target/$2"
}
plain pages.js pages.js
plain node_modules/pdfjs-dist/build/pdf.worker.mjs worker.js
mkdir "$target/cmaps" "$target/fonts" "$target/wasm"
cp node_modules/pdfjs-dist/cmaps/*.bcmap node_modules/pdfjs-dist/cmaps/LICENSE "$target/cmaps"
cp node_modules/pdfjs-dist/standard_fonts/* "$target/fonts"
cp node_modules/pdfjs-dist/wasm/{jbig2,openjpeg,qcms_bg}.wasm node_modules/pdfjs-dist/wasm/LICENSE_{JBIG2,OPENJPEG,QCMS,PDFJS_JBIG2,PDFJS_OPENJPEG,PDFJS_QCMS} "$target/wasm"
cp node_modules/pdfjs-dist/LICENSE "$target/LICENSE-pdfjs.txt"

node suffixes.mjs "$(node -p 'require("tldts/package.json").version')" > ../Webmail.Engine/Trust/PublicSuffixes.txt
