/* The stream under libetpan: whom it believes, and that nothing can make it wait or grow. */
#include "config.h"

#include <ifaddrs.h>
#include <libetpan/mailstream.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/error.h"
#include "fake-pki.h"
#include "fake-server.h"
#include "net/connect.h"
#include "net/stream.h"

#define PATIENCE                                                                               \
	{                                                                                      \
		15000, 60000, 600000                                                           \
	}

static struct fake_pki *pki;

static const struct fake_step hello[] = {{NULL, "hello\r\n", FAKE_GO_ON, 0}, {0}};
static const struct fake_step silence[] = {{NULL, NULL, FAKE_SILENCE, 0}, {0}};
static const struct fake_step flood[] = {{NULL, NULL, FAKE_FLOOD, 0}, {0}};

static struct net_peer
make_peer(const struct fake_server *server, enum conf_tls tls)
{
	return (struct net_peer){.host = "127.0.0.1",
	    .port = fake_server_port(server),
	    .tls = tls,
	    .ca_file = pki->ca_file,
	    .allow_plain = true,
	    .time = PATIENCE,
	    .cancel_fd = -1};
}

static bool
read_line_is(struct net_stream *stream, const char *wanted)
{
	MMAPString *line = mmap_string_new("");
	const char *got = mailstream_read_line_remove_eol(net_stream_etpan(stream), line);
	bool is_equal = got != NULL && strcmp(got, wanted) == 0;

	mmap_string_free(line);
	return is_equal;
}

struct good {
	enum fake_certificate certificate;
	const char *host;
};

static void
test_good(const void *data)
{
	const struct good *good = data;
	struct fake_server *server = fake_server_new(hello);
	g_autoptr(GError) error = NULL;

	fake_server_use_tls(server, pki->credentials[good->certificate], true, NULL);
	fake_server_start(server);
	struct net_peer peer = make_peer(server, CONF_TLS_IMPLICIT);
	peer.host = good->host;
	struct net_stream *stream = net_stream_open(&peer, &error);
	g_assert_no_error(error);
	g_assert_true(net_stream_is_encrypted(stream));
	g_assert_true(read_line_is(stream, "hello"));
	g_assert_cmpstr(net_stream_reason(stream), ==, "");
	net_stream_free(stream);
	g_free(fake_server_end(server));
}

struct refusal {
	const char *title;
	const char *host;
	enum fake_certificate certificate;
	const char *pin;
	const char *priority;
	const char *reason; /* part of the message; NULL: accepted */
	enum error_code code;
};

static void
test_refused(const void *data)
{
	const struct refusal *refusal = data;
	struct fake_server *server = fake_server_new(silence);
	g_autoptr(GError) error = NULL;

	fake_server_use_tls(
	    server, pki->credentials[refusal->certificate], true, refusal->priority);
	fake_server_start(server);
	struct net_peer peer = make_peer(server, CONF_TLS_IMPLICIT);
	peer.host = refusal->host;
	peer.pin_sha256 = refusal->pin != NULL && strcmp(refusal->pin, "own") == 0
			      ? pki->self_pin
			      : refusal->pin;
	struct net_stream *stream = net_stream_open(&peer, &error);
	if (refusal->reason == NULL) {
		g_assert_no_error(error);
		g_assert_nonnull(stream);
	} else {
		g_assert_null(stream);
		g_assert_error(error, TURNO_ERROR, (int)refusal->code);
		g_assert_nonnull(strstr(error->message, refusal->reason));
	}
	net_stream_free(stream);
	g_autofree char *received = fake_server_end(server);
	g_assert_cmpstr(received, ==, ""); /* not one byte of ours */
}

static void
test_no_authorities(void)
{
	struct fake_server *server = fake_server_new(silence);
	g_autoptr(GError) error = NULL;

	fake_server_use_tls(server, pki->credentials[FAKE_GOOD], true, NULL);
	fake_server_start(server);
	struct net_peer peer = make_peer(server, CONF_TLS_IMPLICIT);
	peer.ca_file = "/nonexistent/ca.pem";
	g_assert_null(net_stream_open(&peer, &error));
	g_assert_error(error, TURNO_ERROR, ERROR_CONFIG);
	g_clear_error(&error);
	peer.ca_file = ""; /* the system's: none of them knows the test's authority */
	g_assert_null(net_stream_open(&peer, &error));
	g_assert_error(error, TURNO_ERROR, ERROR_CONFIG);
	g_free(fake_server_end(server));
}

