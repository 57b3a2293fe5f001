#!/usr/bin/env bash
# amalgamation.sh SOURCE_DIR FOLDER: skt.c and skt.h in FOLDER compile without a warning by the compilers that are here, the header
# from C99 on and as C++, with a program of the examples; a system that the header does not know is a clear error.
set -euo pipefail
source=$1 folder=$2
strict=(-Wall -Wextra -pedantic -Werror -O2 -I"$folder" -I"$folder/forward")
failed=0

fail() {
    echo "FAILED: $*"
    failed=1
}

# For programs that include <skt/NAME.h>.
mkdir -p "$folder/forward/skt"
for header in "$source"/include/skt/*.h; do
    echo '#include "../../skt.h"' >"$folder/forward/skt/$(basename "$header")"
done

echo '#include "skt.h"' | tee "$folder/alone.c" >"$folder/alone.cpp"

for compiler in gcc clang-19 x86_64-w64-mingw32-gcc i686-w64-mingw32-gcc; do
    command -v $compiler >/dev/null || { echo "SKIP: there is no $compiler"; continue; }
    flags=(-std=c11)
    libraries=()
    [[ $compiler == *mingw* ]] && flags+=(-DSKT_STATIC) && libraries=(-lws2_32 -liphlpapi -lntdll)
    for standard in c99 c11 c17; do
        $compiler -std=$standard "${strict[@]}" -fsyntax-only "$folder/alone.c" || fail "$compiler -std=$standard of skt.h"
    done
    for way in '' -flto; do
        [[ $compiler$way != clang*-flto ]] || command -v ld.lld >/dev/null || continue
        # shellcheck disable=SC2086 # nothing, where it is empty
        $compiler "${flags[@]}" "${strict[@]}" $way -o "$folder/program" "$source/examples/greet.c" "$folder/skt.c" "${libraries[@]}" ||
            fail "$compiler $way"
    done
    $compiler -std=c11 "${strict[@]}" -U__linux__ -U_WIN32 -D__sparc__ -fsyntax-only "$folder/alone.c" >"$folder/said" 2>&1 &&
        fail "$compiler: a system that is not known"
    grep -q 'error.*the numbers of this system are not known: take skt with CMake' "$folder/said" ||
        fail "$compiler: this is no clear error: $(head -n 3 "$folder/said")"
    echo "$compiler: done"
done
for compiler in g++ clang++-19; do
    command -v $compiler >/dev/null || { echo "SKIP: there is no $compiler"; continue; }
    for standard in c++11 c++17; do
        $compiler -std=$standard "${strict[@]}" -fsyntax-only "$folder/alone.cpp" || fail "$compiler -std=$standard of skt.h"
    done
    echo "$compiler: done"
done
exit $failed
