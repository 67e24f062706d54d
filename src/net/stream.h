/*
 * stream: the one connection under libetpan, for IMAP and SMTP alike: our own mailstream driver
 * with verified TLS, an absolute deadline, a byte budget and poll(2). libetpan's own
 * connections verify no certificate, know no deadline, use select(2) and spin when the peer
 * closes in the middle of a literal.
 *
 * Plain text travels only to a loopback address (that of the connected peer, not of a name) and
 * only if the caller allows it.
 */
#ifndef TURNO_NET_STREAM_H
#define TURNO_NET_STREAM_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/conf.h"

struct net_stream;
struct _mailstream; /* libetpan's, for the rooms imap and smtp only */

/* How long a server may take, in milliseconds (turno.conf, net). */
struct net_time {
	int64_t connect_ms; /* for the connection, and for the handshake of TLS */
	int64_t command_ms; /* for one command and its answer, bodies apart */
	int64_t data_ms;    /* for the answer to the final dot of a message */
};

/* Whom to speak to, and what to believe. All strings are borrowed for the call that takes it.
 */
struct net_peer {
	const char
	    *host; /* name (U-labels allowed) or IP literal; the certificate must carry it */
	int port;  /* 1..65535 */
	enum conf_tls tls;
	const char *ca_file;    /* PEM; NULL or "": the system's authorities */
	const char *pin_sha256; /* NULL or "": none; else see net_tls_open() */
	bool allow_plain;       /* CONF_TLS_NONE may be used, on loopback */
	struct net_time time;
	int cancel_fd; /* all I/O ends once this is readable (an eventfd); -1 for none. Borrowed
			* for the life of the stream */
};

/*
 * A peer with what conf says of all servers: authorities, plain text, times; cancel_fd is -1,
 * the rest is zero and the caller's to fill in. Borrows from conf.
 */
struct net_peer net_peer_from(const struct conf *conf);

/*
 * Connects within time.connect_ms. With CONF_TLS_IMPLICIT the handshake is done too; with
 * CONF_TLS_STARTTLS the caller speaks until the server agrees, sends no secret, and calls
 * net_stream_upgrade(). The stream starts with time and budget of net_stream_allow(stream,
 * command_ms, 64 KiB) for the greeting.
 * Returns the stream, caller frees with net_stream_free().
 * NULL: CONFIG when host is none, plain text is refused or the certificate is not good; RETRY
 * else.
 */
struct net_stream *net_stream_open(const struct net_peer *peer, GError **error);

/*
 * Turns the plain stream into a TLS one, in place, within time.connect_ms.
 * False: REJECT when bytes that came before the handshake are still unread (somebody injected
 * them, CVE-2020-15953); else as net_tls_open(). After false the stream only fails.
 */
bool net_stream_upgrade(struct net_stream *stream, const struct net_peer *peer, GError **error);

/* From now on, until the next call: all reads and writes together must end within time_ms, and
 * at most budget_bytes may be read (what libetpan has buffered already is not counted again).
 */
void net_stream_allow(struct net_stream *stream, int64_t time_ms, int64_t budget_bytes);

/*
 * From now on watch sees every byte that was read, in order, before libetpan does; false with
 * an error makes that read fail. context: its own, borrowed for the life of the stream.
 */
typedef bool net_watch(void *context, const char *bytes, size_t size_bytes, GError **error);
void net_stream_watch(struct net_stream *stream, net_watch *watch, void *context);

/*
 * Waits until the peer said something; looks at libetpan's and the TLS library's buffers first.
 * wake_fd: -1, or a descriptor that ends the wait when readable.
 * 1 bytes are there (or the peer closed); 2 wake_fd; 0 time_ms are over; -1 RETRY: cancelled.
 */
int net_stream_wait(struct net_stream *stream, int wake_fd, int64_t time_ms, GError **error);

/* Wipes what was sent from the buffers of stream: after a sign-in. */
void net_stream_forget(struct net_stream *stream);

/* True once TLS is up. */
bool net_stream_is_encrypted(const struct net_stream *stream);

/* Why a read or write failed, as a sentence part; "" when none did. The first failure is final:
 * every later read and write fails too. Borrowed until net_stream_free(). */
const char *net_stream_reason(const struct net_stream *stream);

/* Own address as an SMTP literal, see net_own_literal(). Caller frees. */
char *net_stream_own_literal(const struct net_stream *stream);

/*
 * The same stream as libetpan sees it; NULL once libetpan has closed it (mailimap_logout does).
 * Borrowed: libetpan may close it, net_stream_free() does if nobody did.
 */
struct _mailstream *net_stream_etpan(struct net_stream *stream);

/* Closes and frees. NULL is allowed. */
void net_stream_free(struct net_stream *stream);
typedef struct net_stream NetStream; /* only for g_autoptr(NetStream) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NetStream, net_stream_free)

#endif