static void
test_plain(void)
{
	struct fake_server *server = fake_server_new(hello);
	g_autoptr(GError) error = NULL;

	fake_server_start(server);
	struct net_peer peer = make_peer(server, CONF_TLS_NONE);
	peer.allow_plain = false;
	g_assert_null(net_stream_open(&peer, &error));
	g_assert_error(error, TURNO_ERROR, ERROR_CONFIG);
	g_clear_error(&error);
	peer.allow_plain = true;
	g_autoptr(NetStream) stream = net_stream_open(&peer, &error);
	g_assert_no_error(error);
	g_assert_false(net_stream_is_encrypted(stream));
	g_assert_true(read_line_is(stream, "hello"));
	g_autofree char *literal = net_stream_own_literal(stream);
	g_assert_cmpstr(literal, ==, "[127.0.0.1]");
	g_clear_pointer(&stream, net_stream_free);
	g_free(fake_server_end(server));
}

/* An address of this machine that is not loopback, as text; NULL when it has none. */
static char *
find_outer_address(void)
{
	char text[NI_MAXHOST];
	struct ifaddrs *list = NULL;
	char *found = NULL;

	if (getifaddrs(&list) != 0)
		return NULL;
	for (struct ifaddrs *i = list; i != NULL && found == NULL; i = i->ifa_next)
		if (i->ifa_addr != NULL && i->ifa_addr->sa_family == AF_INET &&
		    (i->ifa_flags & IFF_LOOPBACK) == 0 &&
		    getnameinfo(i->ifa_addr, sizeof(struct sockaddr_in), text, sizeof text,
			NULL, 0, NI_NUMERICHOST) == 0)
			found = g_strdup(text);
	freeifaddrs(list);
	return found;
}

static void
test_plain_outside(void)
{
	g_autofree char *address = find_outer_address();
	g_autoptr(GError) error = NULL;
	struct sockaddr_in any = {.sin_family = AF_INET};
	socklen_t size = sizeof any;
	int listener = socket(AF_INET, SOCK_STREAM, 0);

	if (address == NULL) {
		g_test_skip("this machine has loopback addresses only");
		close(listener);
		return;
	}
	g_assert_cmpint(bind(listener, (struct sockaddr *)&any, size), ==, 0);
	g_assert_cmpint(listen(listener, 1), ==, 0);
	g_assert_cmpint(getsockname(listener, (struct sockaddr *)&any, &size), ==, 0);
	struct net_peer peer = {.host = address,
	    .port = ntohs(any.sin_port),
	    .tls = CONF_TLS_NONE,
	    .allow_plain = true,
	    .time = PATIENCE,
	    .cancel_fd = -1};
	g_assert_null(net_stream_open(&peer, &error));
	g_assert_error(error, TURNO_ERROR, ERROR_CONFIG);
	g_assert_nonnull(strstr(error->message, "without TLS is refused"));
	close(listener);
}

static void
test_nobody_listens(void)
{
	struct fake_server *server = fake_server_new(hello);
	g_autoptr(GError) error = NULL;

	fake_server_start(server);
	struct net_peer peer = make_peer(server, CONF_TLS_NONE);
	g_free(fake_server_end(server));
	g_assert_null(net_stream_open(&peer, &error));
	g_assert_error(error, TURNO_ERROR, ERROR_RETRY);
}

static void
test_unknown_host(void)
{
	const struct net_peer peer = {.host = "not a host",
	    .port = 993,
	    .tls = CONF_TLS_IMPLICIT,
	    .time = PATIENCE,
	    .cancel_fd = -1};
	g_autoptr(GError) error = NULL;

	g_assert_null(net_stream_open(&peer, &error));
	g_assert_error(error, TURNO_ERROR, ERROR_CONFIG);
	g_assert_cmpstr(error->message, ==, "\"not a host\" is no host name");
}

static void
test_loopback_v6(void)
{
	struct sockaddr_in6 address = {
	    .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
	socklen_t size = sizeof address;
	g_autoptr(GError) error = NULL;
	int listener = socket(AF_INET6, SOCK_STREAM, 0);

	if (listener < 0 || bind(listener, (struct sockaddr *)&address, size) != 0) {
		g_test_skip("this machine has no IPv6");
		return;
	}
	g_assert_cmpint(listen(listener, 1), ==, 0);
	g_assert_cmpint(getsockname(listener, (struct sockaddr *)&address, &size), ==, 0);
	int fd = net_connect(
	    "::1", ntohs(address.sin6_port), clock_monotonic_ms() + 10000, -1, &error);
	g_assert_no_error(error);
	g_assert_true(net_peer_is_loopback(fd));
	g_autofree char *literal = net_own_literal(fd);
	g_assert_cmpstr(literal, ==, "[IPv6:::1]");
	g_assert_false(net_peer_is_loopback(listener)); /* it has no peer */
	close(fd);
	close(listener);
}

static void
test_cancel_connect(void)
{
	const uint64_t one = 1;
	int cancel_fd = eventfd(0, EFD_CLOEXEC);
	int pair[2];
	g_autoptr(GError) error = NULL;

	g_assert_cmpint(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), ==, 0);
	g_assert_true(
	    net_wait_fd(pair[0], POLLOUT, clock_monotonic_ms() + 10000, cancel_fd, &error));
	g_assert_cmpint(write(cancel_fd, &one, sizeof one), ==, sizeof one);
	g_assert_false(
	    net_wait_fd(pair[0], POLLOUT, clock_monotonic_ms() + 10000, cancel_fd, &error));
	g_assert_error(error, TURNO_ERROR, ERROR_RETRY);
	close(pair[0]);
	close(pair[1]);
	close(cancel_fd);
}

