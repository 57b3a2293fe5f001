#!/usr/bin/env bash
# reference.sh SOURCE WORK_DIR BUILD_DIR: the comments of the headers are complete, the manual pages are without fault, and a
# binding that is made of api.json alone works with the shared library that packages.sh built.
set -euo pipefail
source=$1 work=$2 built=$3
reference=$source/tools/reference

python3 "$reference" check

if command -v mandoc >/dev/null; then
    find "$built/reference" "$built/cli" -name '*.[137]' -exec mandoc -T lint -W warning {} + && echo "mandoc has nothing to say"
else
    echo "SKIP: there is no mandoc"
fi

api=$(find "$work/shared/moved" -name api.json)
mkdir -p "$work/bindings"
python3 "$reference" ctypes "$api" linux "$work/bindings/skt_ctypes.py"
python3 "$source/tests/bindings/exchange.py" "$work/bindings" "$(find "$work/shared/moved" -name 'libskt.so')"

# The check must fail for a comment that refers to an unknown name, or lacks the result.
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
