#!/usr/bin/env bash
# Times size, map (with replay) and verify as whole processes, JVM start included, in a heap of 256 MiB.
#   benchmarks/whole-process.sh MODEL...      three runs each, the median is printed; "-" where a command failed
set -u
export LC_ALL=C.UTF-8 SHINGLE_OPTS="${SHINGLE_OPTS--Xmx256m}"
shingle=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/shingle
plan=$(mktemp)
trap 'rm -f "$plan"' EXIT
TIMEFORMAT=%R

median_seconds() {
    local seconds=() code=0
    for _ in 1 2 3; do
        seconds+=("$( { time "$@" >/dev/null 2>&1 || echo failed; } 2>&1 )")
    done
    case ${seconds[*]} in
        *failed*) echo - ;;
        *) printf '%s\n' "${seconds[@]}" | sort -n | sed -n 2p ;;
    esac
    return "$code"
}

"$shingle" --version >/dev/null
printf '%-44s %8s %8s %8s   seconds, %s\n' model size map verify "$SHINGLE_OPTS"
for model in "$@"; do
    name=${model##*/}
    printf '%-44s %8s %8s %8s\n' "${name%.tflite}" "$(median_seconds "$shingle" size "$model")" \
        "$(median_seconds "$shingle" map "$model" -o "$plan")" "$(median_seconds "$shingle" verify "$model" "$plan")"
done
