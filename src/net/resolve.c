/* The lookup is shared between the caller and its thread; the last one to leave frees it. */
#include "config.h"
#include "net/resolve.h"

#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/error.h"
#include "net/connect.h"
#include "net/host.h"

struct lookup {
	char *host; /* NULL: the loopback interface */
	char *port;
	int done_fd; /* eventfd, readable once the rest is filled in */
	int failed;  /* of getaddrinfo() */
	int errno_of_it;
	struct addrinfo *list;
};

static void
clear_lookup(void *data)
{
	struct lookup *lookup = data;

	if (lookup->list != NULL)
		freeaddrinfo(lookup->list);
	close(lookup->done_fd);
	g_free(lookup->host);
	g_free(lookup->port);
}

static void
leave(struct lookup *lookup)
{
	g_atomic_rc_box_release_full(lookup, clear_lookup);
}

static void
look_up(struct lookup *lookup)
{
	const struct addrinfo hints = {
	    .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV};

	lookup->failed = getaddrinfo(lookup->host, lookup->port, &hints, &lookup->list);
	lookup->errno_of_it = errno;
}

static void *
run(void *data)
{
	struct lookup *lookup = data;

	look_up(lookup);
	eventfd_write(lookup->done_fd, 1);
	leave(lookup);
	return NULL;
}

static bool
look_up_in_thread(struct lookup *lookup, int64_t deadline_ms, int cancel_fd, GError **error)
{
	g_autoptr(GError) problem = NULL;
	GThread *thread =
	    g_thread_try_new("resolve", run, g_atomic_rc_box_acquire(lookup), &problem);

	if (thread == NULL) {
		leave(lookup);
		return error_set(error, ERROR_RETRY, "%s", problem->message);
	}
	if (net_wait_fd(lookup->done_fd, POLLIN, deadline_ms, cancel_fd, error)) {
		g_thread_join(thread);
		return true;
	}
	g_thread_unref(thread);
	return false;
}

static struct addrinfo *
take_result(struct lookup *lookup, GError **error)
{
	struct addrinfo *list = lookup->list;

	lookup->list = NULL;
	if (lookup->failed == EAI_SYSTEM)
		error_set(error, ERROR_RETRY, "%s", g_strerror(lookup->errno_of_it));
	else if (lookup->failed != 0)
		error_set(error, ERROR_RETRY, "%s", gai_strerror(lookup->failed));
	return lookup->failed == 0 ? list : NULL;
}

struct addrinfo *
net_resolve(const char *host, int port, int64_t deadline_ms, int cancel_fd, GError **error)
{
	struct lookup *lookup = g_atomic_rc_box_new0(struct lookup);
	bool is_local = net_host_is_local(host);
	struct addrinfo *list = NULL;

	/* no host is the loopback interface, ::1 and 127.0.0.1 */
	lookup->host = is_local ? NULL : g_strdup(host);
	lookup->port = g_strdup_printf("%d", port);
	lookup->done_fd = eventfd(0, EFD_CLOEXEC);
	if (lookup->done_fd < 0)
		error_set(error, ERROR_RETRY, "%s", g_strerror(errno));
	else if (is_local || g_hostname_is_ip_address(host)) {
		look_up(lookup);
		list = take_result(lookup, error);
	} else if (look_up_in_thread(lookup, deadline_ms, cancel_fd, error))
		list = take_result(lookup, error);
	g_prefix_error(error, "%s: ", host);
	leave(lookup);
	return list;
}
