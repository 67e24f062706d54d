/* Whole mails: golden files per template and language, and what never gets into a header. */
#include "config.h"

#include <glib.h>
#include <jansson.h>
#include <string.h>

#include "base/error.h"
#include "compose/compose.h"

static const char *const languages[] = {"it", "en"};
static const char *const kinds[] = {"acknowledgement", "reply", "notification", "parked",
    "new_link", "password_code", "confirm", "rejected", "quarantine", "status", "reminder",
    "morning", "alert", "transcript", "summary"};

static const char *const known_fields[] = {"Date", "From", "Reply-To", "Subject", "To",
    "Message-Id", "In-Reply-To", "References", "Auto-Submitted", "X-Auto-Response-Suppress",
    "X-Turno-Loop", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", NULL};

static struct compose *compose;

static char *
data_path(const char *name)
{
	return g_build_filename(g_getenv("top_srcdir") != NULL ? g_getenv("top_srcdir") : ".",
	    "tests", "unit", "compose", name, NULL);
}

static json_t *
read_envelope(const char *kind, const char *language)
{
	g_autofree char *name = g_strconcat(kind, ".json", NULL);
	g_autofree char *path = data_path(name);
	json_t *envelope = json_load_file(path, 0, NULL);

	g_assert_nonnull(envelope);
	json_object_set_new(envelope, "language", json_string(language));
	return envelope;
}

static char *
to_string(GBytes *mail)
{
	gsize size = 0;
	const char *bytes = g_bytes_get_data(mail, &size);

	g_assert_null(memchr(bytes, '\0', size));
	return g_strndup(bytes, size);
}

/* The mail with \n only, as the golden files are kept. */
static void
test_golden(gconstpointer data)
{
	const char *name = data;
	g_auto(GStrv) parts = g_strsplit(name, "-", 2);
	json_t *envelope = read_envelope(parts[1], parts[0]);
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) mail = compose_mail(compose, envelope, &error);

	g_assert_no_error(error);
	g_autofree char *text = to_string(mail);
	g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
	g_autofree char *unix_text = g_strjoinv("\n", lines);
	g_assert_null(strchr(unix_text, '\r'));
	g_autofree char *file = g_strconcat(name, ".eml", NULL);
	g_autofree char *path = data_path(file);
	g_autofree char *expected = NULL;
	if (g_getenv("TURNO_WRITE_GOLDEN") != NULL)
		g_file_set_contents(path, unix_text, -1, NULL);
	g_assert_true(g_file_get_contents(path, &expected, NULL, NULL));
	g_assert_cmpstr(unix_text, ==, expected);
	json_decref(envelope);
}

/* Only known fields, each at most once, folded lines begin with white space, no line is longer
 * than 998, no CR or LF stands alone. */
static void
assert_mail_is_sound(GBytes *mail)
{
	g_autofree char *text = to_string(mail);
	char *end = strstr(text, "\r\n\r\n");
	g_auto(GStrv) all = g_strsplit(text, "\r\n", -1);
	g_autoptr(GHashTable) seen =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (char **line = all; *line != NULL; line++) {
		g_assert_cmpuint(strlen(*line), <=, 998);
		g_assert_null(strpbrk(*line, "\r\n"));
	}
	g_assert_nonnull(end);
	*end = '\0';
	g_auto(GStrv) head = g_strsplit(text, "\r\n", -1);
	for (char **line = head; *line != NULL; line++) {
		if (**line == ' ' || **line == '\t')
			continue;
		char *colon = strchr(*line, ':');
		g_assert_nonnull(colon);
		char *field = g_strndup(*line, (gsize)(colon - *line));
		g_assert_true(g_strv_contains(known_fields, field));
		g_assert_true(g_hash_table_add(seen, field));
	}
	g_assert_true(g_hash_table_contains(seen, "X-Auto-Response-Suppress"));
	g_assert_true(g_hash_table_contains(seen, "From"));
	g_assert_true(g_hash_table_contains(seen, "To"));
	g_assert_true(g_hash_table_contains(seen, "Message-Id"));
}

static unsigned attacked, refused;

static void
attack(json_t *envelope)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) mail = compose_mail(compose, envelope, &error);

	attacked++;
	if (mail == NULL) {
		g_assert_error(error, TURNO_ERROR, ERROR_REJECT);
		refused++;
		return;
	}
	assert_mail_is_sound(mail);
}

