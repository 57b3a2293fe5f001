#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Help, manual and completions: all of them have what the tables of the commands have.
# shellcheck source=tests/cli/frame.sh
. "$(dirname "$0")/frame.sh"

# tables: the lines "command NAME", "flag COMMAND NAME LETTER|-" and "example COMMAND TEXT" of the tool's own tables.
tables() {
    skt help --json | python3 -c '
import json, sys
for c in json.load(sys.stdin)["commands"]:
    print("command", c["name"])
    for f in c["flags"]: print("flag", c["name"], f["name"], f.get("letter", "-"))
    for e in c["examples"]: print("example", c["name"], e)' >tables.out
    grep -q '^command connect$' tables.out || fail "there are no tables"
}

every_command_has_an_example() {
    tables
    awk '$1 == "command" {print $2}' tables.out | sort >commands.out
    awk '$1 == "example" && $3 == "skt" && $2 == $4 {print $2}' tables.out | sort -u >examples.out
    same commands.out examples.out
}

letters_are_not_used_twice() {
    tables
    awk '$1 == "flag" && $4 != "-" {print $2, $4} $1 == "flag" {print $2, $3}' tables.out | sort | uniq -d >twice.out
    [ ! -s twice.out ] || fail "twice: $(cat twice.out)"
    ! grep -E '^flag .* (help|[a-z-]+ h)( |$)' tables.out || fail "help is a flag of all commands"
}

# Each flag in the help and in the page of its command.
help_and_manual_are_whole() {
    local what name flag letter section
    tables
    while read -r what name flag letter <&3; do
        [ "$what" != example ] || continue
        if [ "$what" = command ]; then
            expect 0 skt help "$name"
            mv last.out help.out
            says help.out "^Usage: skt $name"
            says help.out '^Examples:$'
            expect 0 skt help --man "$name"
            mv last.out page.out
            for section in NAME SYNOPSIS DESCRIPTION OPTIONS 'EXIT STATUS' EXAMPLES 'SEE ALSO'; do
                says page.out "^\\.Sh $section\$"
            done
            expect 0 skt help --man
            says last.out "^\\.It Xr skt-$name 1\$"
        else
            says help.out "(^| )--$flag( |\$)"
            says page.out "Fl [\\]-$flag( |\$)"
            [ "$letter" = - ] || says help.out "^  -$letter, --$flag( |\$)"
            [ "$letter" = - ] || says page.out "^\\.It Fl $letter , Fl [\\]-$flag( |\$)"
        fi
    done 3<tables.out
}

