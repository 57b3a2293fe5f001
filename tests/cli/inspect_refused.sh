#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# skt inspect where the kernel does not let it look: it says what it can, and which rule it is that forbids the rest.
# shellcheck source=tests/cli/inspecting.sh
. "$(dirname "$0")/inspecting.sh"

NOBODY=(setpriv --reuid 65534 --regid 65534 --clear-groups)
chmod 755 "$FOLDER"

# Whether other users can be had, and can run the tool.
need_nobody() {
    [ "$(id -u)" = 0 ] || skip "only root can become another user"
    "${NOBODY[@]}" "${SKT[@]}" version >/dev/null 2>&1 || skip "another user cannot run the tool where it is"
    chmod 777 .
}

need_namespaces() {
    unshare -rn true 2>/dev/null || skip "there are no namespaces here"
    command -v ip >/dev/null || skip "there is no ip(8)"
}

# shellcheck disable=SC2016 # for the other shell
OWN_NETWORK=(unshare -rn sh -c 'ip link set lo up && exec "$@"' sh)

# refused ERROR PATTERN: the JSON of the last command names the target, the error and the reason.
refused() {
    holds "all['refused'][0]['error'] == '$1' and __import__('re').search('$2', all['refused'][0]['reason'])"
}

of_another_user() {
    need_nobody
    start_target tcp
    expect 1 "${NOBODY[@]}" timeout 100 "${SKT[@]}" inspect --json "$PID"
    says last.err "another uid \(0\), and this one \(65534\) lacks CAP_SYS_PTRACE \(EACCES\)"
    refused EACCES 'another uid'
    expect 1 "${NOBODY[@]}" timeout 100 "${SKT[@]}" inspect "$PID:$(fd_of client)"
    says last.err 'another uid \(0\)'
    # What is listed to everybody. An earlier listener's clients may still wait there in TIME-WAIT.
    expect 0 "${NOBODY[@]}" timeout 100 "${SKT[@]}" inspect --json --to "$(address_of listener)" --state established
    holds "one['local'] == '$(address_of client)' and one['state'] == 'ESTABLISHED' and one['owners'] == []"
    holds "one['uid'] == 0 and 'uid 0' in one['refused']['reason'] and one['tcp']['sent_bytes'] == 5"
    holds "option(one, 'IP_TOS')['value'] == 16 and option(one, 'TCP_CONGESTION')"
}

of_oneself_without_privileges() {
    need_nobody
    AS=("${NOBODY[@]}")
    start_target tcp
    expect 0 "${NOBODY[@]}" timeout 100 "${SKT[@]}" inspect --json "$PID:$(fd_of client)"
    holds 'option(one, "TCP_KEEPIDLE")["value"] == "77s"'
}

not_dumpable() {
    need_nobody
    AS=("${NOBODY[@]}")
    start_target undumpable
    expect 1 "${NOBODY[@]}" timeout 100 "${SKT[@]}" inspect --json "$PID"
    refused EACCES 'not dumpable'
}

with_capabilities() {
    need_nobody
    AS=("${NOBODY[@]}" --inh-caps +net_raw --ambient-caps +net_raw)
    "${AS[@]}" true 2>/dev/null || skip "capabilities cannot be handed on here"
    start_target tcp
    expect 1 "${NOBODY[@]}" timeout 100 "${SKT[@]}" inspect --json "$PID"
    refused EACCES 'capabilities that this one lacks'
}

from_a_user_namespace() {
    need_namespaces
    start_target tcp
    expect 1 unshare -r timeout 100 "${SKT[@]}" inspect --json "$PID"
    refused EACCES 'another user namespace'
}

in_another_network() {
    need_namespaces
    AS=("${OWN_NETWORK[@]}")
    start_target tcp unix
    [ "$(readlink "/proc/$PID/ns/net")" != "$(readlink /proc/self/ns/net)" ] || fail "it is the same network"
    expect 0 inspect --changed "$PID"
    holds "fds[$(fd_of client)]['network_namespace'] == $(readlink "/proc/$PID/ns/net" | tr -dc 0-9)"
    holds "fds[$(fd_of client)]['cookie'] and fds[$(fd_of client)]['timer']['name'] == 'keepalive'"
    holds "option(fds[$(fd_of client)], 'TCP_NODELAY')['fresh'] is False"
    selects_in_another_network
}