/* Puts each attack in the place of each text below value, one at a time. */
static void
attack_texts(json_t *envelope, json_t *value)
{
#define ATTACK(text)                                                                           \
	{                                                                                      \
		text, sizeof text - 1                                                          \
	}
	static const struct {
		const char *text;
		size_t length;
	} attacks[] = {
	    ATTACK("a\r\nBcc: evil@evil.example\r\n\r\nbody"),
	    ATTACK("a\nBcc: evil@evil.example"),
	    ATTACK("a\rBcc: evil@evil.example"),
	    ATTACK("a@b.example\r\nBcc: evil@evil.example"),
	    ATTACK("a@b.example>\r\nBcc: <evil@evil.example"),
	    ATTACK("a\0@b.example"),
	    ATTACK("\xc2\x85x\xe2\x80\xa8y"),
	    ATTACK("\r\n"),
	    ATTACK(""),
	};
#undef ATTACK
	const char *name;
	json_t *member;
	void *next;

	json_object_foreach_safe(value, next, name, member)
	{
		if (json_is_object(member) || json_is_array(member))
			attack_texts(envelope, member);
		if (!json_is_string(member))
			continue;
		json_incref(member);
		for (size_t i = 0; i < G_N_ELEMENTS(attacks); i++) {
			json_object_set_new(
			    value, name, json_stringn(attacks[i].text, attacks[i].length));
			attack(envelope);
		}
		json_object_set_new(value, name, member);
	}
	for (size_t k = 0; k < json_array_size(value); k++) {
		json_t *element = json_array_get(value, k);
		if (json_is_object(element))
			attack_texts(envelope, element);
		if (!json_is_string(element))
			continue;
		json_incref(element);
		for (size_t i = 0; i < G_N_ELEMENTS(attacks); i++) {
			json_array_set_new(
			    value, k, json_stringn(attacks[i].text, attacks[i].length));
			attack(envelope);
		}
		json_array_set_new(value, k, element);
	}
}

static void
test_m32_no_injection(void)
{
	for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
		json_t *envelope = read_envelope(kinds[k], "it");

		attack_texts(envelope, envelope);
		json_decref(envelope);
	}
	/* both ways must have been taken, or the attacks missed their place */
	g_assert_cmpuint(refused, >, 100);
	g_assert_cmpuint(attacked - refused, >, 100);
}

static json_t *
read_certified(const char *language)
{
	json_t *envelope = read_envelope("reply", language);
	json_t *document =
	    json_array_get(json_object_get(json_object_get(envelope, "post"), "documents"), 0);
	g_autofree char *digest = g_strnfill(64, 'a');

	json_object_set_new(envelope, "is_pec", json_true());
	json_object_set_new(document, "sha256", json_string(digest));
	json_object_set(envelope, "reply_to", json_object_get(envelope, "envelope_from"));
	return envelope;
}

/* The text certifies the documents, whatever the office's words: above the signature, each with
 * its name, size and SHA-256. */
static void
test_m29_documents(void)
{
	static const struct {
		const char *language, *expected;
	} table[] = {{"it", "attesta:\n- elenco.pdf (88 KB)\n  aaaaaaaa"},
	    {"en", "certifies:\n- elenco.pdf (88 KB)\n  aaaaaaaa"}};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		json_t *envelope = read_certified(table[i].language);
		g_autofree char *subject = NULL, *body = NULL, *own_subject = NULL, *own = NULL,
				*ordinary_subject = NULL, *ordinary = NULL;

		g_assert_true(compose_text(compose, envelope, &subject, &body, NULL));
		const char *found = strstr(body, table[i].expected);
		g_assert_nonnull(found);
		g_assert_nonnull(strstr(found, "\n-- \n"));
		json_object_set_new(envelope, "override",
		    json_pack("{s:s, s:s}", "subject", "Re", "body", "{{text}}\n"));
		g_assert_true(compose_text(compose, envelope, &own_subject, &own, NULL));
		g_assert_nonnull(strstr(own, table[i].expected));
		json_object_set_new(envelope, "is_pec", json_false());
		g_assert_true(
		    compose_text(compose, envelope, &ordinary_subject, &ordinary, NULL));
		g_assert_null(strstr(ordinary, "aaaaaaaa"));
		json_decref(envelope);
	}
}

static void
assert_refused(const json_t *envelope, const char *why)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(compose_mail(compose, envelope, &error));
	g_assert_error(error, TURNO_ERROR, ERROR_REJECT);
	g_assert_nonnull(strstr(error->message, why));
}

/* One recipient, no Bcc, MAIL FROM is From, not above what providers take. */
static void
test_m29_rules(void)
{
	json_t *envelope = read_certified("it");
	json_t *post = json_object_get(envelope, "post");
	g_autoptr(GBytes) mail = compose_mail(compose, envelope, NULL);
	g_autofree char *text = to_string(mail);

	assert_mail_is_sound(mail);
	g_assert_null(strstr(text, "Bcc:"));
	g_assert_null(strstr(text, "+c."));
	g_assert_nonnull(
	    strstr(text, "\r\nTo: \"Mario Rossi\" <mario.rossi@demo.example>\r\n"));
	attack_texts(envelope, envelope);
	json_object_set_new(envelope, "envelope_from", json_string("other@demo.example"));
	assert_refused(envelope, "the address in its From");
	json_object_set(envelope, "envelope_from",
	    json_object_get(json_object_get(envelope, "from"), "address"));
	g_autofree char *long_text = g_strnfill(30000000, 'x');
	json_object_set_new(post, "text", json_string(long_text));
	assert_refused(envelope, "certified mail may have 30000000");
	json_decref(envelope);
}

