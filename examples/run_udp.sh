#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# run_udp.sh PROGRAM [RUNNER...]: the program echoes three datagrams, at addresses of each family.
set -euo pipefail
command=("${@:2}" "$1")
trap 'kill "$program" 2>/dev/null || true' EXIT
addresses=(127.0.0.1:0 '[::]:0')
[[ $1 != *answer_udp* ]] || addresses=(127.0.0.1:0) # of one family, and it ends otherwise

for address in "${addresses[@]}"; do
    exec 4< <(exec "${command[@]}" "$address" 3 2>&1)
    program=$!
    read -r -t 60 line <&4
    line=${line%$'\r'}
    case $line in
    uring_udp:*EPERM | uring_udp:*ENOSYS | uring_udp:*ENOMEM) echo "SKIP: this kernel permits no io_uring ($line)" && exit 77 ;;
    esac
    exec 3<>"/dev/udp/127.0.0.1/${line##*:}"
    for word in one two three; do
        printf '%s\n' "$word" >&3
        answer=$(timeout 30 dd bs=100 count=1 <&3 2>/dev/null)
        [ "$answer" = "$word" ] || { echo "$line: got '$answer', not '$word'"; exit 1; }
    done
    [[ $1 = *answer_udp* ]] || wait "$program"
    echo "$line: three answers"
done
