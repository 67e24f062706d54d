/* What is read along with libetpan: bounds hold, and nothing a good server says meets them. */
#include "config.h"

#include <string.h>

#include "base/error.h"
#include "imap/guard.h"

/* Feeds text, all at once and byte by byte: both must come to the same. */
static bool
feed(const char *text, size_t size_bytes)
{
	struct imap_guard whole = {0}, slow = {0};
	bool done = imap_guard_feed(&whole, text, size_bytes, NULL);
	bool slowly = true;

	for (size_t i = 0; i < size_bytes && slowly; i++)
		slowly = imap_guard_feed(&slow, text + i, 1, NULL);
	g_assert_cmpint(done, ==, slowly);
	return done;
}

#define DEEP "(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((("

static const struct sample {
	const char *title, *text;
	bool is_fine;
} samples[] = {
    {"greeting", "* OK [CAPABILITY IMAP4rev1] ready\r\n", true},
    {"a mail with parentheses", "* 1 FETCH (UID 1 BODY[] {62}\r\n" DEEP "\r\n)\r\nA1 OK\r\n",
	true},
    {"a mail of two pieces", "* 1 FETCH (X {1}\r\n( Y {1}\r\n( Z \"" DEEP "\")\r\n", true},
    {"quoted", "* LIST () \"/\" \"" DEEP "\\\"" DEEP "\"\r\n", true},
    {"free text", "* OK it's \" {5}\r\n* NO " DEEP "\r\nA1 BAD " DEEP "\r\n+ " DEEP "\r\n",
	true},
    {"free text is no literal", "* OK {60}\r\n* 1 FETCH " DEEP "\r\n", false},
    {"a quote ends with its line", "* X \"\r\n* 1 FETCH " DEEP "\r\n", false},
    {"nested", "* 1 FETCH (BODYSTRUCTURE " DEEP, false},
    {"nested after a literal", "* 1 FETCH (X {1}\r\na " DEEP, false},
    {"an alert", "* OK [ALERT] full\r\nA1 OK [alert] x\r\n* OK more [ALERT]\r\n", true},
    {"an alert without a word", "A1 OK [alert]\r\n", false},
    {"a complaint without a word", "* NO [PARSE] \r\n", false},
    {"no word at all", "* OK\r\n* OK \r\nA1 OK [READ-WRITE]\r\n", true},
    {"flags",
	"* OK [PERMANENTFLAGS (\\Seen \\*)] x\r\n* OK [PERMANENTFLAGS (\\*)]\r\n"
	"* OK [PERMANENTFLAGS ()] x\r\n* OK [permanentflags (a)] x\r\n* OK [PERMANENTFLAGS "
	"x\r\n",
	true},
    {"flags without a name", "* OK [PERMANENTFLAGS (\\ )] x\r\n", false},
    {"flags that break off", "* OK [permanentflags (\r\n", false},
    {"flags that are none", "A1 OK [PERMANENTFLAGS ( \\Seen)] x\r\n", false},
    {"nested in no text", "* OKAY " DEEP "\r\n", false},
    {"closed again", "* X ((()))((()))((()))((()))((()))((()))((()))((()))((()))((()))\r\n",
	true},
    {"literal beyond 32 bits", "* 1 FETCH (BODY[] {4294967296}\r\n", false},
    {"literal beyond 64 bits", "* 1 FETCH (BODY[] {99999999999999999999}\r\n", false},
    {"largest literal", "* 1 FETCH (BODY[] {4294967295}\r\n" DEEP DEEP, true},
    {"braces", "* X {} {a} {1 } {-1}\r\n* 1 FETCH " DEEP "\r\n", false},
};

static void
test_sample(const void *data)
{
	const struct sample *sample = data;

	g_assert_cmpint(feed(sample->text, strlen(sample->text)), ==, sample->is_fine);
}

static bool
repeat(struct imap_guard *guard, const char *text, unsigned times, GError **error)
{
	bool done = true;

	for (unsigned i = 0; i < times && done; i++)
		done = imap_guard_feed(guard, text, strlen(text), error);
	return done;
}

static void
test_counts(void)
{
	struct imap_guard guard = {0};
	g_autoptr(GError) error = NULL;

	g_assert_true(repeat(&guard, "* SEARCH 1 2\r\n", GUARD_LINES, NULL));
	g_assert_false(repeat(&guard, "* SEARCH 1 2\r\n", 1, &error));
	g_assert_error(error, TURNO_ERROR, ERROR_RETRY);
	g_clear_error(&error);
	imap_guard_begin(&guard);
	g_assert_true(repeat(&guard, "1 ", GUARD_WORDS, NULL));
	g_assert_false(repeat(&guard, "1 ", 1, &error));
	g_assert_error(error, TURNO_ERROR, ERROR_RETRY);
	imap_guard_begin(&guard);
	g_assert_true(imap_guard_feed(&guard, "\r\n", 2, NULL));
}

/* Bytes of literals do not count: they are a mail's. */
static void
test_bytes(void)
{
	struct imap_guard guard = {0};
	g_autofree char *block = g_strnfill(GUARD_BYTES, 'x');

	g_assert_true(imap_guard_feed(&guard, "* 1 FETCH (BODY[] {16777216}\r\n", 30, NULL));
	g_assert_true(imap_guard_feed(&guard, block, GUARD_BYTES, NULL));
	g_assert_true(imap_guard_feed(&guard, block, GUARD_BYTES - 30, NULL));
	g_assert_false(imap_guard_feed(&guard, block, 1, NULL));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		g_autofree char *path = g_strconcat("/imap/guard/", samples[i].title, NULL);
		g_test_add_data_func(path, &samples[i], test_sample);
	}
	g_test_add_func("/imap/guard/words-and-lines-per-command", test_counts);
	g_test_add_func("/imap/guard/bytes-per-command", test_bytes);
	return g_test_run();
}
