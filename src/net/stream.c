/* The driver of libetpan's mailstream. Reads and writes one socket; every byte read is hostile.
 */
#include "config.h"
#include "net/stream.h"

#include <errno.h>
#include <libetpan/mailstream.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/error.h"
#include "net/connect.h"
#include "net/host.h"
#include "net/tls.h"

#define BUFFER_BYTES 16384
#define GREETING_BYTES 65536

struct net_stream {
	int fd;
	int cancel_fd;
	int64_t deadline_ms;
	int64_t budget_bytes;
	struct net_tls *tls; /* NULL: plain */
	GError *failure;     /* of the first read or write that failed */
	mailstream *etpan;   /* NULL once libetpan closed it */
	char *host;          /* ASCII */
	net_watch *watch;    /* NULL: nobody reads along */
	void *watch_context;
};

static ssize_t
receive(struct net_stream *stream, void *ret_bytes, size_t size_bytes, GError **error)
{
	if (stream->tls != NULL)
		return net_tls_read(stream->tls, ret_bytes, size_bytes, stream->deadline_ms,
		    stream->cancel_fd, error);
	for (;;) {
		ssize_t got = recv(stream->fd, ret_bytes, size_bytes, 0);

		if (got >= 0)
			return got;
		if (errno != EAGAIN && errno != EINTR) {
			error_set(error, ERROR_RETRY, "%s", g_strerror(errno));
			return -1;
		}
		if (!net_wait_fd(
			stream->fd, POLLIN, stream->deadline_ms, stream->cancel_fd, error))
			return -1;
	}
}

static ssize_t
transmit(struct net_stream *stream, const void *bytes, size_t size_bytes, GError **error)
{
	if (stream->tls != NULL)
		return net_tls_write(stream->tls, bytes, size_bytes, stream->deadline_ms,
		    stream->cancel_fd, error);
	for (;;) {
		ssize_t sent = send(stream->fd, bytes, size_bytes, MSG_NOSIGNAL);

		if (sent >= 0)
			return sent;
		if (errno != EAGAIN && errno != EINTR) {
			error_set(error, ERROR_RETRY, "%s", g_strerror(errno));
			return -1;
		}
		if (!net_wait_fd(
			stream->fd, POLLOUT, stream->deadline_ms, stream->cancel_fd, error))
			return -1;
	}
}

/*
 * A failure is final: after a write that stopped half-way nothing more may follow it.
 * A peer that always has bytes ready never makes us wait, so the clock is asked here too.
 */
static bool
may_go_on(struct net_stream *stream)
{
	if (stream->failure != NULL)
		return false;
	if (stream->fd < 0)
		return error_set(&stream->failure, ERROR_RETRY, "connection is closed");
	if (clock_left_ms(stream->deadline_ms) == 0)
		return error_set(&stream->failure, ERROR_RETRY, "time limit reached");
	return true;
}

static ssize_t
driver_read(mailstream_low *low, void *ret_bytes, size_t size_bytes)
{
	struct net_stream *stream = low->data;

	if (!may_go_on(stream))
		return -1;
	if (stream->budget_bytes <= 0) {
		error_set(&stream->failure, ERROR_RETRY, "the server sent too much");
		return -1;
	}
	if ((uint64_t)size_bytes > (uint64_t)stream->budget_bytes)
		size_bytes = (size_t)stream->budget_bytes;
	ssize_t got = receive(stream, ret_bytes, size_bytes, &stream->failure);
	if (got == 0) /* libetpan would ask again for ever */
		error_set(&stream->failure, ERROR_RETRY, "the server closed the connection");
	if (got <= 0)
		return -1;
	stream->budget_bytes -= got;
	if (stream->watch != NULL &&
	    !stream->watch(stream->watch_context, ret_bytes, (size_t)got, &stream->failure))
		return -1;
	return got;
}

static ssize_t
driver_write(mailstream_low *low, const void *bytes, size_t size_bytes)
{
	struct net_stream *stream = low->data;

	if (!may_go_on(stream))
		return -1;
	if (size_bytes == 0)
		return 0;
	return transmit(stream, bytes, size_bytes, &stream->failure);
}

static void
disconnect(struct net_stream *stream)
{
	g_clear_pointer(&stream->tls, net_tls_free);
	if (stream->fd >= 0)
		close(stream->fd);
	stream->fd = -1;
}

static int
driver_close(mailstream_low *low)
{
	disconnect(low->data);
	return 0;
}

static int
driver_get_fd(mailstream_low *low)
{
	const struct net_stream *stream = low->data;

	return stream->fd;
}

static void
driver_free(mailstream_low *low)
{
	struct net_stream *stream = low->data;

	stream->etpan = NULL; /* mailstream_close() frees it right after this */
	free(low);            /* malloc'ed by mailstream_low_new() */
}

static mailstream_low_driver driver = {
    .mailstream_read = driver_read,
    .mailstream_write = driver_write,
    .mailstream_close = driver_close,
    .mailstream_get_fd = driver_get_fd,
    .mailstream_free = driver_free,
};

static bool
check_plain(const struct net_stream *stream, const struct net_peer *peer, GError **error)
{
	if (peer->tls != CONF_TLS_NONE)
		return true;
	if (!peer->allow_plain)
		return error_set(error, ERROR_CONFIG,
		    "%s: a connection without TLS is not allowed by the configuration",
		    peer->host);
	if (!net_peer_is_loopback(stream->fd))
		return error_set(error, ERROR_CONFIG,
		    "%s is not this machine: a connection without TLS is refused", peer->host);
	return true;
}

