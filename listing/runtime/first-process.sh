#!/bin/sh
# Runs a program as the first process of a container. Stop signals are passed on to it, and its exit code is the
# container's. Processes whose parent has ended become children of the first process. Node would leave them in the
# process table when they end; a shell removes them while it waits.

# Outside a container, or behind another first process, the program takes the place of this one.
[ $$ -eq 1 ] || exec "$@"

trap 'kill -s TERM "$!" 2>/dev/null' TERM INT
"$@" &
wait "$!"
code=$?
# A signal ends `wait`, but not the program.
while kill -s 0 "$!" 2>/dev/null; do
  wait "$!"
  code=$?
done
exit "$code"
