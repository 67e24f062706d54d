#include "config.h"
#include "fake-server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#define PATIENCE_S 20 /* a test that hangs ends here */

struct fake_server {
	const struct fake_step *script;
	int listener;
	int stop_fd;
	int port;
	GThread *thread;
	gnutls_certificate_credentials_t credentials;
	bool is_implicit;
	const char *priority;

	int fd; /* the connection being served */
	gnutls_session_t tls;
	GString *received; /* all connections */
	char *mismatch;    /* first step that was not met */
};

struct fake_server *
fake_server_new(const struct fake_step *script)
{
	struct fake_server *server = g_new0(struct fake_server, 1);
	struct sockaddr_in address = {
	    .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof address;

	server->script = script;
	server->received = g_string_new(NULL);
	server->stop_fd = eventfd(0, EFD_CLOEXEC);
	server->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (bind(server->listener, (struct sockaddr *)&address, size) != 0 ||
	    listen(server->listener, 8) != 0 ||
	    getsockname(server->listener, (struct sockaddr *)&address, &size) != 0)
		g_error("no port for the test's server");
	server->port = ntohs(address.sin_port);
	return server;
}

void
fake_server_use_tls(struct fake_server *server, gnutls_certificate_credentials_t credentials,
    bool implicit, const char *priority)
{
	server->credentials = credentials;
	server->is_implicit = implicit;
	server->priority = priority;
}

int
fake_server_port(const struct fake_server *server)
{
	return server->port;
}

static bool
send_bytes(struct fake_server *server, const char *bytes, size_t size)
{
	while (size > 0) {
		ssize_t sent = server->tls != NULL
				   ? gnutls_record_send(server->tls, bytes, size)
				   : send(server->fd, bytes, size, MSG_NOSIGNAL);

		if (sent <= 0)
			return false;
		bytes += sent;
		size -= (size_t)sent;
	}
	return true;
}

static bool
receive_byte(struct fake_server *server, char *ret_byte)
{
	ssize_t got = server->tls != NULL ? gnutls_record_recv(server->tls, ret_byte, 1)
					  : recv(server->fd, ret_byte, 1, 0);

	if (got != 1)
		return false;
	g_string_append_c(server->received, *ret_byte);
	return true;
}

/* Reads until what was read ends with `end`; returns where it began, -1 when the client left.
 */
static gssize
receive_until(struct fake_server *server, const char *end)
{
	gsize start = server->received->len;
	gsize size = strlen(end);
	char c;

	do {
		if (!receive_byte(server, &c))
			return -1;
	} while (server->received->len - start < size ||
		 memcmp(server->received->str + server->received->len - size, end, size) != 0);
	return (gssize)start;
}

static bool
shake_hands(struct fake_server *server)
{
	int r;

	gnutls_init(&server->tls, GNUTLS_SERVER | GNUTLS_NO_SIGNAL);
	gnutls_priority_set_direct(
	    server->tls, server->priority != NULL ? server->priority : "NORMAL", NULL);
	gnutls_credentials_set(server->tls, GNUTLS_CRD_CERTIFICATE, server->credentials);
	gnutls_transport_set_int(server->tls, server->fd);
	do
		r = gnutls_handshake(server->tls);
	while (r < 0 && gnutls_error_is_fatal(r) == 0);
	return r == 0;
}

static bool
say(struct fake_server *server, const struct fake_step *step, const char *line)
{
	if (step->answer == NULL)
		return true;
	if (step->answer_size > 0)
		return send_bytes(server, step->answer, step->answer_size);
	g_autofree char *tag = g_strndup(line, strcspn(line, " \r\n"));
	g_auto(GStrv) pieces = g_strsplit(step->answer, "TAG", -1);
	g_autofree char *answer = g_strjoinv(tag, pieces);
	return send_bytes(server, answer, strlen(answer));
}

/* The header of a request of HTTP after its first line, and the body that it announces. */
static bool
receive_request(struct fake_server *server)
{
	gssize start = receive_until(server, "\r\n\r\n");
	char c;

	if (start < 0)
		return false;
	const char *length = strstr(server->received->str + start, "Content-Length: ");
	guint64 left = length != NULL
			   ? g_ascii_strtoull(length + strlen("Content-Length: "), NULL, 10)
			   : 0;
	for (; left > 0; left--)
		if (!receive_byte(server, &c))
			return false;
	return true;
}

static void
flood(struct fake_server *server)
{
	char block[4096];

	memset(block, 'x', sizeof block);
	while (send_bytes(server, block, sizeof block))
		continue;
}

/* False: this connection is over. */
static bool
follow(struct fake_server *server, enum fake_then then)
{
	char c;

	switch (then) {
	case FAKE_GO_ON:
		return true;
	case FAKE_TLS:
		return shake_hands(server);
	case FAKE_BODY:
		return receive_until(server, "\r\n.\r\n") >= 0;
	case FAKE_REQUEST:
		return receive_request(server);
	case FAKE_FLOOD:
		flood(server);
		return false;
	case FAKE_SILENCE:
		while (receive_byte(server, &c))
			continue;
		return false;
	case FAKE_HANG_UP_IN_BODY:
		receive_byte(server, &c);
		return false;
	case FAKE_CLOSE:
		return false;
	}
	return false;
}

static void
serve(struct fake_server *server)
{
	for (const struct fake_step *step = server->script;
	     step->expect != NULL || step->answer != NULL || step->then != FAKE_GO_ON; step++) {
		gssize start = (gssize)server->received->len;

		if (step->expect != NULL) {
			start = receive_until(server, "\n");
			if (start < 0)
				return;
			if (strstr(server->received->str + start, step->expect) == NULL &&
			    server->mismatch == NULL)
				server->mismatch =
				    g_strdup_printf("expected \"%s\", got \"%s\"", step->expect,
					server->received->str + start);
		}
		if (!say(server, step, server->received->str + start) ||
		    !follow(server, step->then))
			return;
	}
	receive_until(server, "\n"); /* LOGOUT or QUIT, unless the client just leaves */
}

static void
hang_up(struct fake_server *server)
{
	if (server->tls != NULL)
		gnutls_deinit(server->tls);
	server->tls = NULL;
	close(server->fd);
}

static void *
run(void *context)
{
	const struct timeval patience = {.tv_sec = PATIENCE_S};
	struct fake_server *server = context;

	for (;;) {
		struct pollfd wait[2] = {
		    {server->listener, POLLIN, 0}, {server->stop_fd, POLLIN, 0}};

		poll(wait, 2, -1);
		if (wait[0].revents == 0)
			return NULL;
		server->fd = accept(server->listener, NULL, NULL);
		setsockopt(server->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
		setsockopt(server->fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
		if (!server->is_implicit || shake_hands(server))
			serve(server);
		hang_up(server);
	}
}

void
fake_server_start(struct fake_server *server)
{
	server->thread = g_thread_new("fake-server", run, server);
}

char *
fake_server_end(struct fake_server *server)
{
	const uint64_t one = 1;

	g_assert_cmpint(write(server->stop_fd, &one, sizeof one), ==, sizeof one);
	g_thread_join(server->thread);
	close(server->listener);
	close(server->stop_fd);
	if (server->mismatch != NULL)
		g_error("the client did not follow the script: %s", server->mismatch);
	char *received = g_string_free(server->received, FALSE);
	g_free(server);
	return received;
}
