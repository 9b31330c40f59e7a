#!/bin/sh
# Prints LD_LIBRARY_PATH. NVIDIA's compatibility libraries of the container come first in it if the driver of this
# machine is older than they are. On a newer driver they must not be loaded. Two words name other places, for tests.
set -eu
compat=${1:-/usr/local/cuda/compat}
versions=${2:-/proc/driver/nvidia/version}
path=${LD_LIBRARY_PATH-}
# libcuda.so.1 leads to libcuda.so.580.65.06.
library=$(readlink "$compat/libcuda.so.1" 2>/dev/null || true)
newest=${library##*libcuda.so.}
driver=$(sed -n 's/^NVRM version:.* \([0-9][0-9]*\.[0-9.]*\) .*$/\1/p' "$versions" 2>/dev/null || true)
if [ -n "$newest" ] && [ -n "$driver" ] && [ "$driver" != "$newest" ]; then
  oldest=$(printf '%s\n' "$driver" "$newest" | sort -t . -k 1,1n -k 2,2n -k 3,3n | head -n 1)
  if [ "$oldest" = "$driver" ]; then path=$compat${path:+:$path}; fi
fi
printf '%s\n' "$path"
