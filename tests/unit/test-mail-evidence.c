/* The parent's wall: what it takes and what it refuses from a reader. */
#include "config.h"

#include <jansson.h>
#include <string.h>

#include "base/error.h"
#include "base/limit.h"
#include "mail/evidence.h"
#include "mail/evidence_auth.h"
#include "mail/evidence_check.h"
#include "mail/json_text.h"

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
	evidence_add_property(evidence->headers, "list-id", "<soci.demo.example>");
	evidence_add_notice(evidence, "parts");
	evidence_add_notice(evidence, "parts");
	g_assert_cmpuint(evidence->notices->len, ==, 1);
	struct evidence_attachment *attachment = evidence_add_attachment(evidence);
	g_free(attachment->sha256);
	attachment->sha256 = g_strnfill(64, 'b');
	attachment->offset = 900;
	attachment->length = 100;
	/* The HTML of the mail is a document too, in a list of its own. */
	struct evidence_attachment *html = evidence_add_attachment(evidence);
	g_free(html->sha256);
	html->sha256 = g_strnfill(64, 'c');
	html->offset = 800;
	html->length = 50;
	g_ptr_array_add(evidence->html, g_ptr_array_steal_index(evidence->attachments, 1));
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
	    {"\"date_text\":\"\"", "\"date_text\":\"a\\nb\""},
	    {"\"date_text\":\"\"", "\"date_text\":1"},
	    {"\"is_forwarded\":false,", ""},
	    {"\"is_forwarded\":false", "\"is_forwarded\":false,\"more\":1"},
	    {"\"forwarded\":{", "\"forwarded\":[],\"x\":{"},
	    {"\"embedded_text\":\"\",\"date\":null",
		"\"embedded_text\":\"\",\"date\":\"yesterday\""},
	    {"\"value\":\"<soci", "\"value\":\"\\n<soci"},
	    {"\"name\":\"list-id\"", "\"name\":1"},
	    {"\"name\":\"list-id\",", ""},
	    {"\"headers\":[{", "\"headers\":{},\"x\":[{"},
	    {"\"to\":[]", "\"to\":[1]"},
	    {"\"to\":[]", "\"to\":{}"},
	    {"\"automatic\":\"no\"", "\"automatic\":\"maybe\""},
	    {"\"is_bounce\":false", "\"is_bounce\":0"},
	    {"\"offset\":900", "\"offset\":901"},
	    {"\"offset\":800", "\"offset\":951"},
	    {"\"html\":[{", "\"html\":[{},{"},
	    {"\"html\":[{", "\"html\":{},\"x\":[{"},
	    {"cccc", "cccg"},
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

/* M14: as many header fields as the reader tells, and as long. */
static void
test_headers(void)
{
	g_autofree char *good = sample();
	static const char first[] = "\"headers\":[";
	const char *at = strstr(good, first);
	const struct {
		unsigned fields, bytes;
		bool fits;
	} table[] = {
	    {LIMIT_FIELDS_TOLD - 1, LIMIT_FIELD_TOLD_BYTES, true}, /* and the one of sample */
	    {LIMIT_FIELDS_TOLD, LIMIT_FIELD_TOLD_BYTES, false},
	    {1, LIMIT_FIELD_TOLD_BYTES + 1, false},
	};

	g_assert_nonnull(at);
	at += strlen(first);
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(GString) json = g_string_new_len(good, at - good);
		g_autofree char *value = g_strnfill(table[i].bytes, 'x');

		for (unsigned k = 0; k < table[i].fields; k++)
			g_string_append_printf(
			    json, "{\"name\":\"x-field\",\"value\":\"%s\"},", value);
		g_string_append(json, at);
		g_assert_true(accepts(json->str) == table[i].fits);
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

/* What is read is what jansson reads, and is written as jansson writes it. */
static void
test_json_text(void)
{
	static const char *const good[] = {"{}", "[]", " { \"a\" : [ 1 , -2,\n0 ] } ",
	    "[true,false,null]", "\"\"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
	    "\"\\u00e8\\u20AC\\ud83d\\ude00\"", "\"perch\xc3\xa9\x7f\"", "123456789012345678",
	    "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]", "{\"\":{\"b\":\"\\u0001x\"}}", "-0"};

	for (size_t i = 0; i < G_N_ELEMENTS(good); i++) {
		size_t size = 0;
		json_t *ours = json_text_read(good[i], strlen(good[i]));
		json_t *theirs = json_loads(good[i], JSON_DECODE_ANY, NULL);
		g_autofree char *written = json_text_write(ours, &size);
		char *expected = json_dumps(theirs, JSON_COMPACT | JSON_ENCODE_ANY);

		g_assert_true(json_equal(ours, theirs));
		g_assert_cmpstr(written, ==, expected);
		g_assert_cmpuint(size, ==, strlen(expected));
		free(expected);
		json_decref(ours);
		json_decref(theirs);
	}
}

static void
test_json_text_refuses(void)
{
	static const char *const bad[] = {"", " ", "{", "[", "[1", "[1,", "[1,]", "[,1]",
	    "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{\"a\":1", "{a:1}", "{\"a\":1,\"a\":2}", "\"",
	    "\"a", "\"\n\"", "\"\\x\"", "\"\\", "\"\\u\"", "\"\\u00g0\"", "\"\\u0000\"",
	    "\"\\ud83d\"", "\"\\ud83d\\u0041\"", "\"\\ud83dx12345\"", "\"\\ude00\"", "01", "-",
	    "1.5", "1e3", "1234567890123456789", "+1", "tru", "nul", "True", "[] []", "1 x",
	    "{}}", "\"\xff\"", "[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]",
	    "{\"a234567890123456789012345678901234567890123456789012345678901234\":1}",
	    "{\"\\u0061\":1}", "{\"a", "{\"a\\"};

	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_test_message("%s", bad[i]);
		g_assert_null(json_text_read(bad[i], strlen(bad[i])));
	}
	g_assert_null(json_text_read("[\0]", 3));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mail/evidence/accepts_its_own", test_accepts_its_own);
	g_test_add_func("/mail/evidence/refuses", test_refuses);
	g_test_add_func("/mail/evidence/headers", test_headers);
	g_test_add_func("/mail/evidence/refuses_size", test_refuses_size);
	g_test_add_func("/mail/json_text/reads as jansson", test_json_text);
	g_test_add_func("/mail/json_text/refuses", test_json_text_refuses);
	return g_test_run();
}
