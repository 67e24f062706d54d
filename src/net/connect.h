/*
 * connect: from host and port to a connected, non-blocking TCP socket. Every wait of this room
 * goes through net_wait_fd(), so that a deadline or a cancel ends any of them.
 */
#ifndef TURNO_NET_CONNECT_H
#define TURNO_NET_CONNECT_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/*
 * Waits with poll(2) until fd has one of events (POLLIN, POLLOUT), or an error to be read from
 * it. cancel_fd: becomes readable when the caller wants all I/O to end; -1 for none.
 * deadline_ms: CLOCK_MONOTONIC (clock_monotonic_ms()).
 * False: RETRY, "time limit reached" or "cancelled".
 */
bool net_wait_fd(int fd, short events, int64_t deadline_ms, int cancel_fd, GError **error);

/*
 * Tries all addresses of host in the resolver's order until one accepts; the time left is
 * shared evenly among those not tried yet, so that one dead address cannot use it up. host: an
 * ASCII name or an IP literal, see net_resolve(); port 1..65535. Returns the socket
 * (close-on-exec, non-blocking, keep-alive, no Nagle delay), caller closes. -1: RETRY with the
 * reason of the resolver or of the last address.
 */
int net_connect(const char *host, int port, int64_t deadline_ms, int cancel_fd, GError **error);

/* True when the other end of the connected socket fd is 127.0.0.0/8, ::1 or its mapped form. */
bool net_peer_is_loopback(int fd);

/*
 * The own address of the connected socket fd as an SMTP address literal, "[192.0.2.1]" or
 * "[IPv6:2001:db8::1]". Caller frees; "[127.0.0.1]" when it cannot be told.
 * Source: RFC 5321 §4.1.3
 */
char *net_own_literal(int fd);

#endif
