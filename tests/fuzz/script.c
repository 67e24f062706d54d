#include "config.h"
#include "script.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/error.h"
#include "base/secret.h"
#include "fuzz.h"
#include "net/connect.h"
#include "net/tls.h"

#define CHUNK_BYTES 16384u

static struct {
	GString *pending; /* the piece being said */
	const uint8_t *bytes;
	size_t size, at;
	int fd; /* the server's end */
	GString *clear, *tls;
	bool in_tls;
} server = {.fd = -1};

/* The only state of a session under TLS that the client can see. */
struct net_tls {
	int fd;
};

void
script_begin(const uint8_t *bytes, size_t size_bytes)
{
	server.bytes = bytes;
	server.size = size_bytes;
	server.at = 0;
	server.pending = g_string_new(NULL);
	server.clear = g_string_new(NULL);
	server.tls = g_string_new(NULL);
	server.in_tls = false;
}

/* Takes what the client has written so far. */
static void
listen_to_client(void)
{
	char buffer[CHUNK_BYTES];
	GString *heard = server.in_tls ? server.tls : server.clear;

	for (;;) {
		ssize_t got = recv(server.fd, buffer, sizeof buffer, MSG_DONTWAIT);

		if (got <= 0)
			return;
		g_string_append_len(heard, buffer, got);
	}
}

const GString *
script_heard_in_clear(void)
{
	if (server.fd >= 0)
		listen_to_client();
	return server.clear;
}

const GString *
script_heard_in_tls(void)
{
	if (server.fd >= 0)
		listen_to_client();
	return server.tls;
}

bool
script_heard(const char *secret)
{
	return secret_is_told(script_heard_in_clear()->str, secret) ||
	       secret_is_told(script_heard_in_tls()->str, secret);
}

void
script_end(void)
{
	if (server.fd >= 0)
		close(server.fd);
	server.fd = -1;
	g_string_free(server.pending, TRUE);
	g_string_free(server.clear, TRUE);
	g_string_free(server.tls, TRUE);
}

/* The first word of the client's last whole line. Caller frees. */
static char *
last_tag(void)
{
	const GString *heard = server.in_tls ? server.tls : server.clear;
	g_autofree char *text = g_strndup(heard->str, heard->len);
	char *end = strrchr(text, '\n');

	if (end == NULL)
		return g_strdup("TAG");
	*end = '\0';
	const char *line = strrchr(text, '\n');
	line = line != NULL ? line + 1 : text;
	return g_strndup(line, MIN(strcspn(line, " \r"), 16));
}

static void
take_piece(void)
{
	const uint8_t *start = server.bytes + server.at;
	const uint8_t *end = memchr(start, SCRIPT_RECORD, server.size - server.at);
	size_t size = end != NULL ? (size_t)(end - start) : server.size - server.at;
	g_autofree char *tag = last_tag();

	server.at += size + (end != NULL ? 1 : 0);
	g_string_set_size(server.pending, 0);
	for (size_t i = 0; i < size;) {
		if (i + 3 <= size && memcmp(start + i, "TAG", 3) == 0) {
			g_string_append(server.pending, tag);
			i += 3;
		} else
			g_string_append_c(server.pending, (char)start[i++]);
	}
}

/* Says the next piece, or closes when there is none. */
static void
speak(void)
{
	while (server.pending->len == 0 && server.at < server.size)
		take_piece();
	if (server.pending->len == 0) {
		shutdown(server.fd, SHUT_WR);
		return;
	}
	ssize_t sent = send(
	    server.fd, server.pending->str, server.pending->len, MSG_DONTWAIT | MSG_NOSIGNAL);
	if (sent > 0)
		g_string_erase(server.pending, 0, sent);
}

bool
net_wait_fd(int fd, short events, int64_t deadline_ms, int cancel_fd, GError **error)
{
	(void)fd, (void)deadline_ms, (void)cancel_fd, (void)error;
	listen_to_client();
	if ((events & POLLIN) != 0)
		speak();
	return true;
}

int
net_connect(const char *host, int port, int64_t deadline_ms, int cancel_fd, GError **error)
{
	int pair[2];

	(void)host, (void)port, (void)deadline_ms, (void)cancel_fd, (void)error;
	if (server.fd >= 0 ||
	    socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair) != 0)
		fuzz_fail("no socket: %s", g_strerror(errno));
	server.fd = pair[1];
	return pair[0];
}

bool
net_peer_is_loopback(int fd)
{
	(void)fd;
	return true;
}

char *
net_own_literal(int fd)
{
	(void)fd;
	return g_strdup("[127.0.0.1]");
}

struct net_tls *
net_tls_open(int fd, const char *host, const char *ca_file, const char *pin_sha256,
    int64_t deadline_ms, int cancel_fd, GError **error)
{
	struct net_tls *tls = g_new0(struct net_tls, 1);

	(void)host, (void)ca_file, (void)pin_sha256, (void)deadline_ms, (void)cancel_fd,
	    (void)error;
	listen_to_client();
	server.in_tls = true;
	tls->fd = fd;
	return tls;
}

ssize_t
net_tls_read(struct net_tls *tls, void *ret_bytes, size_t size_bytes, int64_t deadline_ms,
    int cancel_fd, GError **error)
{
	for (;;) {
		ssize_t got = recv(tls->fd, ret_bytes, size_bytes, 0);

		if (got >= 0 || errno != EAGAIN)
			return got;
		net_wait_fd(tls->fd, POLLIN, deadline_ms, cancel_fd, error);
	}
}

ssize_t
net_tls_write(struct net_tls *tls, const void *bytes, size_t size_bytes, int64_t deadline_ms,
    int cancel_fd, GError **error)
{
	for (;;) {
		ssize_t sent = send(tls->fd, bytes, size_bytes, MSG_NOSIGNAL);

		if (sent >= 0)
			return sent;
		if (errno != EAGAIN) {
			error_set(error, ERROR_RETRY, "%s", g_strerror(errno));
			return -1;
		}
		net_wait_fd(tls->fd, POLLOUT, deadline_ms, cancel_fd, error);
	}
}

bool
net_tls_has_pending(const struct net_tls *tls)
{
	(void)tls;
	return false;
}

void
net_tls_free(struct net_tls *tls)
{
	g_free(tls);
}
