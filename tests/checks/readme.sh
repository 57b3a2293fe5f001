#!/usr/bin/env bash
# readme.sh SOURCE_DIR: the lines of C in README.md are those of examples/greet.c, which is built and run as a test, its links
# lead to files, and there are more than 400 options.
set -euo pipefail
# shellcheck disable=SC2016 # backquotes of Markdown
diff <(sed -n '/^```c$/,/^```$/p' "$1/README.md" | sed '1d;$d') \
    <(sed -n '/^    skt_deadline soon/,/^    }$/p' "$1/examples/greet.c" | sed 's/^    //') ||
    { echo "FAILED: README.md and examples/greet.c differ"; exit 1; }

while read -r file; do
    [ -e "$1/$file" ] || { echo "FAILED: README.md leads to $file, which is not there"; exit 1; }
done < <(grep -o '](\([a-zA-Z0-9_./-]*\))' "$1/README.md" | sed 's/^](//; s/)$//')

counted=$(grep -c '^#define SKT_[A-Z0-9_]* SKT_OPTION(' "$1/include/skt/option_keys.h")
[ "$counted" -gt 400 ] || { echo "FAILED: README.md says that there are more than 400 options, and there are $counted"; exit 1; }
