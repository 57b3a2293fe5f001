/* SPDX-License-Identifier: MIT */
#include "netns.h"

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

static int here = -1;
static int there = -1;
static const char *lack = "netns_setup was not called";

static int lo_up(void)
{
    struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP | IFF_LOOPBACK | IFF_RUNNING};
    skt_socket s;
    int rc = skt_open(SKT_AF_INET, SKT_SOCK_DGRAM, 0, &s);
    if (rc < 0) return rc;
    rc = ioctl(s, SIOCSIFFLAGS, &request);
    skt_close(s);
    return rc;
}

static int own_network(void)
{
    if (unshare(CLONE_NEWNET) < 0 || lo_up() < 0) return -1;
    return open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
}

int netns_setup(void **state)
{
    (void)state;
    there = own_network();
    here = there < 0 ? -1 : own_network();
    lack = here < 0 ? strerror(errno) : NULL;
    return 0;
}

int netns_teardown(void **state)
{
    (void)state;
    if (here >= 0) close(here);
    if (there >= 0) close(there);
    return 0;
}

const char *netns_lack(void)
{
    return lack;
}

/* The shell returns 127 for a command that it does not find. */
static int shell_to(const char *command, int network, int output)
{
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        if (output != STDOUT_FILENO) dup2(output, STDOUT_FILENO);
        if (setns(network, CLONE_NEWNET) == 0) execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(126);
    }
    int status = -1;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    return child > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int shell(const char *command, int network)
{
    return shell_to(command, network, STDOUT_FILENO);
}

int netns_status(const char *command, bool far)
{
    return shell(command, far ? there : here);
}

uint64_t netns_number(const char *command, bool far)
{
    char text[64] = "";
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    int status = shell_to(command, far ? there : here, ends[1]);
    close(ends[1]);
    ssize_t len = read(ends[0], text, sizeof text - 1);
    close(ends[0]);
    if (status != 0 || len <= 0) fail_msg("%s: status %d, %zd bytes", command, status, len);
    return strtoull(text, NULL, 10);
}

bool netns_run(const char *command, const char *file, int line)
{
    int status = shell(command, here);
    if (status != 0 && status != 127) {
        print_error("%s: status %d\n", command, status);
        _fail(file, line);
    }
    return status == 0;
}

skt_socket netns_open_far(int family, int type, int protocol)
{
    skt_socket s;
    assert_int_equal(setns(there, CLONE_NEWNET), 0);
    int rc = skt_open(family, type, protocol, &s);
    assert_int_equal(setns(here, CLONE_NEWNET), 0);
    assert_ok(rc);
    return s;
}

/* A new interface drops packets until its queue is set up, for which there is no event. */
static void wait_for_cable(const char *from, const char *to)
{
    skt_addr target = address(to), source = address(from);
    skt_socket near;
    skt_socket far = netns_open_far(skt_addr_family(&target), SKT_SOCK_DGRAM, 0);
    assert_ok(skt_open(skt_addr_family(&source), SKT_SOCK_DGRAM, 0, &near));
    assert_ok(skt_bind(near, &source));
    assert_ok(skt_bind(far, &target));
    assert_ok(skt_local_address(far, &target));
    int came = 0;
    for (int i = 0; i < 200 && came == 0; i++) {
        skt_pollfd waiting = {.socket = far, .events = SKT_POLLIN};
        assert_ok(skt_sendto(near, "", 1, 0, &target));
        came = skt_poll(&waiting, 1, skt_deadline_in(SKT_MILLISECONDS(100)));
    }
    assert_int_equal(came, 1);
    skt_close(near);
    skt_close(far);
}

/* Makes the link; returns the status of the command that failed, or 0. */
static int lay_cable(void)
{
    char command[200];
    snprintf(command, sizeof command, "ip link add far index %d type veth peer name near index %d netns %d", FAR_INDEX,
             NEAR_INDEX, (int)getpid());
    int status = shell(command, there);
    if (status == 0)
        status = shell("ip link set far addrgenmode none up &&"
                       "ip addr add 10.9.0.2/24 dev far && ip addr add 10.9.0.3/24 dev far &&"
                       "ip addr add fd09::2/64 dev far nodad && ip addr add fd09::3/64 dev far nodad",
                       there);
    if (status == 0)
        status = shell("ip link set near addrgenmode none up &&"
                       "ip addr add 10.9.0.1/24 dev near && ip addr add fd09::1/64 dev near nodad",
                       here);
    if (status != 0) return status;
    wait_for_cable("10.9.0.1:0", "10.9.0.2:0");
    wait_for_cable("[fd09::1]:0", "[fd09::2]:0");
    return 0;
}

bool netns_cable(void)
{
    static int status = -1;
    if (status < 0) status = lay_cable();
    if (status == 127) return false;
    assert_int_equal(status, 0);
    return true;
}
