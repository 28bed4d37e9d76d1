#!/usr/bin/env bash
# Hindsight logging, from start to end, on real handwritten digits: five versions of a training program are recorded, a confusion matrix that
# none of them logged is asked for, and the old versions are replayed from their checkpoints until the empty column is full.
#   ./demo.sh            in a new folder under the system's temporary folder, which stays for you to look at
#   ./demo.sh FOLDER     in FOLDER, which must not exist yet
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
root=$PWD
started=$SECONDS

source scripts/setup.sh --packages
flor=$root/artifacts/flor/flor
example=$root/examples/digits
story=$example/story
export DOTNET_ROOT="${DOTNET_ROOT:-$(dirname "$(readlink -f "$(command -v dotnet)")")}"

bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'
[ -t 1 ] || bold='' dim='' plain=''
headline() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }
show() { printf '%s$ %s%s\n' "$dim" "$*" "$plain"; }

scratch=${1:-$(mktemp -d "${TMPDIR:-/tmp}/flordb-demo-XXXXXX")/digits}
[ ! -e "$scratch" ] || { echo "demo: $scratch exists already. Name a folder that does not." >&2; exit 2; }
mkdir -p "$scratch"
scratch=$(cd "$scratch" && pwd)
cd "$scratch"

headline "1. A git repository with a training program, as a user would have it: $scratch"
sed "s|@VERSION@|$(cat "$root/artifacts/packages/version")|" "$story/digits.csproj.template" > digits.csproj
sed "s|@FEED@|$root/artifacts/packages|" "$story/nuget.config.template" > nuget.config
mkdir data
cp "$example"/data/* data/
printf 'bin/\nobj/\n' > .gitignore
git init -q -b main .
git config user.name "Demo" && git config user.email "demo@example.org"

# One version of the program: a change of the source, a commit, a build, a recorded run.
record() {
  local name=$1 source=$2
  cp "$source" Program.cs
  git add -A && git commit -q -m "$name"
  show "git commit -m $name && dotnet run -c Release -- --flor $name"
  git --no-pager show --format= --shortstat HEAD -- Program.cs
  dotnet run -c Release -v quiet -- --flor "$name"
}

headline "2. Five versions are trained and recorded; none of them logs a confusion matrix"
record firstRun "$example/Program.cs"
record smallerModel "$story/2-smallerModel.cs"
record smallerModel "$story/3-smallerModel.cs"
record increaseLR "$story/4-increaseLR.cs"
record smallerBatchSize "$story/5-smallerBatchSize.cs"

headline "3. Now somebody wants the confusion matrix: the newest version gets the statement, and a helper method that it needs"
git --no-pager diff --no-index -U0 --no-color Program.cs "$story/6-EpicDemo.cs" | grep '^+[^+]' || true
record EpicDemo "$story/6-EpicDemo.cs"
last="SELECT runid, hidden_size, lr, batch_size, epoch, accuracy, cf_matrix FROM runs WHERE epoch = 9"
show "flor query \"$last\""
"$flor" query "$last"

before=$(git status --porcelain --branch; git log --format='%H %s'; sha256sum .git/index .git/HEAD)
query="SELECT runid, tstamp, epoch, cf_matrix, hidden_size, lr, batch_size, accuracy FROM runs WHERE cf_matrix IS NULL REPLAY ON 2 CPUS"

headline "4. Hindsight: what would it take?"
show "flor query \"EXPLAIN $query\""
"$flor" query "EXPLAIN $query"

headline "5. Hindsight: fill the column"
show "flor query \"$query\""
replay_started=$SECONDS
"$flor" query "$query"
replay_seconds=$((SECONDS - replay_started))

headline "6. Is it true? Every patched version is trained again from scratch, and each replayed cell is compared bit for bit"
show "flor audit"
audit_started=$SECONDS
"$flor" audit
audit_seconds=$((SECONDS - audit_started))

headline "7. What is left"
missing=$("$flor" query "SELECT count(*) AS missing FROM runs WHERE cf_matrix IS NULL AND epoch IS NOT NULL" --format csv | tail -n 1 | tr -d '\r')
after=$(git status --porcelain --branch; git log --format='%H %s'; sha256sum .git/index .git/HEAD)
echo "Empty cells in cf_matrix: $missing."
[ "$before" = "$after" ] && echo "The user's branch, index and working tree: as before." || { echo "The user's branch, index or working tree CHANGED." >&2; exit 1; }
[ "$missing" = 0 ] || exit 1
echo "Replaying took ${replay_seconds} s, building five versions included; training them again took ${audit_seconds} s; the whole demo $((SECONDS - started)) s."
echo "The repository stays in $scratch: go there and type $flor"
