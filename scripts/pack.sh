#!/usr/bin/env bash
# Packs the libraries into the local feed artifacts/packages and publishes the flor command to artifacts/flor.
# The version carries a digest of the sources, so that a package cache never serves an older build; artifacts/packages/version holds it.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

feed=artifacts/packages
digest=$(find src native scripts Directory.Build.props Directory.Build.targets Directory.Packages.props \( -name bin -o -name obj \) -prune -o -type f -print0 |
  LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-12)
version="0.1.0-local.$digest"
[ "$(cat "$feed/version" 2>/dev/null)" = "$version" ] && exit 0

printf 'setup: packing FlorDB %s (about a minute) ...\n' "$version" >&2
rm -rf "$feed" artifacts/flor
# Apart from the working build, so that neither disturbs the other; that one runs the analyzers.
build=(-c Release -p:Version="$version" --artifacts-path artifacts/pack -p:RunAnalyzers=false -v quiet --nologo -clp:ErrorsOnly)
for project in TorchSharp.Lite FlorDb.Storage FlorDb.Torch; do
  dotnet pack "src/$project/$project.csproj" "${build[@]}" -o "$feed"
done
source scripts/ahead.sh
dotnet publish src/FlorDb.Cli/FlorDb.Cli.csproj "${build[@]}" "${ahead[@]}" -o artifacts/flor
printf '%s' "$version" > "$feed/version"
