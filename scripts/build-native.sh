#!/usr/bin/env bash
# Builds artifacts/native/libflortorch.so from native/ against the system's libtorch, or against the unpacked libtorch
# folder that LIBTORCH names. Does nothing when the library is newer than the sources and libtorch. CXX picks the compiler.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
target=$root/artifacts/native/libflortorch.so
compiler=${CXX:-g++}

fail() {
  echo "build-native: $*" >&2
  exit 1
}

locate_libtorch() {
  if [[ -n ${LIBTORCH:-} ]]; then
    include=$LIBTORCH/include
    library=$LIBTORCH/lib/libtorch_cpu.so
    [[ -f $library && -d $include ]] || fail "LIBTORCH=$LIBTORCH is no libtorch folder: include/ or lib/libtorch_cpu.so is missing."
    return
  fi
  include=/usr/include
  library=
  for candidate in /usr/lib/*-linux-gnu/libtorch_cpu.so /usr/lib/libtorch_cpu.so; do
    if [[ -e $candidate ]]; then library=$candidate; fi
  done
  [[ -n $library && -d $include/ATen ]] ||
    fail "libtorch is missing: install it with 'apt-get install libtorch-dev libopenblas0-pthread', or point LIBTORCH to an unpacked libtorch."
}

up_to_date() {
  [[ -f $target && $target -nt $library && $target -nt ${BASH_SOURCE[0]} ]] || return 1
  local source
  for source in "$root"/native/*; do
    [[ $target -nt $source ]] || return 1
  done
}

build() {
  command -v "$compiler" > /dev/null || fail "the C++ compiler $compiler is missing: install it with 'apt-get install g++'."
  local libraries config source
  libraries=$(dirname "$library")
  # libtorch's own headers are system headers here: their warnings are not ours.
  local flags=(-std=c++17 -O2 -fPIC -fvisibility=hidden -Wall -Wextra -Werror -isystem "$include/torch/csrc/api/include")
  if [[ $include != /usr/include ]]; then flags+=(-isystem "$include"); fi
  config=$(dirname "$libraries")/share/cmake/Torch/TorchConfig.cmake
  if [[ -f $config ]] && grep -q '_GLIBCXX_USE_CXX11_ABI=0' "$config"; then flags+=(-D_GLIBCXX_USE_CXX11_ABI=0); fi
  local links=("-L$libraries" -ltorch_cpu -lc10 "-Wl,-rpath,$libraries")
  # libtorch finds its CUDA part only when something links it.
  if [[ -e $libraries/libtorch_cuda.so ]]; then links+=(-Wl,--no-as-needed -ltorch_cuda -lc10_cuda); fi

  objects=$(mktemp -d)
  trap 'rm -rf "$objects"' EXIT
  local jobs=()
  for source in "$root"/native/*.cpp; do
    "$compiler" "${flags[@]}" -c "$source" -o "$objects/$(basename "$source" .cpp).o" &
    jobs+=($!)
  done
  local job
  for job in "${jobs[@]}"; do wait "$job" || fail "a source did not compile: see the compiler's messages above."; done

  mkdir -p "$(dirname "$target")"
  "$compiler" -shared "$objects"/*.o "${links[@]}" -o "$target.part" || fail "linking failed: see the messages above."
  mv "$target.part" "$target"
  echo "built ${target#"$root"/}"
}

locate_libtorch
up_to_date || build
