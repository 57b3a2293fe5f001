#!/usr/bin/env bash
# size.sh SOURCE_DIR WORK_DIR COMPILER: a program that is linked with the static library takes of it only what it uses, also
# where the linker removes nothing: the five functions of five.c add so much text to what raw.c has.
set -euo pipefail
source=$1 work=$2 compiler=$3
most=8192

# The text of a program, as size counts it, with its tables of symbols and for unwinding.
text_of() {
    "$compiler" -std=c11 -D_GNU_SOURCE -O2 -I"$source/include" "$@" -o "$work/program"
    size "$work/program" | awk 'NR == 2 {print $1}'
}
library=$work/static/build/src/libskt.a
raw=$(text_of "$source/tests/checks/size/raw.c")
five=$(text_of "$source/tests/checks/size/five.c" "$library")
collected=$(text_of "$source/tests/checks/size/five.c" "$library" -Wl,--gc-sections)
echo "five functions add $((five - raw)) of $most bytes; with --gc-sections $((collected - raw))"
if [ $((five - raw)) -gt $most ]; then
    "$compiler" -std=c11 -I"$source/include" "$source/tests/checks/size/five.c" "$library" -o "$work/program" -Wl,-Map=- |
        sed -n "/^Archive member/,/^Merging/p" | sed 1,40\!d
    echo "FAILED: the program takes more than it uses"
    exit 1
fi
