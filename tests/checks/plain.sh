#!/usr/bin/env bash
# plain.sh SOURCE_DIR WORK_DIR VERSION: the ways of building that the presets do not take. Without cmocka, jansson and xxHash;
# with CMAKE_UNITY_BUILD; with a postfix; and a shared library that its installed tool finds.
set -euo pipefail
# shellcheck source=tests/checks/frame.sh
. "$(dirname "$0")/frame.sh"
source=$1 work=$2 version=$3
rm -rf "$work"
mkdir -p "$work"

# Nothing of what the tool and the tests need: the library alone is built. It has a postfix, which what finds it knows.
nothing=(env PKG_CONFIG_LIBDIR="$work" PKG_CONFIG_PATH=)
quiet "${nothing[@]}" cmake -G Ninja -S "$source" -B "$work/bare" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_DEBUG_POSTFIX=d \
    -DBUILD_SHARED_LIBS=ON
for part in 'skt tool' tests; do
    grep -q "The $part will not be built, for want of:" "$work/log" || { cat "$work/log"; fail "no message about the $part"; }
done
quiet cmake --build "$work/bare" --parallel 2
installed=$work/bare/installed
quiet cmake --install "$work/bare" --prefix "$installed"
pc=$(dirname "$(find "$installed" -name skt.pc)")
[ -e "$pc/../libsktd.so" ] || fail "no libsktd.so beside the folder of skt.pc"
read -ra flags <<<"$(PKG_CONFIG_PATH=$pc pkg-config --cflags --libs skt)"
quiet cc -std=c11 "$source/tests/consumer/consumer.c" "${flags[@]}" -Wl,-rpath,"$pc/.." -o "$work/bare/consumer"
quiet cmake -G Ninja -S "$source/tests/consumer" -B "$work/bare/found" -DCMAKE_PREFIX_PATH="$installed" \
    -DEXPECT_BELOW="$installed"
quiet cmake --build "$work/bare/found"
for program in consumer found/consumer_c; do
    quiet "$work/bare/$program"
    ldd "$work/bare/$program" | grep 'libsktd\.so' >/dev/null || fail "$program has not the library with the postfix"
done

# A part that was requested explicitly is an error if its dependencies are missing.
for part in CLI TESTS; do
    if "${nothing[@]}" cmake -G Ninja -S "$source" -B "$work/asked-$part" -DSKT_BUILD_$part=ON >"$work/log" 2>&1; then
        fail "SKT_BUILD_$part=ON without what it needs is no error"
    fi
    grep -q "SKT_BUILD_$part=OFF" "$work/log" || { cat "$work/log"; fail "SKT_BUILD_$part=ON fails for another reason"; }
done

# All in one file, and a shared library, optimised without being asked.
quiet cmake -G Ninja -S "$source" -B "$work/unity" -DCMAKE_UNITY_BUILD=ON -DBUILD_SHARED_LIBS=ON -DSKT_BUILD_TESTS=OFF \
    -DCMAKE_INSTALL_PREFIX="$work/unity/installed"
quiet cmake --build "$work/unity" --parallel 2 --target install
grep -q '^CMAKE_BUILD_TYPE:.*=Release$' "$work/unity/CMakeCache.txt" || fail "not optimised"
mv "$work/unity/installed" "$work/unity/moved"
library=$(find "$work/unity/moved" -name libskt.so)
case $version in
0.*) soname=libskt.so.${version%.*} ;;
*) soname=libskt.so.${version%%.*} ;;
esac
objdump -p "$library" | grep "SONAME *$soname\$" >/dev/null || { objdump -p "$library" | grep SONAME; fail "not $soname"; }
# The tool is built where its libraries are there.
if [ -x "$work/unity/moved/bin/skt" ]; then
    quiet env -u LD_LIBRARY_PATH "$work/unity/moved/bin/skt" --version
    for text in man/man1/skt.1 man/man1/skt-connect.1 bash-completion/completions/skt zsh/site-functions/_skt \
        fish/vendor_completions.d/skt.fish; do
        [ -s "$work/unity/moved/share/$text" ] || fail "share/$text is not installed"
    done
    found=$(ldd "$work/unity/moved/bin/skt" | sed -n 's/.*libskt.* => \(.*\) (.*/\1/p')
    [ "$found" -ef "$library" ] || fail "the tool found another library: $found"
else
    echo "SKIP the installed tool: jansson and xxHash are not there"
fi
echo "bare, with a postfix, unity and shared: ok"
