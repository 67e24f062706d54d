/* The parent's wall: what it takes and what it refuses from a reader. */
#include "config.h"

#include <string.h>

#include "base/error.h"
#include "base/limit.h"
#include "mail/evidence.h"
#include "mail/evidence_check.h"

#define MAIL_BYTES 1000u

static char *
sample(void)
{
	g_autoptr(Evidence) evidence = evidence_new();
	size_t size = 0;

	evidence->size = MAIL_BYTES;
	g_free(evidence->body_sha256);
	evidence->body_sha256 = g_strnfill(64, 'a');
	evidence_add_address(evidence->from, "Mario", "m@x.it");
	evidence_add_token(evidence->tokens_address, "c", 1, 2, 3, "abcdefghijklmnop", "s@x");
	evidence_add_notice(evidence, "parts");
	evidence_add_notice(evidence, "parts");
	g_assert_cmpuint(evidence->notices->len, ==, 1);
	struct evidence_attachment *attachment = evidence_add_attachment(evidence);
	g_free(attachment->sha256);
	attachment->sha256 = g_strnfill(64, 'b');
	attachment->offset = 900;
	attachment->length = 100;
	return evidence_to_json(evidence, &size);
}

static bool
accepts(const char *json)
{
	g_autoptr(GError) error = NULL;
	bool is_accepted = evidence_check(json, strlen(json), MAIL_BYTES, &error);

	g_assert_true(is_accepted == (error == NULL));
	g_assert_true(is_accepted || error_is(error, ERROR_REJECT));
	return is_accepted;
}

static void
test_accepts_its_own(void)
{
	g_autofree char *json = sample();

	g_assert_true(accepts(json));
}

/* One replacement in the good answer each, and it must be refused. */
static void
test_refuses(void)
{
	static const struct {
		const char *old, *new;
	} table[] = {
	    {"\"version\":1", "\"version\":2"},
	    {"\"version\":1", "\"version\":\"1\""},
	    {"\"version\":1,", ""},
	    {"\"version\":1", "\"version\":1,\"version\":1"},
	    {"\"version\":1", "\"version\":1,\"more\":1"},
	    {"\"size\":1000", "\"size\":999"},
	    {"\"size\":1000", "\"size\":-1"},
	    {"\"subject\":\"\"", "\"subject\":null"},
	    {"\"subject\":\"\"", "\"subject\":\"a\\nb\""},
	    {"\"subject\":\"\"", "\"subject\":\"\\u0000\""},
	    {"\"subject\":\"\"", "\"subject\":\"\xff\""},
	    {"\"date\":null", "\"date\":\"yesterday\""},
	    {"\"to\":[]", "\"to\":[1]"},
	    {"\"to\":[]", "\"to\":{}"},
	    {"\"automatic\":\"no\"", "\"automatic\":\"maybe\""},
	    {"\"is_bounce\":false", "\"is_bounce\":0"},
	    {"\"offset\":900", "\"offset\":901"},
	    {"\"length\":100", "\"length\":9007199254740993"},
	    {"\"encoding\":\"7bit\"", "\"encoding\":\"gzip\""},
	    {"\"encoding\":\"7bit\"", "\"encoding\":\"BASE64\""},
	    {"\"encoding\":\"7bit\"", "\"encoding\":\"base64/1+\""},
	    {"\"encoding\":\"7bit\"",
		"\"encoding\":\"7bit/7bit/7bit/7bit/7bit/7bit/7bit/7bit/7bit\""},
	    {"\"line_chars\":0", "\"line_chars\":76"},
	    {"\"line_bytes\":0", "\"line_bytes\":1"},
	    {"\"role\":\"c\"", "\"role\":\"cc\""},
	    {"\"key\":3", "\"key\":3.5"},
	    {"\"loop\":[]", "\"loop\":[],\"x\":[]"},
	    {"bbbb", "bbbg"},
	    {"{\"version\"", "[{\"version\""},
	};
	g_autofree char *good = sample();

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		const char *at = strstr(good, table[i].old);

		g_assert_nonnull(at);
		g_autofree char *bad = g_strdup_printf("%.*s%s%s", (int)(at - good), good,
		    table[i].new, at + strlen(table[i].old));
		g_test_message("%s", table[i].new);
		g_assert_false(accepts(bad));
	}
}

static void
test_refuses_size(void)
{
	g_autofree char *good = sample();
	g_autofree char *blanks = g_strnfill(LIMIT_EVIDENCE_BYTES, ' ');
	g_autofree char *padded = g_strconcat(good, blanks, NULL);
	g_autoptr(GString) deep = g_string_new(NULL);

	g_assert_false(accepts(padded));
	for (int i = 0; i < 100000; i++)
		g_string_append(deep, "[");
	g_assert_false(accepts(deep->str));
	g_assert_false(accepts(""));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mail/evidence/accepts_its_own", test_accepts_its_own);
	g_test_add_func("/mail/evidence/refuses", test_refuses);
	g_test_add_func("/mail/evidence/refuses_size", test_refuses_size);
	return g_test_run();
}
