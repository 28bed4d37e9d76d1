#!/usr/bin/env bash
# Finds or installs what FlorDB needs and builds the native shim. Safe to call at any time; does nothing when nothing is missing.
#   scripts/setup.sh               the SDK, the system's libraries, the native shim
#   scripts/setup.sh --packages    also the local package feed (artifacts/packages) and the flor command (artifacts/flor)
#   scripts/setup.sh --tests       also what only the tests need: the workload manager Slurm
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
debian_packages=(libtorch-dev libopenblas0-pthread libgit2-1.5)
if [ "${1:-}" = "--tests" ]; then debian_packages+=(slurm-wlm); fi
tools=()

say() { printf '%s\n' "$*" >&2; }
stop() { say "setup: $*"; exit 1; }

find_sdk() {
  local folder
  for folder in "${DOTNET_ROOT:-}" "$HOME/.dotnet" /usr/share/dotnet /usr/lib/dotnet /usr/local/share/dotnet; do
    command -v dotnet >/dev/null && break
    [ -n "$folder" ] && [ -x "$folder/dotnet" ] && export DOTNET_ROOT="$folder" PATH="$folder:$PATH"
  done
  command -v dotnet >/dev/null ||
    stop "the .NET 10 SDK is missing. Install it from https://dotnet.microsoft.com/download/dotnet/10.0, put 'dotnet' on the PATH, then run this again."
  dotnet --list-sdks | grep -q '^10\.' ||
    stop "the .NET 10 SDK is missing; 'dotnet' on the PATH has only: $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd' '). Install 10.0 from https://dotnet.microsoft.com/download/dotnet/10.0, then run this again."
}

find_tools() {
  command -v g++ >/dev/null || tools+=(g++)
  command -v git >/dev/null || tools+=(git)
}

missing_packages() {
  local package
  for package in "${debian_packages[@]}"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || printf '%s\n' "$package"
  done
}

install_packages() {
  local missing=("${tools[@]}") by_hand as_root=()
  if command -v dpkg-query >/dev/null; then
    mapfile -t -O "${#missing[@]}" missing < <(missing_packages)
  else
    stop "this is not a Debian system, and FlorDB finds libtorch 1.13 or later, OpenBLAS and libgit2 1.5 through Debian's packages. Use Debian 12, or build with -p:FlorPackages=gallery where the NuGet gallery has TorchSharp (see docs/building.md)."
  fi
  [ "${#missing[@]}" -gt 0 ] || return 0

  by_hand="apt-get update && apt-get install -y ${missing[*]}"
  command -v apt-get >/dev/null || stop "these packages are missing: ${missing[*]}. There is no apt-get here: install them with your system's package manager, then run this again."
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null ||
      stop "these packages are missing: ${missing[*]}. Installing them takes root's rights. Run 'sudo sh -c \"$by_hand\"', then run this again."
    as_root=(sudo -n)
  fi
  say "setup: installing ${missing[*]} (up to 130 MB; half a minute) ..."
  local log
  log=$(mktemp)
  if ! { "${as_root[@]}" apt-get update -qq && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    stop "apt-get could not install ${missing[*]}; its last lines stand above. Run '$by_hand' as root to see more, then run this again."
  fi
  rm -f "$log"
}

find_sdk
find_tools
install_packages
scripts/build-native.sh
if [ "${1:-}" = "--packages" ]; then scripts/pack.sh; fi
