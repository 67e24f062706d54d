/* Whole mails of tests/mail against what is written beside them: every key of the .expected
 * file must be in the evidence with that value; objects in lists are compared key by key. */
#include "config.h"

#include <jansson.h>
#include <string.h>

#include "mail/evidence.h"
#include "mail/evidence_check.h"
#include "parse/cms.h"
#include "parse/digest.h"
#include "parse/mime_part.h"
#include "parse/parse.h"

static void
push_digest(const char *piece, size_t size, void *context)
{
	digest_push(context, piece, size);
}

static bool
includes(const json_t *expected, const json_t *found)
{
	const char *key;
	json_t *value;

	if (json_is_array(expected)) {
		if (json_array_size(expected) != json_array_size(found))
			return false;
		for (size_t i = 0; i < json_array_size(expected); i++)
			if (!includes(json_array_get(expected, i), json_array_get(found, i)))
				return false;
		return json_is_array(found);
	}
	if (!json_is_object(expected))
		return json_equal(expected, found) == 1;
	json_object_foreach((json_t *)expected, key,
	    value) if (!includes(value, json_object_get(found, key))) return false;
	return json_is_object(found);
}

static void
compare(const json_t *expected, const json_t *found)
{
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)expected, key, value)
	{
		const json_t *got = json_object_get(found, key);

		if (got != NULL && includes(value, got))
			continue;
		char *want_text = json_dumps(value, JSON_ENCODE_ANY);
		char *got_text = got != NULL ? json_dumps(got, JSON_ENCODE_ANY) : NULL;
		g_test_message("%s: expected %s", key, want_text);
		g_test_message("%s: found    %s", key, got_text != NULL ? got_text : "nothing");
		free(want_text);
		free(got_text);
		g_test_fail();
	}
}

/* What is offered for download is found again by its place in the raw mail. */
static void
check_places(const struct evidence *evidence, const char *mail)
{
	for (guint i = 0; i < evidence->attachments->len; i++) {
		const struct evidence_attachment *a = evidence->attachments->pdata[i];
		g_autoptr(Digest) digest = digest_new(false);
		g_autofree char *sha256 = NULL;

		mime_decode(mail + a->offset, a->length, a->encoding, push_digest, digest);
		digest_finish(digest, &sha256, NULL);
		g_assert_cmpstr(sha256, ==, a->sha256);
	}
}

static void
test_fixture(const void *data)
{
	const char *path = data;
	g_autofree char *expected_path =
	    g_strdup_printf("%.*s.expected", (int)strlen(path) - 4, path);
	g_autofree char *mail = NULL;
	size_t mail_size = 0, json_size = 0;
	g_autoptr(GError) error = NULL;

	g_assert_true(g_file_get_contents(path, &mail, &mail_size, NULL));
	g_autoptr(Evidence) evidence = parse_mail(mail, mail_size, true);
	g_autofree char *json = evidence_to_json(evidence, &json_size);
	evidence_check(json, json_size, mail_size, &error);
	g_assert_no_error(error);
	check_places(evidence, mail);
	json_t *expected = json_load_file(expected_path, 0, NULL);
	json_t *found = json_loadb(json, json_size, 0, NULL);
	g_assert_nonnull(expected);
	g_assert_nonnull(found);
	compare(expected, found);
	json_decref(expected);
	json_decref(found);
}

/* The authority of the signed mails, which the real one has from pec.ca_file. */
static void
load_authority(const char *root)
{
	g_autofree char *path = g_build_filename(root, "pec", "ca.pem", NULL);
	g_autofree char *pem = NULL;
	size_t size = 0;

	g_assert_true(g_file_get_contents(path, &pem, &size, NULL));
	g_assert_cmpuint(cms_set_authorities(pem, size), ==, 1);
}

/* The rules that the mails of a kind show. */
static const char *
rules_of(const char *kind)
{
	static const struct {
		const char *kind, *rules;
	} table[] = {{"auth", "-M15"}, {"automatic", "-M11"}, {"charset", "-M6"},
	    {"forward", "-M10"}, {"html", "-M7"}, {"pec", "-M27-M28-M30"}, {"reply", "-M9"},
	    {"report", "-M12"}, {"tnef", "-M6"}, {"token", "-M16"}};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
		if (strcmp(kind, table[i].kind) == 0)
			return table[i].rules;
	return "";
}

static unsigned
add_kind(const char *root, const char *kind)
{
	g_autofree char *folder = g_build_filename(root, kind, NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	unsigned count = 0;

	for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
		if (!g_str_has_suffix(name, ".eml"))
			continue;
		g_autofree char *path = g_strdup_printf(
		    "/parse/mail/%s%s/%.*s", kind, rules_of(kind), (int)strlen(name) - 4, name);
		g_test_add_data_func_full(
		    path, g_build_filename(folder, name, NULL), test_fixture, g_free);
		count++;
	}
	return count;
}

int
main(int argc, char **argv)
{
	const char *source = g_getenv("top_srcdir");
	g_autofree char *root =
	    g_build_filename(source != NULL ? source : ".", "tests", "mail", NULL);
	g_autoptr(GDir) dir = g_dir_open(root, 0, NULL);
	unsigned count = 0;

	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions();
	parse_init();
	load_authority(root);
	for (const char *kind; dir != NULL && (kind = g_dir_read_name(dir)) != NULL;)
		count += add_kind(root, kind);
	g_assert_cmpuint(count, >=, 30);
	return g_test_run();
}
