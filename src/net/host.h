/* host: the name of a mail server as resolver, SNI and certificates want it. Pure. */
#ifndef TURNO_NET_HOST_H
#define TURNO_NET_HOST_H

#include <glib.h>
#include <stdbool.h>

/*
 * host (UTF-8, as somebody typed it) with A-labels in place of U-labels and without the dot of
 * the root: "münchen.example." → "xn--mnchen-3ya.example". An IP literal and an ASCII name stay
 * as they are. Caller frees.
 * NULL: CONFIG it is no host name.
 * Source: RFC 5890, RFC 5891 (IDNA 2008: "ß" is not "ss"), RFC 6125 §6.4.2
 */
char *net_host_to_ascii(const char *host, GError **error);

/* True for "localhost" and names below it, which are the loopback interface whatever a resolver
 * says. host: ASCII. Source: RFC 6761 §6.3 */
bool net_host_is_local(const char *host);

#endif
