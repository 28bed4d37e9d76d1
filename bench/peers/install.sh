#!/usr/bin/env bash
# Installs the benchmarks' peers into node_modules, from package-lock.json. Does nothing if they are installed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

stamp=node_modules/.flordb-installed
if [ -f "$stamp" ] && cmp -s package-lock.json "$stamp"; then exit 0; fi

if ! command -v npm >/dev/null || ! command -v node >/dev/null; then
  echo "install.sh: node and npm are needed to measure DuckDB beside FlorDB." >&2
  echo "Install Node.js 20 or newer with npm (https://nodejs.org), then run this again." >&2
  exit 1
fi

# Not `npm ci`: it insists on entries for the optional packages of all platforms, which not every registry holds.
npm install --no-save --no-fund --no-audit --loglevel=error >&2
cp package-lock.json "$stamp"