static void
test_m32_long_values(void)
{
	static const char *const fields[] = {"subject", "reason", "message_id", "loop",
	    "in_reply_to", "reply_to", "auto_submitted"};
	g_autofree char *ascii = g_strnfill(200000, 'x');
	GString *utf8 = g_string_new(NULL);

	for (int i = 0; i < 50000; i++)
		g_string_append(utf8, "è");
	for (size_t f = 0; f < G_N_ELEMENTS(fields); f++) {
		json_t *envelope = read_envelope("reply", "en");
		json_object_set_new(envelope, fields[f], json_string(ascii));
		attack(envelope);
		json_object_set_new(envelope, fields[f], json_string(utf8->str));
		attack(envelope);
		json_decref(envelope);
	}
	json_t *envelope = read_envelope("reply", "en");
	json_object_set_new(json_object_get(envelope, "post"), "text", json_string(ascii));
	g_autoptr(GBytes) mail = compose_mail(compose, envelope, NULL);
	g_assert_nonnull(mail);
	assert_mail_is_sound(mail);
	json_decref(envelope);
	g_string_free(utf8, TRUE);
}

static void
test_m32_references(void)
{
	json_t *envelope = read_envelope("reply", "it");
	json_t *ids = json_array();

	for (int i = 0; i < 15; i++) {
		g_autofree char *id = g_strdup_printf("id%d@mail.example", i);
		json_array_append_new(ids, json_string(id));
	}
	json_array_append_new(ids, json_string("no id"));
	json_object_set_new(envelope, "references", ids);
	json_object_set_new(envelope, "in_reply_to", json_string("broken id@x"));
	g_autoptr(GBytes) mail = compose_mail(compose, envelope, NULL);
	g_assert_nonnull(mail);
	g_autofree char *text = to_string(mail);
	g_assert_null(strstr(text, "In-Reply-To:"));
	g_assert_null(strstr(text, "<id5@mail.example>"));
	g_assert_nonnull(strstr(text, "<id14@mail.example>"));
	g_assert_null(strstr(text, "no id"));
	json_decref(envelope);
}

static void
test_m13_headers(void)
{
	json_t *reply = read_envelope("reply", "it");
	json_t *acknowledgement = read_envelope("acknowledgement", "it");
	g_autoptr(GBytes) first = compose_mail(compose, reply, NULL);
	g_autoptr(GBytes) second = compose_mail(compose, acknowledgement, NULL);
	g_autofree char *by_a_person = to_string(first);
	g_autofree char *automatic = to_string(second);

	g_assert_null(strstr(by_a_person, "Auto-Submitted:"));
	g_assert_nonnull(strstr(automatic, "\r\nAuto-Submitted: auto-replied\r\n"));
	g_assert_nonnull(strstr(by_a_person, "\r\nX-Turno-Loop: 1.1.abcdefghijklmnop\r\n"));
	g_assert_nonnull(strstr(by_a_person, "\r\nX-Auto-Response-Suppress: All\r\n"));
	g_assert_nonnull(strstr(
	    by_a_person, "\r\nMessage-Id: <m.142.7.1.abcdefghijklmnop@demo.example>\r\n"));
	json_decref(reply);
	json_decref(acknowledgement);
}

static void
test_r35_never_an_attachment(void)
{
	for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
		json_t *envelope = read_envelope(kinds[k], "en");
		g_autoptr(GBytes) mail = compose_mail(compose, envelope, NULL);
		g_autofree char *text = to_string(mail);

		g_assert_nonnull(
		    strstr(text, "\r\nContent-Type: text/plain; charset=utf-8\r\n"));
		g_assert_null(strstr(text, "multipart"));
		g_assert_null(strstr(text, "Content-Disposition"));
		json_decref(envelope);
	}
}

/* Wherever turnod runs, a mail tells the hours of the office. */
static void
test_r34_times_are_those_of_the_office(void)
{
	static const struct {
		const char *kind, *zone, *said;
	} cases[] = {{"notification", "", "20:26:"}, {"notification", "Europe/Rome", "21:26:"},
	    {"notification", "Europe/Rome", "20 Nov 2026, 19:30:"},
	    {"notification", "America/New_York", "15:26:"},
	    {"notification", "Nowhere/Else", "20:26:"}};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *subject = NULL;
		g_autofree char *body = NULL;
		json_t *envelope = read_envelope(cases[i].kind, "en");

		json_object_set_new(json_object_get(envelope, "office"), "timezone",
		    json_string(cases[i].zone));
		g_assert_true(compose_text(compose, envelope, &subject, &body, NULL));
		g_assert_nonnull(strstr(body, cases[i].said));
		json_decref(envelope);
	}
}