selects_in_another_network() {
    [ "$(id -u)" = 0 ] || return 0
    expect 0 inspect --to "$(address_of listener)"
    holds "list(fds) == [$(fd_of client)]"
}

# Who made the namespaces may look into them, be it without privileges outside.
in_a_container_of_ones_own() {
    need_nobody
    need_namespaces
    ! grep -q __tsan_init "${SKT[-1]}" || skip "ThreadSanitizer runs a thread, and only a process of one enters a user namespace"
    AS=("${NOBODY[@]}" "${OWN_NETWORK[@]}")
    start_target tcp
    expect 0 "${NOBODY[@]}" timeout 100 "${SKT[@]}" inspect --json "$PID:$(fd_of client)"
    holds 'option(one, "TCP_KEEPIDLE")["value"] == "77s" and one["timer"]["name"] == "keepalive"'
}

# filtered ERRNO COMMAND...: pidfd_getfd fails with that number for the command, by a filter of seccomp.
filtered() {
    python3 -c '
import ctypes, os, struct, sys
rows = [(0x20, 0, 0, 0), (0x15, 0, 1, 438), (6, 0, 0, 0x50000 | int(sys.argv[1])), (6, 0, 0, 0x7fff0000)]
code = b"".join(struct.pack("HBBI", *row) for row in rows)
buffer = ctypes.create_string_buffer(code)
program = struct.pack("HxxxxxxP", len(rows), ctypes.addressof(buffer))
libc = ctypes.CDLL(None)
if libc.prctl(38, 1, 0, 0, 0) or libc.prctl(22, 2, program, 0, 0): sys.exit("SKIP")
os.execvp(sys.argv[2], sys.argv[2:])' "$@"
}

# by_filter NUMBER NAME PATTERN [COMMAND...]: with that filter the addresses are told, and the reason is like that.
by_filter() {
    local number=$1 name=$2 pattern=$3
    shift 3
    filtered 1 true 2>/dev/null || skip "there is no seccomp here"
    start_target tcp
    expect 0 filtered "$number" "$@" timeout 100 "${SKT[@]}" inspect --json "$PID:$(fd_of client)"
    holds "one['refused']['error'] == '$name' and __import__('re').search('$pattern', one['refused']['reason'])"
    holds "one['local'] == '$(address_of client)' and one['owners'][0]['pid'] == $PID and one['tcp']['sent_bytes'] == 5"
    expect 0 filtered "$number" "$@" timeout 100 "${SKT[@]}" inspect "$PID:$(fd_of client)"
    says last.out "not all is known: .*$pattern.* \($name\)"
}

by_old_kernel() {
    setarch --uname-2.6 true 2>/dev/null || skip "no older kernel can be pretended"
    by_filter 38 ENOSYS 'older than 5.6' setarch --uname-2.6
}

no_fresh_socket() {
    start_target tcp
    skip_without_strace
    # The first one lists the sockets.
    expect 0 timeout 100 "${STRACE[@]}" -f -e trace=socket -e inject=socket:error=EACCES:when=2 "${SKT[@]}" inspect --json \
        --changed "$PID:$(fd_of client)"
    holds 'one["refused"]["error"] == "EACCES" and "no fresh socket" in one["refused"]["reason"] and one["options"] == []'
}

it "a process of another user" of_another_user
it "a process of one's own needs no privileges" of_oneself_without_privileges
it "a process that is not dumpable" not_dumpable
it "a process with more capabilities" with_capabilities
it "a process outside of the user namespace" from_a_user_namespace
it "a process in another network namespace" in_another_network
it "a process in namespaces of one's own" in_a_container_of_ones_own
it "a filter of seccomp that says EPERM" by_filter 1 EPERM 'seccomp filter'
it "a filter of seccomp that says ENOSYS" by_filter 38 ENOSYS 'seccomp filter'
it "a kernel that is too old" by_old_kernel
it "a fresh socket cannot be opened" no_fresh_socket
finish
