#!/usr/bin/env bash
# headers.sh INCLUDE_DIR COMPILER...: every public header compiles alone, as C11 and as C++17, without a warning, and
# all but native.h bring in nothing beyond the headers of the C standard that they name, and what these bring in.
set -euo pipefail
include=$1
shift
failed=0

fail() {
    echo "FAILED: $*"
    failed=1
}

# What the C11 standard library has (7.1.2).
standard=' assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp signal stdalign stdarg
 stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string tgmath threads time uchar wchar wctype '

named=()
for header in "$include"/skt/*.h; do
    name=$(basename "$header")
    [ "$name" = native.h ] && continue
    while read -r included; do
        if [[ $standard == *[[:space:]]"${included%.h}"[[:space:]]* ]]; then
            named+=("#include <$included>")
        elif [[ $included != skt/* ]]; then
            fail "$name includes <$included>"
        fi
    done < <(sed -n 's/^ *# *include *[<"]\(.*\)[>"].*/\1/p' "$header")
done

# What the compiler reads for these lines, as -H lists it: one dot per level.
brought_in() {
    sed -n 's/^\.\.* //p' <<<"$1" | sort -u
}

# Compiles a file that includes the header and nothing else.
check() {
    local compiler=$1 standard_flag=$2 language=$3 header=$4 said alone
    local flags=(-x "$language" "$standard_flag" -Wall -Wextra -Wpedantic -Werror -I"$include")
    if ! said=$("$compiler" "${flags[@]}" -H -fsyntax-only - <<<"#include <skt/$header>" 2>&1); then
        echo "$said"
        fail "$compiler $standard_flag: $header"
    fi
    [ "$header" = native.h ] && return
    alone=$(printf '%s\n' "${named[@]}" | "$compiler" "${flags[@]}" -H -fsyntax-only - 2>&1)
    if comm -23 <(brought_in "$said" | grep -vF "$include/skt/") <(brought_in "$alone") | grep .; then
        fail "$compiler $standard_flag: $header brings in the headers above"
    fi
}

# A program that has skt/native.h alone has what sockets, IP and Unix addresses and the resolver need.
check_native() {
    local compiler=$1 language=c
    [[ $compiler == *++* ]] && language=c++
    "$compiler" -x "$language" -D_GNU_SOURCE -Wall -Werror -I"$include" -fsyntax-only - <<'TEXT' || fail "$compiler: native.h lacks something"
#include <skt/native.h>
struct everything {
    struct sockaddr_storage any;
    struct sockaddr_in in;
    struct sockaddr_in6 in6;
    struct sockaddr_un path;
    struct ip_mreq membership;
    struct addrinfo hints;
    skt_native_buf buf;
    skt_native_msg msg;
};
int level = IPPROTO_TCP, name = TCP_NODELAY, flags = AI_PASSIVE | NI_NUMERICHOST, port_length = NI_MAXSERV;
unsigned short port(void);
unsigned short port(void) { return htons(80); }
int convert(void *ip);
int convert(void *ip) { return inet_pton(AF_INET6, "::1", ip); }
void give_back(struct addrinfo *list);
void give_back(struct addrinfo *list) { freeaddrinfo(list); }
TEXT
}

# The functions that are macros too: with commas in braces, as functions, and in the oldest and newest dialects.
check_inline() {
    local compiler=$1 language=c standard_flags=(gnu89 c11 gnu17) flag
    [[ $compiler == *++* ]] && language=c++ standard_flags=(c++11 c++17 gnu++20)
    for flag in "${standard_flags[@]}"; do
        "$compiler" -x "$language" "-std=$flag" -O2 -Wall -Wextra -Werror -Wno-long-long -I"$include" -c -o /dev/null - <<'TEXT' ||
#include <skt/skt.h>
int port_of(const skt_addr *addr);
int port_of(const skt_addr *addr)
{
    int (*of)(const skt_addr *) = skt_addr_port;
    return skt_addr_family(addr) == SKT_AF_INET ? skt_addr_port(addr) : (skt_addr_port)(addr) + of(addr);
}
#ifndef __cplusplus
void make(skt_addr *addr);
void make(skt_addr *addr)
{
    skt_addr_ipv4((const uint8_t[4]){127, 0, 0, 1}, 80, addr);
    skt_addr_set_port(addr, 81);
}
#endif
skt_ssize receive(skt_socket s, char *first);
skt_ssize receive(skt_socket s, char *first)
{
    skt_addr from;
    char room[16];
    skt_buf buf = skt_buf_of(room, sizeof room);
    skt_msg msg = skt_msg_of(&from, &buf, 1, 0, 0);
    const char text[] = "constant";
    skt_buf constant = skt_buf_of(text, sizeof text);
    uint8_t ip[16];
    skt_ssize count = skt_recvmsg(s, &msg, 0);
    skt_addr_ip(&from, ip);
    *first = (char)ip[3];
    return count + skt_sendv(s, &constant, 1, 0);
}
TEXT
            fail "$compiler -std=$flag: the inline functions"
    done
}

for compiler in "$@"; do
    check_inline "$compiler"
    check_native "$compiler"
    count=0
    for header in "$include"/skt/*.h; do
        name=$(basename "$header")
        case $compiler in
        *++*) check "$compiler" -std=c++17 c++ "$name" ;;
        *) check "$compiler" -std=c11 c "$name" ;;
        esac
        count=$((count + 1))
    done
    echo "$compiler: $count headers"
done
exit $failed
