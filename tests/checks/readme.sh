#!/usr/bin/env bash
# readme.sh SOURCE_DIR: the program in README.md is examples/greet.c, which is built and run as a test, and the lines about
# datagrams are those of examples/answer_udp.c.
set -euo pipefail
# shellcheck disable=SC2016 # backquotes of Markdown
diff <(sed -n '/^```c$/,/^```$/p' "$1/README.md" | sed '1d;$d') <(sed '/^\/\* .* \*\/$/d' "$1/examples/greet.c") ||
    { echo "FAILED: README.md and examples/greet.c differ"; exit 1; }

# shellcheck disable=SC2016
diff <(sed -n '/^```C$/,/^```$/p' "$1/README.md" | sed '1d;$d') \
    <(sed -n '/^    skt_udp udp;/,/^}$/p' "$1/examples/answer_udp.c" | sed '$d; s/^    //') ||
    { echo "FAILED: README.md and examples/answer_udp.c differ"; exit 1; }
