#!/usr/bin/env bash
# reference.sh SOURCE WORK_DIR BUILD_DIR: the comments of the headers are complete, the manual pages are without fault, and a
# binding that is made of api.json alone works with the shared library that packages.sh built.
set -euo pipefail
source=$1 work=$2 built=$3
reference=$source/tools/reference

python3 "$reference" check
python3 "$reference" guide

if command -v mandoc >/dev/null; then
    find "$built/reference" "$built/cli" -name '*.[137]' -exec mandoc -T lint -W warning {} + && echo "mandoc has nothing to say"
else
    echo "SKIP: there is no mandoc"
fi

api=$(find "$work/shared/moved" -name api.json)
mkdir -p "$work/bindings"
python3 "$reference" ctypes "$api" linux "$work/bindings/skt_ctypes.py"
python3 "$source/tests/bindings/exchange.py" "$work/bindings" "$(find "$work/shared/moved" -name 'libskt.so')"

# It must be able to fail: a comment that names what is not there, or lacks what it returns.
broken=$(mktemp -d)
trap 'rm -rf "$broken"' EXIT
mkdir -p "$broken/tools" "$broken/src/option"
cp -r "$reference" "$broken/tools/"
cp -r "$source/include" "$broken/"
cp "$source/src/option/options.def" "$broken/src/option/"
sed -i 's/SKT_NEVER leaves only/SKT_EVER leaves only/; /^ \* Returns   The port\.$/d' "$broken/include/skt/socket.h"
if python3 "$broken/tools/reference" check >"$broken/said"; then
    echo "FAILED: faults of the comments are not seen"
    exit 1
fi
for fault in 'there is no SKT_EVER' 'skt_bind_range does not say what it returns'; do
    grep -q "$fault" "$broken/said" || { echo "FAILED: this is not said: $fault"; exit 1; }
done

# Likewise a page of the guide that names what is not there.
cp -r "$source/docs" "$source/examples" "$source/README.md" "$source/CMakeLists.txt" "$broken/"
echo 'Call skt_conect.' >>"$broken/docs/guide/01-first-socket.md"
if python3 "$reference" guide "$broken" >"$broken/said" || ! grep -q '01-first-socket.md: there is no skt_conect$' "$broken/said"; then
    echo "FAILED: a name that is not there is not seen in the guide"
    exit 1
fi
