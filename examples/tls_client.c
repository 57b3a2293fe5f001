/* SPDX-License-Identifier: MIT */
/*
 * Sends a line over TLS and prints the answer: tls_client example.org 443 LINE [CA_FILE]. The socket is dialled by skt,
 * with every address of the name and one deadline for all; OpenSSL then works on the same handle.
 */
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <skt/skt.h>
#include <stdio.h>
#include <string.h>

/* Waits for the event that OpenSSL needs, until the deadline. Returns false if it failed for another reason. */
static bool wait_for(SSL *ssl, int result, skt_socket s, skt_deadline deadline)
{
    int wanted = SSL_get_error(ssl, result);
    if (wanted != SSL_ERROR_WANT_READ && wanted != SSL_ERROR_WANT_WRITE) return false;
    skt_pollfd entry = {.socket = s, .events = wanted == SSL_ERROR_WANT_READ ? SKT_POLLIN : SKT_POLLOUT};
    int ready;
    do ready = skt_poll(&entry, 1, deadline);
    while (ready == SKT_EINTR);
    if (ready == 0) fprintf(stderr, "no answer in time\n");
    return ready > 0;
}

/* Sends a line and receives one. */
static int converse(SSL *ssl, skt_socket s, const char *line, skt_deadline deadline)
{
    char answer[1024] = "";
    size_t have = 0;
    int rc;
    while ((rc = SSL_connect(ssl)) != 1)
        if (!wait_for(ssl, rc, s, deadline)) return -1;
    fprintf(stderr, "%s, %s\n", SSL_get_version(ssl), SSL_get_cipher(ssl));
    while ((rc = SSL_write(ssl, line, (int)strlen(line))) <= 0)
        if (!wait_for(ssl, rc, s, deadline)) return -1;
    while (memchr(answer, '\n', have) == NULL && have < sizeof answer) {
        rc = SSL_read(ssl, answer + have, (int)(sizeof answer - have));
        if (rc > 0)
            have += (size_t)rc;
        else if (!wait_for(ssl, rc, s, deadline))
            return -1;
    }
    fwrite(answer, 1, have, stdout);
    SSL_shutdown(ssl);
    return 0;
}

/* Requires a certificate for `host` from the system's authorities or those of a file. */
static SSL *prepare(SSL_CTX *context, skt_socket s, char *host, const char *authorities)
{
    int rc = authorities ? SSL_CTX_load_verify_locations(context, authorities, NULL)
                         : SSL_CTX_set_default_verify_paths(context);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    SSL *ssl = rc == 1 ? SSL_new(context) : NULL;
    if (ssl == NULL) return NULL;
    if (SSL_set1_host(ssl, host) == 1 && SSL_set_tlsext_host_name(ssl, host) == 1 && SSL_set_fd(ssl, (int)s) == 1)
        return ssl;
    SSL_free(ssl);
    return NULL;
}

int main(int argc, char **argv)
{
    char line[512];
    skt_socket s;
    skt_dial_plan plan;
    skt_deadline deadline = skt_deadline_in(SKT_SECONDS(20));
    if (argc < 4 || snprintf(line, sizeof line, "%s\n", argv[3]) >= (int)sizeof line) return 2;

    skt_dial_plan_init(&plan);
    plan.families = SKT_DIAL_IP;
    plan.type = SKT_SOCK_STREAM | SKT_SOCK_NONBLOCK;
    int rc = skt_dial(argv[1], argv[2], &plan, deadline, &s);
    if (rc < 0) {
        fprintf(stderr, "%s: %s\n", argv[1], skt_error_name(rc));
        return 1;
    }
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    SSL *ssl = context ? prepare(context, s, argv[1], argc > 4 ? argv[4] : NULL) : NULL;
    rc = ssl ? converse(ssl, s, line, deadline) : -1;
    if (rc < 0) ERR_print_errors_fp(stderr);
    SSL_free(ssl);
    SSL_CTX_free(context);
    skt_close(s);
    return rc < 0 ? 1 : 0;
}
