/* What compose writes, parse reads back: random names, subjects and texts survive the way. */
#include "config.h"

#include <glib.h>
#include <jansson.h>
#include <string.h>

#include "base/text.h"
#include "compose/compose.h"
#include "mail/evidence.h"
#include "parse/parse.h"

#define ROUNDS 400
#define MAC "abcdefghijklmnop"

static struct compose *compose;

/* Words that have broken mail programs before. */
static const char *const pieces[] = {"a", "Città", "perché", "€", "–", "日本語", "🙂", "\"",
    "\\", "(", ")", "<x@y.example>", "@", ",", ";", ":", "=?utf-8?q?x?=", "=?", "?=", "=",
    "=3D", ".", "From ", "--", ">", "http://x.example/a=b", "%", "{{text}}", "'",
    "[#1.1." MAC "]x", "0", "Re:", "a\xcc\x80", "parola", "Ελληνικά", "ΣΟΦΟΣ", "Привет", "й",
    "עברית", "العربية", "ไทย", "हिन्दी", "한국어", "한", "中文", "Tiếng", "İstanbul", "Łódź",
    "straße", "ﬁne", "x²", "₂", "\xf0\x9d\x94\x98", "👩‍👩‍👧", "🇮🇹", "\xc2\xa0", "·",
    "☎", "№", "unaparolaassailungacheoccupatuttalarigaequalcosadipiudisettantotto"};

/* Up to count pieces, with blanks between, and line breaks where allowed. */
static char *
random_text(int count, bool has_lines)
{
	GString *text = g_string_new("x");

	for (int i = g_test_rand_int_range(0, count); i > 0; i--) {
		int gap = g_test_rand_int_range(0, has_lines ? 4 : 3);
		g_string_append(text, gap == 0 ? "" : gap == 3 ? "\n" : " ");
		g_string_append(text, pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
	}
	g_string_append(text, "x");
	return g_string_free(text, FALSE);
}

static json_t *
make_envelope(const char *name, const char *subject, const char *text)
{
	json_t *envelope = json_pack("{s:s, s:s, s:s, s:s, s:s, s:[s,s], s:s, s:s}", "kind",
	    "reply", "language", "en", "reply_to", "support+c.142.17.1." MAC "@demo.example",
	    "message_id", "m.142.7.1." MAC "@demo.example", "in_reply_to", "b@x.example",
	    "references", "m.142.3.1." MAC "@demo.example", "b@x.example", "loop", "5.1." MAC,
	    "subject", subject);

	json_object_set_new(envelope, "from",
	    json_pack("{s:s, s:s}", "name", name, "address", "support@demo.example"));
	json_object_set_new(envelope, "to",
	    json_pack("{s:s, s:s}", "name", name, "address", "mario@demo.example"));
	json_object_set_new(envelope, "ticket",
	    json_pack(
		"{s:i, s:s, s:s}", "number", 142, "reference", "142", "subject", subject));
	json_object_set_new(
	    envelope, "post", json_pack("{s:s, s:s}", "author", "", "text", text));
	return envelope;
}

static struct evidence *
send_and_read(const json_t *envelope)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) mail = compose_mail(compose, envelope, &error);
	gsize size = 0;

	g_assert_no_error(error);
	const char *bytes = g_bytes_get_data(mail, &size);
	return parse_mail(bytes, size, false);
}

static void
assert_token(GPtrArray *tokens, const char *role, int64_t recipient)
{
	g_assert_cmpuint(tokens->len, >, 0);
	const struct evidence_token *token = tokens->pdata[0];
	g_assert_cmpstr(token->role, ==, role);
	g_assert_cmpint(token->ticket, ==, 142);
	g_assert_cmpint(token->recipient, ==, recipient);
	g_assert_cmpint(token->key, ==, 1);
	g_assert_cmpstr(token->mac, ==, MAC);
}

static void
test_random(void)
{
	for (int round = 0; round < ROUNDS; round++) {
		g_autofree char *name = random_text(5, false);
		g_autofree char *topic = random_text(12, false);
		g_autofree char *text = random_text(60, true);
		g_autofree char *subject =
		    g_strconcat("Re: ", topic, " [#142.1." MAC "]", NULL);
		json_t *envelope = make_envelope(name, subject, text);
		g_autoptr(Evidence) evidence = send_and_read(envelope);
		g_autofree char *clean_subject = text_clean_line(subject, strlen(subject));
		g_autofree char *clean_name = text_clean_line(name, strlen(name));
		g_autofree char *clean_text = text_clean(text, strlen(text));
		const struct evidence_address *from = evidence->from->pdata[0];

		g_assert_cmpstr(evidence->subject, ==, clean_subject);
		g_assert_cmpuint(evidence->from->len, ==, 1);
		g_assert_cmpstr(from->name, ==, clean_name);
		g_assert_cmpstr(from->address, ==, "support@demo.example");
		g_assert_cmpuint(evidence->to->len, ==, 1);
		g_assert_cmpstr(evidence->to->pdata[0], ==, "mario@demo.example");
		g_assert_nonnull(strstr(evidence->body_text, clean_text));
		g_assert_cmpuint(evidence->attachments->len, ==, 0);
		g_assert_cmpuint(evidence->notices->len, ==, 0);
		g_assert_false(evidence->text_repaired);
		json_decref(envelope);
	}
}

