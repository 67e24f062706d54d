/*
 * tls: one verified TLS client session over a connected socket (GnuTLS). The handshake itself
 * refuses a certificate that is not good, so no byte of ours ever travels to the wrong server.
 */
#ifndef TURNO_NET_TLS_H
#define TURNO_NET_TLS_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct net_tls;

/*
 * Shakes hands on the non-blocking socket fd (borrowed, must outlive the result).
 * host: ASCII name that the certificate must carry, also sent as SNI; or an IP literal, which
 * must stand in it as an address (iPAddress), not as a name, and is not sent (RFC 6066 §3).
 * ca_file: PEM file of the only authorities believed; NULL or "" : the system's.
 * pin_sha256: NULL or "", else 64 hex digits, the SHA-256 of the SubjectPublicKeyInfo; it takes
 * the place of authorities, dates and name (for a self-signed certificate).
 * TLS 1.2 is the oldest version accepted; keys below GnuTLS's "medium" profile are refused.
 * Returns the session, caller frees with net_tls_free().
 * NULL: CONFIG when the certificate or the authorities are not good, RETRY for anything else.
 * Source: RFC 8314 §3, RFC 9525
 */
struct net_tls *net_tls_open(int fd, const char *host, const char *ca_file,
    const char *pin_sha256, int64_t deadline_ms, int cancel_fd, GError **error);

/* At most size_bytes read (> 0). 0: the peer closed, with or without the TLS close alert.
 * -1: RETRY; GnuTLS's reason, time limit or cancel. */
ssize_t net_tls_read(struct net_tls *tls, void *ret_bytes, size_t size_bytes,
    int64_t deadline_ms, int cancel_fd, GError **error);

/* Bytes taken, at least 1. -1 as above. */
ssize_t net_tls_write(struct net_tls *tls, const void *bytes, size_t size_bytes,
    int64_t deadline_ms, int cancel_fd, GError **error);

/* True when decrypted bytes wait inside the library, where poll(2) cannot see them. */
bool net_tls_has_pending(const struct net_tls *tls);

/* Sends the close alert without waiting for anything, and frees. NULL is allowed. */
void net_tls_free(struct net_tls *tls);
typedef struct net_tls NetTls; /* only for g_autoptr(NetTls) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NetTls, net_tls_free)

#endif
