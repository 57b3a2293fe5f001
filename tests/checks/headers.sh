#!/usr/bin/env bash
# headers.sh INCLUDE_DIR COMPILER...: every public header compiles alone, as C11 and as C++17, without a warning, and
# all but native.h bring in nothing beyond the headers of the C standard.
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

# Anything of these is a system's own.
foreign='/(sys/(socket|types|uio|un|time|select|ioctl|param|poll)|netinet|netinet6|net|netpacket|arpa|linux|asm)[/.]'
foreign+='|/(poll|unistd|fcntl|netdb|ifaddrs|pthread|windows|winsock|winsock2|ws2tcpip|mswsock|winbase|winnt)\.h$'

for header in "$include"/skt/*.h; do
    name=$(basename "$header")
    [ "$name" = native.h ] && continue
    while read -r included; do
        [[ $included == skt/* || $standard == *[[:space:]]"${included%.h}"[[:space:]]* ]] || fail "$name includes <$included>"
    done < <(sed -n 's/^ *# *include *[<"]\(.*\)[>"].*/\1/p' "$header")
done

# Compiles a file that includes the header and nothing else; -H lists what that brought in, one dot per level.
check() {
    local compiler=$1 standard_flag=$2 language=$3 header=$4 said
    local flags=(-x "$language" "$standard_flag" -Wall -Wextra -Wpedantic -Werror -I"$include")
    if ! said=$("$compiler" "${flags[@]}" -H -fsyntax-only - <<<"#include <skt/$header>" 2>&1); then
        echo "$said"
        fail "$compiler $standard_flag: $header"
    fi
    [ "$header" = native.h ] && return
    if sed -n 's/^\.\.* //p' <<<"$said" | grep -vF "$include/skt/" | grep -E "$foreign"; then
        fail "$compiler $standard_flag: $header brings in the headers above"
    fi
}

for compiler in "$@"; do
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
