#!/usr/bin/env bash
# Installs the npm packages of a folder into its node_modules, from its package-lock.json. Does nothing if they are installed.
#   scripts/install-npm.sh FOLDER WHAT-FOR
set -euo pipefail
cd "$1"

stamp=node_modules/.flordb-installed
if [ -f "$stamp" ] && cmp -s package-lock.json "$stamp"; then exit 0; fi

if ! command -v npm >/dev/null || ! command -v node >/dev/null; then
  echo "install-npm.sh: node and npm are needed $2." >&2
  echo "Install Node.js 20 or newer with npm (https://nodejs.org), then run this again." >&2
  exit 1
fi

# Not `npm ci`: it insists on entries for the optional packages of all platforms, which not every registry holds.
npm install --no-save --no-fund --no-audit --loglevel=error >&2
cp package-lock.json "$stamp"
