#!/usr/bin/env bash
# symbols.sh INCLUDE_DIR WORK_DIR NM OBJDUMP STRIP: of what packages.sh built, the shared library exports what the headers
# declare and nothing else, each with the version of the ABI where the system has such; neither allocates, reads the environment or runs anything at start; stripped, the shared one is
# small and needs nothing that a system does not have.
set -euo pipefail
include=$1 work=$2 nm=$3 objdump=$4 strip=$5
static=$work/static/build/src/libskt.a
shared=$(find "$work/shared/build/src" \( -name libskt.so -o -name 'skt-*.dll' \))
most=147456
failed=0

# Standard input must be empty; what it has is shown.
none() {
    if sed 's/^/    /' | grep .; then
        echo "FAILED: $1"
        failed=1
    fi
}

case $("$objdump" -f "$shared") in
*pei-i386*) decoration='s/^_//' ;;
*) decoration='' ;;
esac
declared=$(sed -n 's/^SKT_API [^(]*\b\(skt_[a-z0-9_]*\)(.*/\1/p' "$include"/skt/*.h | sort -u)
# mingw's ways to a variable are called .refptr.VARIABLE.
globals=$("$nm" -g --defined-only "$static" | awk 'NF == 3 {print $3}' | sed "s/^\.refptr\.//; $decoration" | sort -u)
version=$(sed -n 's/^#define SKT_VERSION *"\(.*\)"/\1/p' "$include/skt/skt.h")
case $version in
0.*) abi=${version%.*} ;;
*) abi=${version%%.*} ;;
esac
case $shared in
*.dll)
    [ "$(basename "$shared")" = "skt-$abi.dll" ] || { echo "FAILED: the DLL is called $shared"; failed=1; }
    exported=$("$objdump" -p "$shared" | sed -n '/^\[Ordinal\/Name Pointer\] Table/,/^$/s/^\t\[ *[0-9]*\] //p' | sort -u)
    foreign=$("$objdump" -p "$shared" | awk '$1 == "DLL" && tolower($3) !~ /^(kernel32|ws2_32|iphlpapi|ntdll|msvcrt|ucrtbase|api-ms-win-.*)\.dll$/ {print $3}')
    undefined=$("$nm" -u "$static" | awk '$1 == "U" {print $2}' | sort -u)
    ;;
*)
    # The version itself is a symbol too.
    node=SKT_${abi//./_}
    versioned=$("$nm" -D --defined-only --with-symbol-versions "$shared" | awk -v node="$node" '$3 != node {print $3}')
    none "exported without the version $node" < <(grep -v "@@$node\$" <<<"$versioned")
    exported=$(cut -d@ -f1 <<<"$versioned" | sort -u)
    foreign=$("$objdump" -p "$shared" | awk '$1 == "NEEDED" && $2 !~ /^lib(c|pthread)\./ {print $2}')
    undefined=$( ("$nm" -u "$static" && "$nm" -D -u "$shared") | awk '$1 == "U" {sub(/@.*/, "", $2); print $2}' | sort -u)
    ;;
esac

lines=$(cat "$include"/skt/*.h | grep -c '^SKT_API ')
if [ "$(wc -l <<<"$declared")" != "$lines" ]; then
    echo "FAILED: of $lines lines with SKT_API not every one has a name of its own"
    failed=1
fi
none "declared, but not exported by the shared library" < <(comm -23 <(echo "$declared") <(echo "$exported"))
none "exported by the shared library, but not declared" < <(comm -13 <(echo "$declared") <(echo "$exported"))
none "the shared library needs other libraries" < <(printf %s "$foreign")
none "globals of the static library outside skt_" < <(grep -v '^skt_' <<<"$globals")
none "globals of the static library that are neither declared nor skt__" \
    < <(comm -13 <(echo "$declared") <(grep -v '^skt__' <<<"$globals"))

# What libc and Windows allocate within getaddrinfo, getifaddrs and their like is given back by their own functions; those
# are not listed here.
forbidden='malloc|calloc|realloc|reallocarray|free|aligned_[a-z_]*|posix_memalign|memalign|valloc|recalloc|expand'
forbidden+='|strdup|strndup|wcsdup|v?asprintf|getline|getdelim|open_memstream|fopen|fdopen|opendir|scandir'
forbidden+='|mmap|mmap64|mremap|munmap|brk|sbrk|(Heap|Virtual|Local|Global|CoTaskMem|RtlAllocate|RtlFree|MapView)[A-Z][A-Za-z]*'
forbidden+='|(secure_)?getenv|environ|setenv|putenv|w?(get|put|dup)env(_s)?|(Get|Set|Free|Expand)Environment[A-Za-z]*'
none "references to an allocator or the environment" < <(grep -E "^_*(imp_+)?($forbidden)(@[0-9]+)?\$" <<<"$undefined")
none "the objects have constructors" \
    < <("$objdump" -h "$static" | awk '$1 ~ /^[0-9]+$/ {print $2}' | grep -E '^\.(preinit_array|init_array|ctors|init|CRT\$|tls)' | sort -u)

stripped=$(mktemp)
trap 'rm -f "$stripped"' EXIT
"$strip" -o "$stripped" "$shared"
size=$(stat -c %s "$stripped")
if [ "$size" -gt $most ]; then
    echo "FAILED: the stripped shared library has $size bytes, more than $most"
    failed=1
fi

echo "$lines functions; $(wc -l <<<"$undefined") undefined references; $size of $most bytes"
exit $failed
