#!/usr/bin/env bash
# consume.sh WAY KIND SOURCE_DIR WORK_DIR C_COMPILER CXX_COMPILER CMAKE-ARG... -- [EMULATOR...]: a C and a C++17 program find,
# link and use the library by find_package, pkg_config, add_subdirectory or fetch_content, static or shared. The first two
# use what packages.sh installed; of the last one is installed too. component and pkg_config_beside take one of two that are
# installed side by side.
set -euo pipefail
way=$1 kind=$2 source=$3 work=$4 c=$5 cxx=$6
shift 6
arguments=()
while [ "$1" != -- ]; do
    arguments+=("$1")
    shift
done
emulator=("${@:2}")
prefix=$work/$kind/moved
build=$work/$kind/$way
case $way in component | pkg_config_beside) prefix=$work/shared/moved ;; esac
library_below=$prefix

consumer() {
    local said
    rm -rf "$build"
    if ! said=$(cmake -G Ninja -S "$source/tests/consumer" -B "$build" "${arguments[@]}" "$@" 2>&1 &&
        cmake --build "$build" 2>&1); then
        echo "$said"
        exit 1
    fi
}

case $way in
find_package)
    consumer -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_FIND_ROOT_PATH="$prefix" -DEXPECT_BELOW="$prefix"
    ;;
component)
    consumer -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_FIND_ROOT_PATH="$prefix" -DEXPECT_BELOW="$prefix" -DSKT_KIND="$kind"
    ;;
add_subdirectory | fetch_content)
    shared=OFF
    [ "$kind" = shared ] && shared=ON
    library_below=$build
    fetch=()
    [ "$way" = fetch_content ] && fetch=(-DSKT_FETCH=ON)
    consumer -DSKT_SOURCE="$source" -DBUILD_SHARED_LIBS=$shared "${fetch[@]}"
    if find "$build" -name 'test_*' -o -name 'CTestTestfile.cmake' -path '*skt*' | grep .; then
        echo "FAILED: an including project got the tests"
        exit 1
    fi
    if [ "$way" = fetch_content ]; then
        cmake --install "$build" --prefix "$build/installed" >/dev/null
        find "$build/installed" -name skt-config.cmake | grep . >/dev/null ||
            { echo "FAILED: skt was not installed with the project that fetched it"; exit 1; }
    fi
    ;;
pkg_config | pkg_config_beside)
    rm -rf "$build" && mkdir -p "$build"
    unset PKG_CONFIG_LIBDIR
    export PKG_CONFIG_PATH
    PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name skt.pc)")
    asked=(--cflags --libs)
    [ "$way" = pkg_config ] || asked+=(--static)
    read -ra flags <<<"$(pkg-config "${asked[@]}" skt)"
    [ "$way" = pkg_config ] || flags+=(-static)
    libdir=$(cd "$(pkg-config --variable=libdir skt)" && pwd)
    case $libdir in
    "$prefix"/*) ;;
    *)
        echo "FAILED: skt.pc points to $libdir"
        exit 1
        ;;
    esac
    # A program for Windows must not need DLLs of the compiler.
    if [[ $c == *mingw* ]]; then flags+=(-static-libgcc); else flags+=("-Wl,-rpath,$libdir"); fi
    cp "$source/tests/consumer/consumer.c" "$build/consumer.cpp"
    "$c" -std=c11 -Wall -Wextra -Werror "$source/tests/consumer/consumer.c" "${flags[@]}" -o "$build/consumer_c"
    "$cxx" -std=c++17 -Wall -Wextra -Werror "$build/consumer.cpp" "${flags[@]}" -o "$build/consumer_cpp"
    ;;
esac

# Windows looks for a DLL beside the program.
find "$library_below" -name 'skt-*.dll' -exec cp {} "$build" ';'

for program in consumer_c consumer_cpp; do
    file=$build/$program
    if [ -e "$file.exe" ]; then
        file+=.exe
        libraries=$(objdump -p "$file" | grep 'DLL Name')
    else
        libraries=$(ldd "$file" 2>&1) || [ "$way" = pkg_config_beside ]
    fi
    "${emulator[@]}" "$file"
    linked=static
    [[ $libraries == *libskt* || $libraries == *skt-*.dll* ]] && linked=shared
    if [ $linked != "$kind" ]; then
        echo "FAILED: $program is $linked"
        exit 1
    fi
done
