#!/usr/bin/env bash
# packages.sh SOURCE_DIR WORK_DIR CMAKE-ARG...: builds and installs the static library, and the shared one with the static one
# beside it, and moves what was installed away from where it was put, for the checks that use it: WORK_DIR/static/moved and
# WORK_DIR/shared/moved.
set -euo pipefail
source=$1 work=$2
shift 2

for kind in static shared; do
    shared=OFF
    [ $kind = shared ] && shared=ON
    if ! said=$(cmake -G Ninja -S "$source" -B "$work/$kind/build" "$@" -DCMAKE_BUILD_TYPE=Release \
        -DBUILD_SHARED_LIBS=$shared -DSKT_BUILD_BOTH=$shared -DSKT_BUILD_TESTS=OFF -DSKT_BUILD_CLI=OFF -DSKT_WERROR=ON \
        -DCMAKE_INSTALL_PREFIX="$work/$kind/installed" 2>&1 &&
        cmake --build "$work/$kind/build" --target install 2>&1); then
        echo "$said"
        exit 1
    fi
    rm -rf "$work/$kind/moved"
    mv "$work/$kind/installed" "$work/$kind/moved"
    echo "$kind: $(cd "$work/$kind/moved" && find . -type f | wc -l) files"
done