static void
test_cancel_wait(void)
{
	const uint64_t one = 1;
	struct fake_server *server = fake_server_new(silence);
	g_autoptr(GError) error = NULL;

	fake_server_start(server);
	struct net_peer peer = make_peer(server, CONF_TLS_NONE);
	peer.cancel_fd = eventfd(0, EFD_CLOEXEC);
	struct net_stream *stream = net_stream_open(&peer, &error);
	g_assert_no_error(error);
	g_assert_cmpint(write(peer.cancel_fd, &one, sizeof one), ==, sizeof one);
	g_assert_cmpint(net_stream_wait(stream, -1, 10000, &error), ==, -1);
	g_assert_error(error, TURNO_ERROR, ERROR_RETRY);
	net_stream_free(stream);
	close(peer.cancel_fd);
	g_free(fake_server_end(server));
}

static void
expect_failure(const struct fake_step *script, int64_t time_ms, int64_t budget_bytes,
    bool is_cancelled, const char *reason)
{
	const uint64_t one = 1;
	struct fake_server *server = fake_server_new(script);
	g_autoptr(GError) error = NULL;

	fake_server_start(server);
	struct net_peer peer = make_peer(server, CONF_TLS_NONE);
	peer.cancel_fd = eventfd(0, EFD_CLOEXEC);
	struct net_stream *stream = net_stream_open(&peer, &error);
	g_assert_no_error(error);
	if (is_cancelled)
		g_assert_cmpint(write(peer.cancel_fd, &one, sizeof one), ==, sizeof one);
	net_stream_allow(stream, time_ms, budget_bytes);
	g_assert_false(read_line_is(stream, ""));
	g_assert_cmpstr(net_stream_reason(stream), ==, reason);
	/* more time does not bring a failed stream back */
	net_stream_allow(stream, 1000, 1000);
	g_assert_cmpint(mailstream_write(net_stream_etpan(stream), "x", 1), ==, 1);
	g_assert_cmpint(mailstream_flush(net_stream_etpan(stream)), ==, -1);
	net_stream_free(stream);
	close(peer.cancel_fd);
	g_free(fake_server_end(server));
}

static void
test_deadline(void)
{
	expect_failure(silence, 50, 1000, false, "time limit reached");
}

static void
test_deadline_in_flood(void)
{
	expect_failure(flood, 50, INT64_MAX, false, "time limit reached");
}

static void
test_budget(void)
{
	expect_failure(flood, 10000, 100000, false, "the server sent too much");
}

static void
test_cancel(void)
{
	expect_failure(silence, 10000, 1000, true, "cancelled");
}

static void
test_end_of_file(void)
{
	static const struct fake_step cut[] = {{NULL, "half a li", FAKE_CLOSE, 0}, {0}};

	expect_failure(cut, 10000, 1000, false, "the server closed the connection");
}

static void
test_wait(const void *tls)
{
	static const struct fake_step two[] = {{NULL, "one\r\ntwo\r\n", FAKE_GO_ON, 0}, {0}};
	const uint64_t one = 1;
	struct fake_server *server = fake_server_new(two);
	int wake_fd = eventfd(0, EFD_CLOEXEC);

	if (tls != NULL)
		fake_server_use_tls(server, pki->credentials[FAKE_GOOD], true, NULL);
	fake_server_start(server);
	struct net_peer peer =
	    make_peer(server, tls != NULL ? CONF_TLS_IMPLICIT : CONF_TLS_NONE);
	struct net_stream *stream = net_stream_open(&peer, NULL);
	g_assert_cmpint(net_stream_wait(stream, wake_fd, 10000, NULL), ==, 1);
	g_assert_true(read_line_is(stream, "one"));
	/* "two" is in libetpan's buffer, where poll(2) does not see it */
	g_assert_cmpint(net_stream_wait(stream, wake_fd, 10000, NULL), ==, 1);
	g_assert_true(read_line_is(stream, "two"));
	g_assert_cmpint(net_stream_wait(stream, wake_fd, 20, NULL), ==, 0);
	g_assert_cmpint(write(wake_fd, &one, sizeof one), ==, sizeof one);
	g_assert_cmpint(net_stream_wait(stream, wake_fd, 10000, NULL), ==, 2);
	net_stream_free(stream);
	close(wake_fd);
	g_free(fake_server_end(server));
}

