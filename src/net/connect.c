/* Touches sockets and the resolver only; trusts nothing that either says. */
#include "config.h"
#include "net/connect.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/error.h"
#include "net/resolve.h"

bool
net_wait_fd(int fd, short events, int64_t deadline_ms, int cancel_fd, GError **error)
{
	for (;;) {
		/* poll(2) skips a negative descriptor */
		struct pollfd wait[2] = {{fd, events, 0}, {cancel_fd, POLLIN, 0}};
		int left_ms = clock_left_ms(deadline_ms);

		if (left_ms == 0)
			return error_set(error, ERROR_RETRY, "time limit reached");
		int ready = poll(wait, 2, left_ms);
		if (ready < 0 && errno != EINTR)
			return error_set(error, ERROR_RETRY, "poll: %s", g_strerror(errno));
		if (ready > 0 && wait[1].revents != 0)
			return error_set(error, ERROR_RETRY, "cancelled");
		if (ready > 0 && wait[0].revents != 0)
			return true;
	}
}

static void
set_options(int fd)
{
	const int on = 1;

	/* best effort: a socket without them works, it only notices a dead peer later */
	setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

static int
connect_address(
    const struct addrinfo *address, int64_t deadline_ms, int cancel_fd, GError **error)
{
	int fd = socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd < 0) {
		error_set(error, ERROR_RETRY, "%s", g_strerror(errno));
		return -1;
	}
	int failed = connect(fd, address->ai_addr, address->ai_addrlen) == 0 ? 0 : errno;
	if (failed == EINPROGRESS) {
		socklen_t size = sizeof failed;

		if (!net_wait_fd(fd, POLLOUT, deadline_ms, cancel_fd, error)) {
			close(fd);
			return -1;
		}
		if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &failed, &size) != 0)
			failed = errno;
	}
	if (failed != 0) {
		error_set(error, ERROR_RETRY, "%s", g_strerror(failed));
		close(fd);
		return -1;
	}
	set_options(fd);
	return fd;
}

static int
count_addresses(const struct addrinfo *list)
{
	int count = 0;

	for (; list != NULL; list = list->ai_next)
		count++;
	return count;
}

int
net_connect(const char *host, int port, int64_t deadline_ms, int cancel_fd, GError **error)
{
	struct addrinfo *list = net_resolve(host, port, deadline_ms, cancel_fd, error);
	g_autoptr(GError) last = NULL;
	int fd = -1;

	if (list == NULL)
		return -1;
	int left = count_addresses(list);
	for (struct addrinfo *a = list; a != NULL && fd < 0; a = a->ai_next) {
		int64_t share_ms = clock_monotonic_ms() + clock_left_ms(deadline_ms) / left--;

		g_clear_error(&last);
		fd = connect_address(a, share_ms, cancel_fd, &last);
	}
	freeaddrinfo(list);
	if (fd < 0)
		error_set(error, ERROR_RETRY, "%s port %d: %s", host, port,
		    last != NULL ? last->message : "no address");
	return fd;
}

bool
net_peer_is_loopback(int fd)
{
	struct sockaddr_storage peer = {0};
	socklen_t size = sizeof peer;

	if (getpeername(fd, (struct sockaddr *)&peer, &size) != 0)
		return false;
	if (peer.ss_family == AF_INET) {
		const struct sockaddr_in *v4 = (const struct sockaddr_in *)&peer;

		return ntohl(v4->sin_addr.s_addr) >> 24 == 127;
	}
	if (peer.ss_family == AF_INET6) {
		const struct in6_addr *v6 = &((const struct sockaddr_in6 *)&peer)->sin6_addr;

		return IN6_IS_ADDR_LOOPBACK(v6) ||
		       (IN6_IS_ADDR_V4MAPPED(v6) && v6->s6_addr[12] == 127);
	}
	return false;
}

char *
net_own_literal(int fd)
{
	struct sockaddr_storage own = {0};
	socklen_t size = sizeof own;
	char text[NI_MAXHOST];

	if (getsockname(fd, (struct sockaddr *)&own, &size) != 0 ||
	    getnameinfo(
		(struct sockaddr *)&own, size, text, sizeof text, NULL, 0, NI_NUMERICHOST) != 0)
		return g_strdup("[127.0.0.1]");
	text[strcspn(text, "%")] = '\0'; /* the zone of a link-local address */
	return g_strdup_printf("[%s%s]", own.ss_family == AF_INET6 ? "IPv6:" : "", text);
}