manual_is_clean() {
    local name
    command -v mandoc >/dev/null || skip "there is no mandoc"
    tables
    skt help --man >skt.1
    while read -r name <&3; do
        skt help --man "$name" >"skt-$name.1"
    done 3< <(sed -n 's/^command //p' tables.out)
    mandoc -T lint -W warning ./*.1 >last.err || fail "mandoc has something to say"
    [ ! -s last.err ] || fail "mandoc has something to say"
}

# completes SHELL: the completion of the shell has all commands, flags, options and errors.
completes() {
    local what name flag letter
    tables
    expect 0 skt completion "$1"
    tr -cs 'A-Za-z0-9_-' '\n' <last.out | sort -u >words.out
    while read -r what name flag letter <&3; do
        if [ "$what" = command ]; then grep -qx -- "$name" words.out || fail "there is no $name"; fi
        [ "$what" = flag ] || continue
        grep -Eqx -- "(--)?$flag" words.out || fail "there is no --$flag of $name, $letter"
    done 3<tables.out
    skt options --json | python3 -c '
import json, sys
for row in json.load(sys.stdin)["options"]: print(row["name"])' >names.out
    skt errors --all | awk '{print $1}' >>names.out
    [ -z "$(sort -u names.out | comm -23 - words.out)" ] || fail "missing: $(sort -u names.out | comm -23 - words.out)"
}

# shell_reads SHELL: its own parser has nothing to say.
shell_reads() {
    command -v "$1" >/dev/null || skip "there is no $1"
    skt completion "$1" >completion.out
    "$1" -n completion.out 2>last.err || fail "$1 does not read it"
    [ ! -s last.err ] || fail "$1 has something to say"
}

# bash_completes EXPECTED WORD...: what the function of bash makes of the words, the last of which is typed.
bash_completes() {
    local expected=$1 got
    shift
    skt completion bash >completion.out
    touch file.txt
    got=$(bash -c '
        . ./completion.out
        shift
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        _skt 2>/dev/null
        echo "${COMPREPLY[*]}"' bash "$PWD" "$@")
    [ "$got" = "$expected" ] || fail "$*: $got, not $expected"
}

# fish_completes EXPECTED LINE
fish_completes() {
    local got
    command -v fish >/dev/null || skip "there is no fish"
    skt completion fish >completion.out
    got=$(HOME=$PWD fish --no-config -c "source completion.out; complete -C '$2'" | awk '{print $1}' | sort | tr '\n' ' ')
    [ "$got" = "$1 " ] || fail "$2: $got, not $1"
}

# lines_fit COLUMNS ARGUMENT...: no line is longer than the terminal is wide.
lines_fit() {
    local width=$1
    shift
    # shellcheck disable=SC2016 # the words are those of the inner shell
    python3 "$HERE/terminal.py" "$width" bash -c '"$@" 2>last.err' bash "${SKT[@]}" "$@" >last.out || fail "status $?"
    sed 's/\x1b\[[0-9;]*m//g' last.out | awk -v width="$width" 'length > width {print length ": " $0}' >long.out
    [ ! -s long.out ] || fail "$(head -n 3 long.out)"
    [ "$(wc -l <last.out)" -gt 5 ] || fail "it says nothing"
}

# inspect_fits COLUMNS
inspect_fits() {
    [ "$(uname)" = Linux ] || skip "inspect is for Linux"
    start_recv 127.0.0.1:0
    lines_fit "$1" inspect --listening "${ADDRESS##*:}"
}

# styles COUNT ENVIRONMENT...: so many lines have an escape sequence, on a terminal; 1 stands for any.
styles() {
    local wanted=$1 count
    shift
    env TERM=xterm "$@" python3 "$HERE/terminal.py" 80 "${SKT[@]}" check >last.out || fail "status $?"
    count=$(grep -c $'\x1b' last.out)
    [ $((count > 0)) = "$wanted" ] || fail "$count lines have escape sequences"
}

it "every command has an example" every_command_has_an_example
if on_windows; then
    echo "SKIP: the rest comes from the same tables on every system, and takes Wine a minute"
    finish
    exit
fi
it "no flag of a command has the name or the letter of another" letters_are_not_used_twice
it "every command and flag is in the help and in the manual" help_and_manual_are_whole
it "mandoc finds nothing wrong with the pages" manual_is_clean
it "there is no completion for another shell" expect 2 skt completion csh
for shell in bash zsh fish; do
    it "every command, flag, option and error is in the completion of $shell" completes $shell
    it "$shell reads its completion" shell_reads $shell
done
it "bash completes a command" bash_completes connect skt con
it "bash completes a flag" bash_completes --no-shutdown skt connect --no-
it "bash completes an option that has no value as it is" bash_completes tcp_nodelay skt connect -o tcp_node
it "bash completes an option in capital letters, with its equals sign" bash_completes TCP_KEEPIDLE= skt listen -o TCP_KEEPID
it "bash completes behind an equals sign" bash_completes TCP_NODELAY skt connect --option = TCP_NODE
it "bash completes behind letters that are grouped" bash_completes so_rcvbuf=\ so_rcvbufforce= skt connect -uo so_rcvb
it "bash completes the options of set" bash_completes so_mark= skt set 4711:7 so_mar
it "bash completes a pattern of options" bash_completes TCP_NODELAY skt inspect -o TCP_NODE
it "bash completes an error" bash_completes econnrefused skt errors econnref
it "bash completes one of several words" bash_completes seqpacket skt relay --to seq
it "bash completes a shell" bash_completes zsh skt completion z
it "bash completes a command to explain" bash_completes inspect skt help insp
it "bash completes a file" bash_completes file.txt skt send file.t
it "bash completes no address" bash_completes '' skt connect file.t
it "fish completes a command" fish_completes connect 'skt con'
it "fish completes an option of any case" fish_completes TCP_NODELAY 'skt connect -o tcp_node'
it "fish completes an error" fish_completes ECONNREFUSED 'skt errors ECONNREF'
it "fish completes a flag" fish_completes --no-shutdown 'skt connect --no-'
for width in 40 80 200; do
    for words in help 'help connect' 'help inspect' options 'options tcp_info so_rcvbuf' 'errors --all' 'check --why'; do
        # shellcheck disable=SC2086 # several words
        it "skt $words fits $width columns" lines_fit $width $words
    done
    it "skt inspect fits $width columns" inspect_fits $width
done
it "verdicts are coloured on a terminal" styles 1
it "NO_COLOR leaves colours out" styles 0 NO_COLOR=1
it "a NO_COLOR that is empty leaves nothing out" styles 1 NO_COLOR=
it "a dumb terminal gets no escape sequence" styles 0 TERM=dumb
finish