static void
test_many_descriptors(void)
{
	int spare[1100];
	struct fake_server *server = fake_server_new(hello);

	for (guint i = 0; i < G_N_ELEMENTS(spare); i++)
		spare[i] = dup(STDERR_FILENO);
	fake_server_start(server);
	if (spare[G_N_ELEMENTS(spare) - 1] < 0) {
		g_test_skip("the limit of open files is too low");
	} else {
		struct net_peer peer = make_peer(server, CONF_TLS_NONE);
		g_autoptr(NetStream) stream = net_stream_open(&peer, NULL);

		g_assert_nonnull(stream);
		g_assert_true(read_line_is(stream, "hello"));
	}
	for (guint i = 0; i < G_N_ELEMENTS(spare); i++)
		if (spare[i] >= 0)
			close(spare[i]);
	g_free(fake_server_end(server));
}

#define L "localhost"
#define BAD ERROR_CONFIG
#define OLD "NORMAL:-VERS-ALL:+VERS-TLS1.1:%COMPAT"

static const struct good by_name = {FAKE_GOOD, "localhost"};
static const struct good by_address = {FAKE_GOOD, "127.0.0.1"};
static const struct good by_idn = {FAKE_IDN, "münchen.localhost"};
static const struct refusal refusals[] = {
    {"wrong-host-is-refused", L, FAKE_WRONG_HOST, NULL, NULL, "does not match", BAD},
    {"expired-is-refused", L, FAKE_EXPIRED, NULL, NULL, "expired", BAD},
    {"not-yet-valid-is-refused", L, FAKE_EARLY, NULL, NULL, "not yet valid", BAD},
    {"self-signed-is-refused", L, FAKE_SELF_SIGNED, NULL, NULL, "issuer is unknown", BAD},
    {"address-written-as-name-is-refused", "127.0.0.1", FAKE_NAMED_IP, NULL, NULL,
	"does not match", BAD},
    {"address-that-is-not-there-is-refused", "127.0.0.1", FAKE_IDN, NULL, NULL,
	"does not match", BAD},
    {"international-name-that-is-not-there-is-refused", "münchen.localhost", FAKE_GOOD, NULL,
	NULL, "does not match", BAD},
    {"international-name-without-its-dots-is-refused", "munchen.localhost", FAKE_IDN, NULL,
	NULL, "does not match", BAD},
    {"right-pin-is-enough", L, FAKE_SELF_SIGNED, "own", NULL, NULL, BAD},
    {"wrong-pin-is-refused", L, FAKE_GOOD, "own", NULL, "the pin", BAD},
    {"malformed-pin-is-refused", L, FAKE_GOOD, "0123", NULL, "64 hex digits", BAD},
    {"1.1-is-refused", L, FAKE_GOOD, NULL, OLD, "TLS", ERROR_RETRY},
};

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	pki = fake_pki_new();
	g_test_add_data_func("/net/tls/good-by-name", &by_name, test_good);
	g_test_add_data_func("/net/tls/good-by-address", &by_address, test_good);
	g_test_add_data_func("/net/tls/good-by-international-name", &by_idn, test_good);
	for (size_t i = 0; i < G_N_ELEMENTS(refusals); i++) {
		g_autofree char *path = g_strconcat("/net/tls/", refusals[i].title, NULL);
		g_test_add_data_func(path, &refusals[i], test_refused);
	}
	g_test_add_func("/net/tls/without-authorities-is-refused", test_no_authorities);
	g_test_add_func("/net/plain/only-if-allowed", test_plain);
	g_test_add_func("/net/plain/never-beyond-loopback", test_plain_outside);
	g_test_add_func("/net/connect/nobody-listens", test_nobody_listens);
	g_test_add_func("/net/connect/unknown-host", test_unknown_host);
	g_test_add_func("/net/connect/loopback-of-ipv6", test_loopback_v6);
	g_test_add_func("/net/connect/cancel", test_cancel_connect);
	g_test_add_func("/net/wait/cancel", test_cancel_wait);
	g_test_add_func("/net/limit/deadline", test_deadline);
	g_test_add_func("/net/limit/deadline-while-flooded", test_deadline_in_flood);
	g_test_add_func("/net/limit/budget", test_budget);
	g_test_add_func("/net/limit/cancel", test_cancel);
	g_test_add_func("/net/limit/end-of-file-is-an-error", test_end_of_file);
	g_test_add_data_func("/net/wait/plain", NULL, test_wait);
	g_test_add_data_func("/net/wait/tls", "tls", test_wait);
	g_test_add_func("/net/many-descriptors", test_many_descriptors);
	int status = g_test_run();
	fake_pki_free(pki);
	return status;
}
