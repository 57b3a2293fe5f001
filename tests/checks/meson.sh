#!/usr/bin/env bash
# meson.sh SOURCE_DIR WORK_DIR: what meson.build makes, both libraries and the tool; a project of others that uses it as it is
# installed, by pkg-config, and as a subproject, static and shared; and all of it for Windows, run by Wine.
set -euo pipefail
# shellcheck source=tests/checks/frame.sh
. "$(dirname "$0")/frame.sh"
source=$1 work=$2
unset PKG_CONFIG_PATH PKG_CONFIG_LIBDIR
rm -rf "$work"
mkdir -p "$work"

# whole NAME MESON-ARG...: all that there is, tested and installed to $work/NAME/installed.
whole() {
    local name=$1
    quiet meson setup "$work/$name" "$source" --prefix "$work/$name/installed" --libdir lib -Dcli=enabled -Dtests=enabled \
        -Dwerror=true -Ddefault_library=both "${@:2}"
    quiet meson test -C "$work/$name"
    quiet meson install -C "$work/$name"
}

# A project with the same wrap file as in README.
mkdir -p "$work/project/subprojects"
cp "$source"/tests/consumer/* "$work/project/"
ln -s "$source" "$work/project/subprojects/skt"
# shellcheck disable=SC2016 # backquotes of Markdown
sed -n '/^```ini$/,/^```$/p' "$source/README.md" | sed '1d;$d' >"$work/project/subprojects/skt.wrap"
grep -q '^dependency_names = skt$' "$work/project/subprojects/skt.wrap" || fail "README has no wrap file"

# consumer NAME MESON-ARG...: builds and runs that project.
consumer() {
    quiet meson setup "$work/$1" "$work/project" "${@:2}"
    quiet meson test -C "$work/$1"
    [ ! -e "$work/$1/subprojects/skt/greet" ] || fail "a subproject has its examples built"
}

whole native
installed=$work/native/installed
node=$(nm -D --defined-only --with-symbol-versions "$installed/lib/libskt.so" | sed -n 's/.*skt_open@@//p')
[[ $node == SKT_* ]] || fail "skt_open has no version"
for file in lib/libskt.a lib/pkgconfig/skt.pc include/skt/skt.h; do
    [ -s "$installed/$file" ] || fail "$file is not installed"
done
diff <(cd "$source/include" && find skt -name '*.h' | sort) <(cd "$installed/include" && find skt -type f | sort) ||
    fail "the installed headers are others"
ldd "$installed/bin/skt" | grep "=> $installed/bin/../lib/libskt.so" >/dev/null || fail "the installed tool does not find its library"

PKG_CONFIG_PATH=$installed/lib/pkgconfig consumer system --wrap-mode=nofallback
PKG_CONFIG_PATH=$installed/lib/pkgconfig ldd "$work/system/consumer_c" | grep "$installed/lib/libskt.so" >/dev/null ||
    fail "the consumer has not the installed library"
for kind in static shared; do
    consumer subproject-$kind --force-fallback-for=skt -Dskt:default_library=$kind
    ldd "$work/subproject-$kind/consumer_c" | grep libskt >/dev/null && linked=shared || linked=static
    [ "$linked" = $kind ] || fail "the library of the subproject is $linked, not $kind"
done
echo "native: tested, installed, by pkg-config, as a subproject"

command -v x86_64-w64-mingw32-gcc >/dev/null || { echo "SKIP Windows: there is no x86_64-w64-mingw32-gcc"; exit 0; }
deps=$source/build/deps/windows-x86_64/lib/pkgconfig
[ -d "$deps" ] || { echo "SKIP Windows: tools/deps windows-x86_64 was not run"; exit 0; }
printf '[binaries]\nexe_wrapper = ["%s", "x86_64"]\n[properties]\nneeds_exe_wrapper = true\npkg_config_libdir = "%s"\n' \
    "$source/tools/wine" "$deps" | tr '"' "'" >"$work/here.ini"
cross=(--cross-file "$source/tests/checks/mingw.ini" --cross-file "$work/here.ini")
whole windows "${cross[@]}"
dll=$(cd "$work/windows/installed/bin" && echo *.dll)
[[ $dll == skt-[0-9]*.dll ]] || fail "the DLL is called $dll"
for kind in static shared; do
    consumer windows-$kind "${cross[@]}" --force-fallback-for=skt -Dskt:default_library=$kind
done
echo "Windows: tested, installed, as a subproject"
