# shellcheck shell=bash
# For scripts beside it to source: what Linux says of a process.

# Field $2 of /proc/$1/status; memory is in KiB.
status() { awk -v field="$2" '$1 == field ":" {print $2}' "/proc/$1/status"; }

# Processor time of process $1 so far, in hundredths of a second.
ticks() { awk '{print $14 + $15}' "/proc/$1/stat"; }
