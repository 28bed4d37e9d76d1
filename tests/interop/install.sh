#!/usr/bin/env bash
# Installs what the interop tests need into node_modules, from package-lock.json. Does nothing if that is installed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

stamp=node_modules/.flordb-installed
if [ -f "$stamp" ] && cmp -s package-lock.json "$stamp"; then exit 0; fi

if ! command -v npm >/dev/null || ! command -v node >/dev/null; then
  echo "install.sh: node and npm are needed for the tests that read Arrow files with other implementations." >&2
  echo "Install Node.js 20 or newer with npm (https://nodejs.org), then run this again." >&2
  exit 1
fi

# Not `npm ci`: it insists on entries for the optional packages of all platforms, which not every registry holds.
npm install --no-save --no-fund --no-audit --loglevel=error
cp package-lock.json "$stamp"
