#!/usr/bin/env bash
# Measures FlorDB beside its peers, prints a table, and writes bench/results/SUITE.json. Sets up what is missing first.
#   bench/run.sh SUITE [--quick] [NAME-FILTER]
# --quick takes small sizes, to see that everything works: its figures say nothing. docs/benchmarks.md explains every line.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

source "$root/scripts/setup.sh" > /dev/null
debian_packages=(libsqlite3-0 libzstd1) tools=()
install_packages
"$root/scripts/install-npm.sh" "$root/bench/peers" "to measure DuckDB beside FlorDB"

# As the flor command is published.
source "$root/scripts/ahead.sh"
dotnet publish bench/FlorDb.Bench -c Release -v quiet --nologo -clp:ErrorsOnly "${ahead[@]}" --artifacts-path artifacts/bench-build -o artifacts/bench-program >&2
exec artifacts/bench-program/FlorDb.Bench "$@"
