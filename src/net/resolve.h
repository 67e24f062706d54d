/* resolve: from a host name to addresses, within a time. */
#ifndef TURNO_NET_RESOLVE_H
#define TURNO_NET_RESOLVE_H

#include <glib.h>
#include <stdint.h>

struct addrinfo;

/*
 * The stream addresses of host in the order of the resolver (getaddrinfo(3), with all that
 * nsswitch.conf says). It runs in a thread of its own, since nothing but resolv.conf(5) bounds
 * it and nothing ends it: when the time is over the thread is left to itself.
 * host: ASCII name or IP literal; localhost and names below it ask no resolver. port 1..65535.
 * Returns a list, caller frees with freeaddrinfo(). NULL: RETRY the reason of the resolver,
 * "time limit reached" or "cancelled".
 */
struct addrinfo *net_resolve(
    const char *host, int port, int64_t deadline_ms, int cancel_fd, GError **error);

#endif
