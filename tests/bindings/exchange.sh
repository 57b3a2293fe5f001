#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# exchange.sh SOURCE PREFIX WORK LANGUAGE...: bindings of languages are made of what is installed in PREFIX, and exchange data over
# TCP and UDP. The languages are ctypes, cffi, rust, bindgen, go and zig, which $ZIG may name; one that is not here is a SKIP.
set -euo pipefail
source=$(realpath "$1") prefix=$(realpath "$2")
mkdir -p "$3"
work=$(realpath "$3")
shift 3

api=$(find "$prefix" -name api.json)
pc=$(find "$prefix" -name skt.pc)
library=$(find "$prefix" -name 'libskt.so')
export PKG_CONFIG_PATH=${pc%/*} LD_LIBRARY_PATH=${library%/*}

has() {
    command -v "$1" >/dev/null || { echo "SKIP $language: there is no $1" && return 1; }
}

made() {
    python3 "$source/tools/reference" "$1" "$api" linux "$work/$2"
}

with_ctypes() {
    made ctypes skt_ctypes.py
    python3 "$source/tests/bindings/exchange_ctypes.py" "$work" "$library"
}

with_cffi() {
    local python
    for python in python3 /usr/bin/python3; do
        "$python" -c 'import cffi' 2>/dev/null || continue
        made cdef skt.cdef
        "$python" "$source/tests/bindings/exchange_cffi.py" "$work/skt.cdef" "$library"
        return
    done
    echo "SKIP cffi: no Python has it"
}

with_rust() {
    has cargo && has pkg-config || return 0
    made rust skt-sys
    mkdir -p "$work/skt-sys/examples"
    cp "$source/tests/bindings/exchange.rs" "$work/skt-sys/examples/"
    (cd "$work/skt-sys" && cargo run --offline --quiet --example exchange)
}

with_bindgen() {
    has bindgen && has rustc || return 0
    local header=$prefix/include/skt/constants.h old=/usr/lib/llvm-14/lib
    # Debian's bindgen does not understand what newer ones call a type without a name.
    [ ! -e $old/libclang-14.so.1 ] || export LIBCLANG_PATH=$old
    bindgen "$header" --allowlist-function 'skt_.*' --allowlist-type 'skt_.*' --allowlist-var 'SKT_.*' -o "$work/bindgen.rs" \
        -- "-I$prefix/include"
    rustc --crate-type lib --emit metadata -A warnings -o "$work/bindgen.rmeta" "$work/bindgen.rs"
    local wanted kept
    wanted=$(grep -o 'SKT_N_[A-Z0-9_a-z]* =' "$header" | sort)
    kept=$(grep -o 'pub const SKT_N_[A-Z0-9_a-z]*' "$work/bindgen.rs" | sed 's/pub const //; s/$/ =/' | sort)
    diff <(echo "$wanted") <(echo "$kept")
    grep -q '^pub const SKT_N_TCP_NODELAY: .* = 40;' "$work/bindgen.rs"
    echo "bindgen: it keeps all $(wc -l <<<"$kept") numbers of constants.h"
}

with_go() {
    has go && has pkg-config && has cc || return 0
    mkdir -p "$work/go"
    cp "$source/tests/bindings/exchange.go" "$work/go/"
    printf 'module exchange\n\ngo 1.17\n' >"$work/go/go.mod"
    (cd "$work/go" && CGO_ENABLED=1 GOPROXY=off GOTOOLCHAIN=local GOFLAGS=-mod=mod go run .)
}

with_zig() {
    local zig=${ZIG:-zig}
    has "$zig" && has pkg-config || return 0
    mkdir -p "$work/zig"
    cp "$source/tests/bindings/exchange.zig" "$work/zig/"
    read -ra flags < <(pkg-config --cflags skt)
    (cd "$work/zig" &&
        "$zig" translate-c -lc "${flags[@]}" "$prefix/include/skt/constants.h" >skt.zig &&
        "$zig" build-exe exchange.zig -lc "-L${library%/*}" -lskt && ./exchange)
}

for language in "$@"; do
    "with_$language"
done