/* The office's own words, and ours where they do not parse: the mail leaves. */
static void
test_r34_own_words(void)
{
	static const struct {
		const char *subject, *body, *wanted_subject, *wanted_body;
	} cases[] = {
	    {"Nr. {{reference}}", "{{author}}: {{link}}\n", "Nr. 142",
		"Riccardo Verdi: https://desk.example/l/"},
	    {"{{category}}", "x\n", "Re: Modello 730", "servono la CU"},
	    {"x", "{{#text}}\n", "Re: Modello 730", "servono la CU"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		json_t *envelope = read_envelope("reply", "it");
		g_autofree char *subject = NULL;
		g_autofree char *body = NULL;

		json_object_set_new(envelope, "override",
		    json_pack(
			"{s:s, s:s}", "subject", cases[i].subject, "body", cases[i].body));
		g_assert_true(compose_text(compose, envelope, &subject, &body, NULL));
		g_assert_true(g_str_has_prefix(subject, cases[i].wanted_subject));
		g_assert_true(g_str_has_prefix(body, cases[i].wanted_body));
		json_decref(envelope);
	}
}

/* A subject cannot add a field, whatever the office wrote. */
static void
test_r34_own_words_add_no_header(void)
{
	json_t *envelope = read_envelope("reply", "it");

	json_object_set_new(envelope, "override",
	    json_pack(
		"{s:s, s:s}", "subject", "a\r\nBcc: evil@evil.example", "body", "{{link}}\n"));
	g_autoptr(GBytes) mail = compose_mail(compose, envelope, NULL);
	g_assert_nonnull(mail);
	assert_mail_is_sound(mail);
	json_decref(envelope);
}

static void
test_wrong_template_is_found_at_start(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *directory = g_dir_make_tmp("turno-XXXXXX", NULL);
	g_autofree char *folder = g_build_filename(directory, "it", NULL);
	g_autofree char *path = g_build_filename(folder, "reply.txt", NULL);

	g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
	g_assert_true(g_file_set_contents(path, "Subject: x\n{{category}}\n", -1, NULL));
	g_assert_null(compose_new("https://desk.example", directory, &error));
	g_assert_error(error, TURNO_ERROR, ERROR_CONFIG);
	g_assert_true(g_str_has_suffix(
	    error->message, "/it/reply.txt:2: unknown placeholder {{category}}"));
	g_assert_cmpint(remove(path), ==, 0);
	g_assert_cmpint(remove(folder), ==, 0);
	g_assert_cmpint(remove(directory), ==, 0);
}

int
main(int argc, char **argv)
{
	g_setenv("TZ", "UTC", TRUE);
	g_test_init(&argc, &argv, NULL);
	compose = compose_new("https://desk.example", "", NULL);
	g_assert_nonnull(compose);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	for (size_t l = 0; l < G_N_ELEMENTS(languages); l++) {
		for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
			char *name = g_strjoin("-", languages[l], kinds[k], NULL);
			g_autofree char *path =
			    g_strconcat("/compose/compose/golden/", name, NULL);
			g_ptr_array_add(names, name);
			g_test_add_data_func(path, name, test_golden);
		}
	}
	g_test_add_func("/compose/compose/M32 no value adds or breaks a header field",
	    test_m32_no_injection);
	g_test_add_func("/compose/compose/M29 the text names documents with their SHA-256",
	    test_m29_documents);
	g_test_add_func(
	    "/compose/compose/M29 one recipient, no Bcc, MAIL FROM is From, at most 30 MB",
	    test_m29_rules);
	g_test_add_func(
	    "/compose/compose/M32 long values stay within 998", test_m32_long_values);
	g_test_add_func(
	    "/compose/compose/M32 the last ten sound references", test_m32_references);
	g_test_add_func("/compose/compose/M13 marks against loops", test_m13_headers);
	g_test_add_func(
	    "/compose/compose/R35 never an attachment", test_r35_never_an_attachment);
	g_test_add_func(
	    "/compose/compose/R34 times of the office", test_r34_times_are_those_of_the_office);
	g_test_add_func("/compose/compose/R34 words of the office", test_r34_own_words);
	g_test_add_func("/compose/compose/R34 words of the office add no header field",
	    test_r34_own_words_add_no_header);
	g_test_add_func("/compose/compose/R24 a wrong template is found at start",
	    test_wrong_template_is_found_at_start);
	int status = g_test_run();
	compose_free(compose);
	return status;
}
