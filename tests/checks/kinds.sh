#!/usr/bin/env bash
# kinds.sh INCLUDE_DIR C_COMPILER CXX_COMPILER: an option's key goes with the functions of its kind and with no others, and
# a span of time is no deadline.
set -euo pipefail
include=$1 c=$2 cxx=$3

# Kind, a key of it, a value to set, the type to get.
kinds=(
    'bool     SKT_TCP_NODELAY          true                bool'
    'int      SKT_SO_RCVBUF            1024                int64_t'
    'u64      SKT_SO_COOKIE            7                   uint64_t'
    'duration SKT_TCP_KEEPIDLE         SKT_SECONDS(3)      skt_duration'
    'linger   SKT_SO_LINGER            linger              skt_linger'
    'name     SKT_TCP_CONGESTION       "cubic"             char'
    'ipv4     SKT_IP_MULTICAST_IF      ip                  uint8_t'
    'bytes    SKT_DCCP_SOCKOPT_CCID    ip,4                uint8_t'
)

# Statements that compile, and statements that do not.
good=('skt_option_probe(s, SKT_ANY(SKT_TCP_NODELAY))'
    'static const skt_option table[] = {SKT_ANY_INIT(TCP_NODELAY), SKT_ANY_INIT(SO_RCVBUF)}; (void)table'
    'switch (size) { case SKT_NUMBER_TCP_NODELAY: break; default: break; }'
    'skt_poll(0, 0, SKT_NEVER)' 'skt_poll(0, 0, skt_deadline_in(SKT_SECONDS(3)))')
bad=('skt_option_probe(s, SKT_TCP_NODELAY)' 'skt_poll(0, 0, SKT_SECONDS(3))' 'skt_poll(0, 0, 0)' 'skt_poll(0, 0, SKT_FOREVER)'
    'skt_connect_by(s, 0, SKT_SECONDS(3))')
for row in "${kinds[@]}"; do
    read -r kind own_key value type <<<"$row"
    out="($type *)0"
    case $kind in
    name) out="($type *)0, 0" ;;
    bytes) out="($type *)0, &size" ;;
    esac
    good+=("skt_set_$kind(s, $own_key, $value)" "skt_get_$kind(s, $own_key, $out)")
    bad+=("skt_set_$kind(s, 40, $value)" "skt_set_$kind(s, SKT_ANY($own_key), $value)")
    for other in "${kinds[@]}"; do
        read -r _ key _ _ <<<"$other"
        [ "$key" = "$own_key" ] && continue
        bad+=("skt_set_$kind(s, $key, $value)" "skt_get_$kind(s, $key, $out)")
    done
done

# Every error counts, and belongs to the line of the statement, not to that of the macro; clang does so by itself.
flags=(-I"$include" -fmax-errors=0 -ftrack-macro-expansion=0)
"$c" "${flags[@]}" -x c -fsyntax-only /dev/null 2>/dev/null || flags=(-I"$include" -ferror-limit=0)

# A file of one statement per line, from line 1 on; prints the lines that the compiler refuses.
refused_lines() {
    local compiler=$1
    shift
    {
        echo '#include <skt/skt.h>'
        echo 'void f(skt_socket s, const uint8_t *ip, skt_linger linger, size_t size);'
        echo 'void f(skt_socket s, const uint8_t *ip, skt_linger linger, size_t size) { (void)ip, (void)linger, (void)size;'
        echo '#line 1 "statements"'
        printf '%s;\n' "$@"
        echo '}'
    } | LC_ALL=C $compiler "${flags[@]}" -fsyntax-only - 2>&1 | sed -n 's/^statements:\([0-9]*\):.*error:.*/\1/p' | sort -nu
}

failed=0
for compiler in "$c -x c -std=c11" "$cxx -x c++ -std=c++17"; do
    while read -r line; do
        echo "FAILED: does not compile with $compiler: ${good[line - 1]}"
        failed=1
    done < <(refused_lines "$compiler" "${good[@]}")
    while read -r line; do
        echo "FAILED: compiles with $compiler: ${bad[line - 1]}"
        failed=1
    done < <(comm -13 <(refused_lines "$compiler" "${bad[@]}" | sort) <(seq ${#bad[@]} | sort))
done
echo "${#good[@]} good and ${#bad[@]} bad statements"
exit $failed