static bool
start_tls(
    struct net_stream *stream, const struct net_peer *peer, int64_t deadline_ms, GError **error)
{
	stream->tls = net_tls_open(stream->fd, stream->host, peer->ca_file, peer->pin_sha256,
	    deadline_ms, peer->cancel_fd, error);
	return stream->tls != NULL;
}

static void
attach_etpan(struct net_stream *stream)
{
	mailstream_low *low = mailstream_low_new(stream, &driver);

	stream->etpan = low != NULL ? mailstream_new(low, BUFFER_BYTES) : NULL;
	if (stream->etpan == NULL)
		g_error("out of memory for a stream"); /* as g_malloc() does */
}

struct net_peer
net_peer_from(const struct conf *conf)
{
	return (struct net_peer){.ca_file = conf->tls_ca_file,
	    .allow_plain = conf->tls_allow_plain_on_loopback,
	    .time = {conf->net_connect_seconds * INT64_C(1000),
		conf->net_command_seconds * INT64_C(1000),
		conf->net_data_seconds * INT64_C(1000)},
	    .cancel_fd = -1};
}

struct net_stream *
net_stream_open(const struct net_peer *peer, GError **error)
{
	g_autoptr(NetStream) stream = g_new0(struct net_stream, 1);
	int64_t deadline_ms = clock_monotonic_ms() + peer->time.connect_ms;

	stream->cancel_fd = peer->cancel_fd;
	stream->fd = -1;
	stream->host = net_host_to_ascii(peer->host, error);
	if (stream->host == NULL)
		return NULL;
	stream->fd = net_connect(stream->host, peer->port, deadline_ms, peer->cancel_fd, error);
	if (stream->fd < 0 || !check_plain(stream, peer, error))
		return NULL;
	if (peer->tls == CONF_TLS_IMPLICIT && !start_tls(stream, peer, deadline_ms, error))
		return NULL;
	attach_etpan(stream);
	net_stream_allow(stream, peer->time.command_ms, GREETING_BYTES);
	return g_steal_pointer(&stream);
}

bool
net_stream_upgrade(struct net_stream *stream, const struct net_peer *peer, GError **error)
{
	int64_t deadline_ms = clock_monotonic_ms() + peer->time.connect_ms;
	bool is_clean = stream->etpan != NULL && stream->etpan->read_buffer_len == 0;

	if (is_clean && stream->tls == NULL && start_tls(stream, peer, deadline_ms, error))
		return true;
	disconnect(stream);
	if (!is_clean)
		error_set(error, ERROR_REJECT,
		    "%s sent something between its answer to STARTTLS and the handshake",
		    peer->host);
	return false;
}

void
net_stream_allow(struct net_stream *stream, int64_t time_ms, int64_t budget_bytes)
{
	stream->deadline_ms = clock_monotonic_ms() + time_ms;
	stream->budget_bytes = budget_bytes;
}

void
net_stream_watch(struct net_stream *stream, net_watch *watch, void *context)
{
	stream->watch = watch;
	stream->watch_context = context;
}

int
net_stream_wait(struct net_stream *stream, int wake_fd, int64_t time_ms, GError **error)
{
	int64_t deadline_ms = clock_monotonic_ms() + time_ms;

	if (stream->etpan == NULL || stream->fd < 0) {
		error_set(error, ERROR_RETRY, "connection is closed");
		return -1;
	}
	if (stream->etpan->read_buffer_len > 0 ||
	    (stream->tls != NULL && net_tls_has_pending(stream->tls)))
		return 1;
	for (;;) {
		struct pollfd wait[3] = {{stream->fd, POLLIN, 0},
		    {stream->cancel_fd, POLLIN, 0}, {wake_fd, POLLIN, 0}};
		int ready = poll(wait, 3, clock_left_ms(deadline_ms));

		if (ready < 0 && errno != EINTR) {
			error_set(error, ERROR_RETRY, "poll: %s", g_strerror(errno));
			return -1;
		}
		if (ready > 0 && wait[1].revents != 0) {
			error_set(error, ERROR_RETRY, "cancelled");
			return -1;
		}
		if (ready > 0)
			return wait[2].revents != 0 ? 2 : 1;
		if (ready == 0 && clock_left_ms(deadline_ms) == 0)
			return 0;
	}
}

void
net_stream_forget(struct net_stream *stream)
{
	mailstream *etpan = stream->etpan;

	if (etpan != NULL && etpan->write_buffer_len == 0)
		explicit_bzero(etpan->write_buffer, etpan->buffer_max_size);
}

bool
net_stream_is_encrypted(const struct net_stream *stream)
{
	return stream->tls != NULL;
}

const char *
net_stream_reason(const struct net_stream *stream)
{
	return stream->failure != NULL ? stream->failure->message : "";
}

char *
net_stream_own_literal(const struct net_stream *stream)
{
	return net_own_literal(stream->fd);
}

struct _mailstream *
net_stream_etpan(struct net_stream *stream)
{
	return stream->etpan;
}

void
net_stream_free(struct net_stream *stream)
{
	if (stream == NULL)
		return;
	if (stream->etpan != NULL)
		mailstream_close(stream->etpan);
	disconnect(stream);
	g_clear_error(&stream->failure);
	g_free(stream->host);
	g_free(stream);
}
