/* SPDX-License-Identifier: MIT */
/* Names to addresses by GetAddrInfoW, or GetAddrInfoExW until a deadline, and back by GetNameInfoW. */
#include "overlapped.h"
#include "text.h"

/* Older headers lack them. */
WINSOCK_API_LINKAGE INT WSAAPI GetAddrInfoExCancel(LPHANDLE);
WINSOCK_API_LINKAGE INT WSAAPI GetAddrInfoExOverlappedResult(LPOVERLAPPED);

/* getaddrinfo's own codes, which Winsock has as some of its errors; any other error is itself. */
static const struct {
    int native;
    int code;
} eai_codes[] = {
    {EAI_NONAME, SKT_EAI_NONAME},   {EAI_AGAIN, SKT_EAI_AGAIN},       {EAI_BADFLAGS, SKT_EAI_BADFLAGS},
    {EAI_FAIL, SKT_EAI_FAIL},       {EAI_FAMILY, SKT_EAI_FAMILY},     {EAI_MEMORY, SKT_EAI_MEMORY},
    {EAI_SERVICE, SKT_EAI_SERVICE}, {EAI_SOCKTYPE, SKT_EAI_SOCKTYPE}, {WSANO_DATA, SKT_EAI_NODATA},
};

static int eai_code(int native)
{
    for (size_t i = 0; i < sizeof eai_codes / sizeof eai_codes[0]; i++)
        if (eai_codes[i].native == native) return eai_codes[i].code;
    return native > 0 ? -native : SKT_EAI_OTHER;
}

/* Whether the list names the same address before `entry`. */
static bool seen_before(const ADDRINFOW *list, const ADDRINFOW *entry)
{
    for (const ADDRINFOW *i = list; i != entry; i = i->ai_next)
        if (i->ai_addrlen == entry->ai_addrlen && memcmp(i->ai_addr, entry->ai_addr, entry->ai_addrlen) == 0)
            return true;
    return false;
}

/* The arguments in UTF-16. */
typedef struct question {
    WCHAR host[NI_MAXHOST], service[NI_MAXSERV];
} question;

static int ask(const char *host, const char *service, int family, int type, int flags, question *out)
{
    if (skt__absent(family) || skt__absent(type) || (flags & SKT__AI_ABSENT)) return SKT_EUNSUPPORTED;
    if (service && skt__is_port_out_of_range(service)) return SKT_EAI_SERVICE;
    if (host && skt__to_wide(host, out->host, NI_MAXHOST) < 0) return SKT_EAI_NONAME;
    if (service && skt__to_wide(service, out->service, NI_MAXSERV) < 0) return SKT_EAI_SERVICE;
    return skt__start();
}

int skt_resolve(const char *host, const char *service, int family, int type, int flags, skt_addr *out, size_t max)
{
    question q;
    int rc = ask(host, service, family, type, flags, &q);
    if (rc < 0) return rc;

    ADDRINFOW hints = {.ai_family = family, .ai_socktype = type, .ai_flags = flags};
    ADDRINFOW *list;
    int failure = GetAddrInfoW(host ? q.host : NULL, service ? q.service : NULL, &hints, &list);
    if (failure != 0) return eai_code(failure);

    int count = 0;
    for (const ADDRINFOW *i = list; i != NULL; i = i->ai_next) {
        if (seen_before(list, i)) continue;
        if ((size_t)count < max) skt_addr_from_native(i->ai_addr, i->ai_addrlen, &out[count]);
        count++;
    }
    FreeAddrInfoW(list);
    return count;
}

/* Waits for the answer. Cancels the lookup at the deadline, which ends it at once. */
static int answer_by(OVERLAPPED *call, HANDLE *cancel, skt_deadline deadline)
{
    bool came = skt__event_came(call->hEvent, deadline);
    if (!came) {
        GetAddrInfoExCancel(cancel);
        WaitForSingleObject(call->hEvent, INFINITE);
    }
    int failure = GetAddrInfoExOverlappedResult(call);
    return failure == WSA_E_CANCELLED && !came ? WSAETIMEDOUT : failure;
}

int skt__resolve_by(const char *host, const char *service, int family, int type, int flags, skt_addr *out, size_t max,
                    skt_deadline deadline)
{
    question q;
    if (host == NULL || deadline.nanoseconds == SKT_NEVER.nanoseconds)
        return skt_resolve(host, service, family, type, flags, out, max);
    int rc = ask(host, service, family, type, flags, &q);
    if (rc < 0) return rc;

    ADDRINFOEXW hints = {.ai_family = family, .ai_socktype = type, .ai_flags = flags}, *list = NULL;
    OVERLAPPED call = {.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};
    HANDLE cancel = NULL;
    if (call.hEvent == NULL) return skt__windows_code();
    int failure = GetAddrInfoExW(q.host, q.service, NS_ALL, NULL, &hints, &list, NULL, &call, NULL, &cancel);
    if (failure == WSA_IO_PENDING) failure = answer_by(&call, &cancel, deadline);
    CloseHandle(call.hEvent);

    size_t count = 0;
    /* The cast is for mingw's headers, whose ai_next has another type. */
    for (const ADDRINFOEXW *i = list; failure == 0 && i != NULL && count < max; i = (const void *)i->ai_next)
        if (skt_addr_from_native(i->ai_addr, i->ai_addrlen, &out[count]) == 0) count++;
    if (list) FreeAddrInfoExW(list);
    return failure == 0 ? (int)count : eai_code(failure);
}

/* Writes the text in UTF-8 to `out`, unless the caller does not want it. */
static int give_text(const WCHAR *wide, char *out, size_t size)
{
    if (out == NULL || size == 0) return 0;
    return skt__from_wide(wide, out, size < INT_MAX ? size : INT_MAX) < 0 ? SKT_EAI_OVERFLOW : 0;
}

int skt_resolve_name(const skt_addr *addr, char *host, size_t host_size, char *service, size_t service_size, int flags)
{
    if (flags & SKT__NI_ABSENT) return SKT_EUNSUPPORTED;
    WCHAR wide_host[NI_MAXHOST] = {0}, wide_service[NI_MAXSERV] = {0};
    bool host_wanted = host && host_size, service_wanted = service && service_size;
    if (!host_wanted && !service_wanted) return SKT_EAI_NONAME;
    int rc = skt__start();
    if (rc < 0) return rc;
    int failure = GetNameInfoW(skt__sockaddr(addr), (socklen_t)addr->len, host_wanted ? wide_host : NULL,
                               host_wanted ? NI_MAXHOST : 0, service_wanted ? wide_service : NULL,
                               service_wanted ? NI_MAXSERV : 0, flags);
    if (failure != 0) return eai_code(failure);
    rc = give_text(wide_host, host, host_size);
    return rc < 0 ? rc : give_text(wide_service, service, service_size);
}
