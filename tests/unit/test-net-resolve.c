/* Host names: what goes to the resolver, and that a resolver cannot hold anybody up. */
#include "config.h"

#include <dlfcn.h>
#include <netdb.h>
#include <semaphore.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/error.h"
#include "net/host.h"
#include "net/resolve.h"

static sem_t may_answer, has_answered;

/* Takes the place of the C library's: slow.example waits until the test lets it go on. */
int
getaddrinfo(const char *restrict host, const char *restrict service,
    const struct addrinfo *restrict hints, struct addrinfo **restrict ret_list)
{
	int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);
	void *symbol = dlsym(RTLD_NEXT, "getaddrinfo");

	memcpy(&real, &symbol, sizeof real);
	if (host == NULL || strchr(host, '.') == NULL)
		return real(host, service, hints, ret_list);
	if (strcmp(host, "slow.example") == 0) {
		sem_wait(&may_answer);
		int failed = real("127.0.0.1", service, hints, ret_list);
		sem_post(&has_answered);
		return failed;
	}
	return strcmp(host, "quick.example") == 0 ? real("127.0.0.1", service, hints, ret_list)
						  : EAI_NONAME;
}

static void
let_slow_answer(void)
{
	sem_post(&may_answer);
	while (sem_wait(&has_answered) != 0)
		;
}

static void
test_found(void)
{
	g_autoptr(GError) error = NULL;
	int64_t deadline_ms = clock_monotonic_ms() + 60000;
	struct addrinfo *list = net_resolve("quick.example", 993, deadline_ms, -1, &error);

	g_assert_no_error(error);
	g_assert_nonnull(list);
	freeaddrinfo(list);
	g_assert_null(net_resolve("unknown.example", 993, deadline_ms, -1, &error));
	g_assert_error(error, TURNO_ERROR, ERROR_RETRY);
	g_assert_true(g_str_has_prefix(error->message, "unknown.example: "));
}

static void
test_local(void)
{
	static const char *const names[] = {
	    "localhost", "LOCALHOST", "mail.localhost", "xn--mnchen-3ya.localhost"};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(GError) error = NULL;
		struct addrinfo *list =
		    net_resolve(names[i], 993, clock_monotonic_ms() + 60000, -1, &error);

		g_assert_no_error(error);
		g_assert_nonnull(list);
		freeaddrinfo(list);
	}
	g_assert_false(net_host_is_local("localhost.example"));
	g_assert_false(net_host_is_local(".localhost"));
	g_assert_false(net_host_is_local("notlocalhost"));
}

static void
test_slow(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(net_resolve("slow.example", 993, clock_monotonic_ms() + 30, -1, &error));
	g_assert_error(error, TURNO_ERROR, ERROR_RETRY);
	g_assert_cmpstr(error->message, ==, "slow.example: time limit reached");
	let_slow_answer(); /* to nobody: the list is freed all the same */
}

static void
test_cancelled(void)
{
	g_autoptr(GError) error = NULL;
	int cancel_fd = eventfd(1, EFD_CLOEXEC);

	g_assert_null(
	    net_resolve("slow.example", 993, clock_monotonic_ms() + 60000, cancel_fd, &error));
	g_assert_error(error, TURNO_ERROR, ERROR_RETRY);
	g_assert_cmpstr(error->message, ==, "slow.example: cancelled");
	let_slow_answer();
	close(cancel_fd);
}

static const struct name {
	const char *typed, *ascii; /* NULL: refused */
} names[] = {
    {"imap.example", "imap.example"}, {"IMAP.Example", "IMAP.Example"},
    {"imap.example.", "imap.example"}, {"münchen.example", "xn--mnchen-3ya.example"},
    {"MÜNCHEN.example", "xn--mnchen-3ya.example"},
    {"mu\xcc\x88nchen.example", "xn--mnchen-3ya.example"}, /* u and combining dots */
    {"straße.example", "xn--strae-oqa.example"},           /* IDNA 2003 said strasse */
    {"127.0.0.1", "127.0.0.1"}, {"::1", "::1"}, {"", NULL}, {"not a host", NULL},
    {"a\r\nb.example", NULL}, {"m\xfcnchen.example", NULL}, /* no UTF-8 */
};

static void
test_names(void)
{
	g_autofree char *long_name = g_strnfill(254, 'a');

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *ascii = net_host_to_ascii(names[i].typed, &error);

		g_assert_cmpstr(ascii, ==, names[i].ascii);
		if (names[i].ascii == NULL)
			g_assert_error(error, TURNO_ERROR, ERROR_CONFIG);
		else
			g_assert_no_error(error);
	}
	g_assert_null(net_host_to_ascii(long_name, NULL));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	sem_init(&may_answer, 0, 0);
	sem_init(&has_answered, 0, 0);
	g_test_add_func("/net/host/names", test_names);
	g_test_add_func("/net/resolve/found-or-not", test_found);
	g_test_add_func("/net/resolve/localhost-asks-nobody", test_local);
	g_test_add_func("/net/resolve/deadline", test_slow);
	g_test_add_func("/net/resolve/cancel", test_cancelled);
	return g_test_run();
}
