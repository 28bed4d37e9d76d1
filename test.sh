#!/usr/bin/env bash
# Sets up what is missing, builds everything with warnings as errors, and runs all tests.
#   ./test.sh           what every change must pass; under 12 minutes on 2 cores
#   ./test.sh --long    the same with more rounds of the random and crash tests
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

case "${1:-}" in
  "") ;;
  --long) export FLOR_LONG=1 ;;
  *) echo "usage: ./test.sh [--long]" >&2; exit 2 ;;
esac

source scripts/setup.sh
scripts/install-npm.sh tests/interop "for the tests that read our files with other implementations"

dotnet build FlorDb.sln -c Release -v quiet --nologo -clp:NoSummary
# The build has checked style and analyzers already; the long run has dotnet format check them, too.
dotnet format $([ "${FLOR_LONG:-}" = 1 ] || echo whitespace) FlorDb.sln --verify-no-changes --no-restore

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
# Tests with very many cases do all of them, and say here how many there were, and from which seed.
export FLOR_FULL=1
export FLOR_REPORT=$results/report.txt
passed=0 failed=0 skipped=0 broken=0
for project in tests/*.Tests; do
  name=$(basename "$project")
  dotnet test "$project" -c Release --no-build --nologo --logger "trx;LogFileName=$name.trx" --results-directory "$results" || broken=$((broken + 1))
  counters=$(grep -o '<Counters [^>]*' "$results/$name.trx" 2>/dev/null || true)
  count() { grep -o " $1=\"[0-9]*\"" <<<"$counters" | tr -dc 0-9; }
  if [ -z "$counters" ]; then
    echo "$name: the test process ended without a result." >&2
    failed=$((failed + 1))
    continue
  fi
  passed=$((passed + $(count passed)))
  failed=$((failed + $(count failed) + $(count error) + $(count timeout) + $(count aborted)))
  skipped=$((skipped + $(count total) - $(count executed)))
done
[ "$broken" -eq 0 ] || [ "$failed" -gt 0 ] || failed=$broken

cat "$FLOR_REPORT" 2>/dev/null || true
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
