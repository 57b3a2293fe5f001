#!/usr/bin/env bash
# reference.sh SOURCE WORK_DIR BUILD_DIR: the comments of the headers are complete, the manual pages are without fault, and
# bindings that are made of api.json alone work with the shared library that packages.sh built.
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

# In C and C++ the header of constants is a header like the others.
constants=$(find "$work/shared/moved" -name constants.h)
include=${constants%/skt/constants.h}
cc -std=c99 -pedantic -Wall -Wextra -Werror -fsyntax-only -x c "-I$include" "$constants"
if command -v c++ >/dev/null; then
    c++ -std=c++17 -pedantic -Wall -Wextra -Werror -fsyntax-only -x c++ "-I$include" "$constants"
fi

bash "$source/tests/bindings/exchange.sh" "$source" "$work/shared/moved" "$work/bindings" ctypes cffi rust bindgen

# A binding that was made for another layout says so.
python3 - "$work" <<'PYTHON'
import json, pathlib, sys
work = pathlib.Path(sys.argv[1])
api = json.loads(next((work / "shared/moved").rglob("api.json")).read_text())
next(entry for entry in api["types"] if entry["name"] == "skt_pollfd")["fields"][2]["offset"] += 2
(work / "bindings/other.json").write_text(json.dumps(api))
PYTHON
mkdir -p "$work/bindings/other"
python3 "$reference" ctypes "$work/bindings/other.json" linux "$work/bindings/other/skt_ctypes.py"
if python3 "$source/tests/bindings/exchange_ctypes.py" "$work/bindings/other" "$(find "$work/shared/moved" -name 'libskt.so')" \
    2>"$work/bindings/said" || ! grep -q 'assert skt.layouts_agree' "$work/bindings/said"; then
    echo "FAILED: a binding does not see that its layout is another"
    exit 1
fi

# The check must fail for a comment that refers to an unknown name, or lacks the result.
broken=$(mktemp -d)
trap 'rm -rf "$broken"' EXIT
mkdir -p "$broken/tools"
cp -r "$reference" "$broken/tools/"
cp -r "$source/include" "$source/src" "$broken/"
sed -i 's/With SKT_NEVER/With SKT_EVER/; /^ \* Returns   The port\.$/d' "$broken/include/skt/socket.h"
sed -i '/ROW(TCP_NODELAY,/d' "$broken/src/windows/options.c"
if python3 "$broken/tools/reference" check >"$broken/said"; then
    echo "FAILED: faults of the comments are not seen"
    exit 1
fi
for fault in 'there is no SKT_EVER' 'skt_bind_range does not say what it returns' \
    'SKT_TCP_NODELAY: no row says where windows keeps it'; do
    grep -q "$fault" "$broken/said" || { echo "FAILED: this is not said: $fault"; exit 1; }
done

# Likewise a page of the guide that names what is not there.
cp -r "$source/docs" "$source/examples" "$source/README.md" "$source/CMakeLists.txt" "$broken/"
echo 'Call skt_conect.' >>"$broken/docs/guide/01-first-socket.md"
if python3 "$reference" guide "$broken" >"$broken/said" || ! grep -q '01-first-socket.md: there is no skt_conect$' "$broken/said"; then
    echo "FAILED: a name that is not there is not seen in the guide"
    exit 1
fi
