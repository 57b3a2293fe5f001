#!/usr/bin/env bash
# symbols.sh INCLUDE_DIR STATIC_LIBRARY SHARED_LIBRARY: the shared library exports what the headers declare and nothing
# else; neither allocates, reads the environment or runs anything at start; stripped, the shared one is small.
set -euo pipefail
include=$1 static=$2 shared=$3
most=98304
failed=0

# Standard input must be empty; what it has is shown.
none() {
    if sed 's/^/    /' | grep .; then
        echo "FAILED: $1"
        failed=1
    fi
}

declared=$(sed -n 's/^SKT_API [^(]*\b\(skt_[a-z0-9_]*\)(.*/\1/p' "$include"/skt/*.h | sort -u)
exported=$(nm -D --defined-only "$shared" | awk '{print $3}' | sort -u)
globals=$(nm -g --defined-only "$static" | awk 'NF == 3 {print $3}' | sort -u)
lines=$(cat "$include"/skt/*.h | grep -c '^SKT_API ')
if [ "$(wc -l <<<"$declared")" != "$lines" ]; then
    echo "FAILED: of $lines lines with SKT_API not every one has a name of its own"
    failed=1
fi
none "declared, but not exported by the shared library" < <(comm -23 <(echo "$declared") <(echo "$exported"))
none "exported by the shared library, but not declared" < <(comm -13 <(echo "$declared") <(echo "$exported"))
none "globals of the static library outside skt_" < <(grep -v '^skt_' <<<"$globals")
none "globals of the static library that are neither declared nor skt__" \
    < <(comm -13 <(echo "$declared") <(grep -v '^skt__' <<<"$globals"))

# What libc allocates within getaddrinfo and getifaddrs is given back by their own functions; those are not listed here.
forbidden='malloc|calloc|realloc|reallocarray|free|aligned_alloc|posix_memalign|memalign|valloc|strdup|strndup|wcsdup'
forbidden+='|v?asprintf|getline|getdelim|open_memstream|fopen|fdopen|opendir|scandir|mmap|mmap64|mremap|munmap|brk|sbrk'
forbidden+='|(secure_)?getenv|environ|setenv|putenv'
undefined=$( (nm -u "$static" && nm -D -u "$shared") | awk '$1 == "U" {sub(/@.*/, "", $2); print $2}' | sort -u)
none "references to an allocator or the environment" < <(grep -E "^_*($forbidden)\$" <<<"$undefined")
none "the objects have constructors" < <(readelf -SW "$static" | grep -E '\.(preinit_array|init_array|ctors|init)\b')

stripped=$(mktemp)
trap 'rm -f "$stripped"' EXIT
strip -o "$stripped" "$shared"
size=$(stat -c %s "$stripped")
if [ "$size" -gt $most ]; then
    echo "FAILED: the stripped shared library has $size bytes, more than $most"
    failed=1
fi

echo "$lines functions; $(wc -l <<<"$undefined") undefined references; $size of $most bytes"
exit $failed
