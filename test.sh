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

source scripts/setup.sh --tests
scripts/install-npm.sh tests/interop "for the tests that read our files with other implementations"

results=$(mktemp -d)
# All builds from here on, those of the tests included, share one compiler, which is warm after the first. It is ours alone and ends with us.
export UseSharedCompilation=true SharedCompilationId=flordb-tests-$$
end() {
  grep -lsa "[-]pipename:$SharedCompilationId" /proc/[0-9]*/cmdline | cut -d/ -f3 | xargs -r kill || true
  rm -rf "$results" "/tmp/$SharedCompilationId"
}
trap end EXIT
# Nothing here runs for so long that profiles of the code would pay.
export DOTNET_TieredPGO=0

dotnet build FlorDb.sln -c Release -v quiet --nologo -clp:NoSummary
# The build has checked style and analyzers already; the long run has dotnet format check them, too.
if [ "${FLOR_LONG:-}" = 1 ]; then
  dotnet format FlorDb.sln --verify-no-changes --no-restore
else
  dotnet format whitespace . --folder --exclude artifacts --verify-no-changes
fi

# Tests with very many cases do all of them, and say here how many there were, and from which seed.
export FLOR_FULL=1 results
run() {
  local name rc=0
  name=$(basename "$1")
  FLOR_REPORT=$results/$name.report dotnet test "$1" -c Release --no-build --nologo \
    --logger "trx;LogFileName=$name.trx" --results-directory "$results" >"$results/$name.log" 2>&1 || rc=1
  flock "$results" cat "$results/$name.log"
  return $rc
}
export -f run
# Two projects side by side, as many tests wait for processes and disks; what each says comes in one piece. The longest begin first.
projects=(tests/FlorDb.Storage.Tests tests/Repository.Tests tests/FlorDb.Torch.Tests tests/FlorDb.Replay.Tests)
for project in tests/*.Tests; do [[ " ${projects[*]} " == *" $project "* ]] || projects+=("$project"); done
broken=0
printf '%s\0' "${projects[@]}" | xargs -0 -n 1 -P 2 bash -c 'run "$1"' run || broken=1

passed=0 failed=0 skipped=0
for project in "${projects[@]}"; do
  name=$(basename "$project")
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

cat "$results"/*.report 2>/dev/null || true
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