/* The marks by which an answer, a bounce and a loop find home. */
static void
test_marks(void)
{
	json_t *envelope = make_envelope("CAF", "Re: 730 [#142.1." MAC "]", "Buongiorno");
	g_autoptr(Evidence) evidence = send_and_read(envelope);

	g_assert_cmpstr(evidence->message_id, ==, "m.142.7.1." MAC "@demo.example");
	g_assert_cmpstr(evidence->in_reply_to, ==, "b@x.example");
	g_assert_cmpstr(evidence->reply_to, ==, "support+c.142.17.1." MAC "@demo.example");
	assert_token(evidence->tokens_message, NULL, 3);
	g_assert_cmpuint(evidence->tokens_subject->len, ==, 1);
	assert_token(evidence->tokens_subject, NULL, 0);
	g_assert_cmpuint(evidence->tokens_loop->len, ==, 1);
	g_assert_cmpstr(evidence->tokens_loop->pdata[0], ==, "5.1." MAC);
	g_assert_cmpint(evidence->automatic, ==, EVIDENCE_AUTOMATIC_NO);
	json_object_set_new(envelope, "auto_submitted", json_string("auto-replied"));
	g_autoptr(Evidence) automatic = send_and_read(envelope);
	g_assert_cmpint(automatic->automatic, ==, EVIDENCE_AUTOMATIC_RESPONSE);
	json_decref(envelope);
}

/* The answer of a mail program: what was written above what it quotes. Caller frees. */
static char *
quoted_answer(const char *written, const char *attribution, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	g_autofree char *quoted = g_strjoinv("\n> ", lines);

	return g_strdup_printf("From: a@b.example\nSubject: Re: prova\nMIME-Version: 1.0\n"
			       "Content-Type: text/plain; charset=utf-8\n"
			       "Content-Transfer-Encoding: 8bit\n\n%s\n\n%s\n> %s\n",
	    written, attribution, quoted);
}

/* Of an answer nothing is lost, and what we had written is not shown again. */
static void
test_answer(void)
{
	static const char *const attributions[] = {
	    "Il giorno lun 2 nov 2026 alle ore 10:00 CAF <support@demo.example> ha scritto:",
	    "Il 02/11/2026 10:00, CAF ha scritto:",
	    "On Mon, Nov 2, 2026 at 10:00 AM CAF <support@demo.example> wrote:",
	    "Am 02.11.2026 um 10:00 schrieb CAF:", "Le 02/11/2026 à 10:00, CAF a écrit :",
	    "El lun, 2 nov 2026 a las 10:00, CAF (<support@demo.example>) escribió:"};

	for (int round = 0; round < ROUNDS; round++) {
		const char *attribution =
		    attributions[g_test_rand_int_range(0, G_N_ELEMENTS(attributions))];
		g_autofree char *text = random_text(20, true);
		json_t *envelope = make_envelope("CAF", "Re: prova", text);
		g_autoptr(Evidence) ours = send_and_read(envelope);
		g_autofree char *answer =
		    quoted_answer("Va bene, grazie.", attribution, ours->body_text);
		g_autoptr(Evidence) evidence = parse_mail(answer, strlen(answer), false);

		g_assert_cmpstr(
		    g_strstrip(evidence->reply_visible_text), ==, "Va bene, grazie.");
		g_assert_nonnull(strstr(evidence->quoted_text, attribution));
		json_decref(envelope);
	}
}

/* An operator who answers above the marker: what he quotes of the notification is folded. */
static void
test_marker(void)
{
	json_t *envelope = make_envelope("CAF", "[142] 730", "Il testo del contatto");

	json_object_set_new(envelope, "kind", json_string("notification"));
	g_autoptr(GBytes) mail = compose_mail(compose, envelope, NULL);
	g_autofree char *notification =
	    g_strndup(g_bytes_get_data(mail, NULL), g_bytes_get_size(mail));
	const char *body = strstr(notification, "\r\n\r\n") + 4;
	g_autofree char *answer =
	    g_strconcat("From: riccardo@demo.example\r\nSubject: Re: 730\r\n"
			"Content-Type: text/plain; charset=utf-8\r\n"
			"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
			"Va bene, la aspetto.\r\n\r\n",
		body, NULL);
	g_autoptr(Evidence) evidence = parse_mail(answer, strlen(answer), false);

	g_assert_nonnull(strstr(evidence->body_text, "Il testo del contatto"));
	g_assert_true(g_str_has_prefix(evidence->reply_visible_text, "Va bene, la aspetto."));
	g_assert_null(strstr(evidence->reply_visible_text, "reply above this line"));
	g_assert_null(strstr(evidence->reply_visible_text, "Il testo del contatto"));
	json_decref(envelope);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	parse_init();
	compose = compose_new("https://desk.example", "", NULL);
	g_assert_nonnull(compose);
	g_test_add_func(
	    "/compose/parse/M32 random mails are read as they were meant", test_random);
	g_test_add_func("/compose/parse/M16 M13 marks are found again", test_marks);
	g_test_add_func("/compose/parse/M9 an answer is told from what it quotes", test_answer);
	g_test_add_func("/compose/parse/M25 the marker ends an operator's text", test_marker);
	int status = g_test_run();
	compose_free(compose);
	return status;
}
