/*
 * SMTP: whatever a server answers, no crash, no leak, no hang; no password in clear where TLS
 * was asked for; a message counts as sent only after its final dot, and as not sent only if it
 * cannot have been taken.
 *
 * The input's first line: n, s, i (no TLS, STARTTLS, implicit), t (an OAuth2 token), a (no
 * sign-in), u (an address that needs SMTPUTF8), 2 (a second message on the same connection).
 * The rest is the server (script.h).
 */
#include "config.h"

#include <string.h>

#include "base/error.h"
#include "base/secret.h"
#include "base/text.h"
#include "fuzz.h"
#include "script.h"
#include "smtp/submission.h"

#define PROGRAM_BYTES 32u
#define LOGIN "anna"
#define SECRET "open-sesame"

static const char mail[] =
    "Subject: perch\xc3\xa9 no\r\n\r\n.\n..\r\n.\r\nMAIL FROM:<x>\r\nfine";

static void
check_result(const struct smtp_result *result)
{
	if (!g_utf8_validate(result->reply, -1, NULL) || !text_is_line_safe(result->reply))
		fuzz_fail("the reply is not one line of UTF-8: %s", result->reply);
	if (!g_ascii_isdigit(result->reply[0]) || result->reply[1] != '.')
		fuzz_fail("no status at the start: %s", result->reply);
}

static unsigned
count_dots(void)
{
	const GString *heard[] = {script_heard_in_clear(), script_heard_in_tls()};
	unsigned count = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(heard); i++)
		for (const char *p = strstr(heard[i]->str, "\r\n.\r\n"); p != NULL;
		     p = strstr(p + 1, "\r\n.\r\n"))
			count++;
	return count;
}

static void
send_one(struct smtp_session *session, const char *to)
{
	const struct smtp_message message = {.from = "desk@example.org",
	    .to = to,
	    .envelope_id = "turno=17",
	    .bytes = mail,
	    .size_bytes = sizeof mail - 1};
	struct smtp_result result = {.class = SMTP_SENT};
	unsigned dots = count_dots();

	if (!smtp_envelope(session, &message, &result)) {
		check_result(&result);
		if (result.class != SMTP_DEFERRED && result.class != SMTP_FAILED)
			fuzz_fail("the envelope ends in %s", smtp_class_name(result.class));
	} else {
		smtp_data(session, &result);
		check_result(&result);
	}
	dots = count_dots() - dots;
	if (dots > 1)
		fuzz_fail("%u final dots for one message", dots);
	if (dots == 0 && (result.class == SMTP_SENT || result.class == SMTP_UNCERTAIN))
		fuzz_fail("%s without a final dot", smtp_class_name(result.class));
}

static void
converse(const struct smtp_account *account, const char *program)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(SmtpSession) session = smtp_session_open(account, &error);
	bool is_utf8 = strchr(program, 'u') != NULL;

	if (session == NULL) {
		fuzz_check_error(error, script_heard(SECRET) ? SECRET : NULL);
		return;
	}
	send_one(session, is_utf8 ? "pel\xc3\xa9@ex\xc3\xa4mple.org" : "bob@example.org");
	if (strchr(program, '2') != NULL && smtp_session_is_usable(session))
		send_one(session, "carla@ex\xc3\xa4mple.org");
}

static bool
is_command(const char *line)
{
	static const char *const known[] = {
	    "EHLO ", "STARTTLS", "AUTH ", "MAIL FROM:<", "RCPT TO:<", "DATA", "RSET", "QUIT"};

	for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
		if (g_str_has_prefix(line, known[i]))
			return true;
	return false;
}

/* Outside of a body every line is a command or an answer to AUTH. */
static void
check_heard(const GString *heard)
{
	g_auto(GStrv) lines = g_strsplit(heard->str, "\r\n", -1);
	bool in_auth = false, in_body = false;

	for (char **line = lines; *line != NULL; line++) {
		if (in_body)
			in_body = !g_str_equal(*line, ".");
		else if (is_command(*line)) {
			in_auth = g_str_has_prefix(*line, "AUTH ");
			in_body = g_str_equal(*line, "DATA") && line[1] != NULL &&
				  !is_command(line[1]);
		} else if (**line != '\0' && !in_auth)
			fuzz_fail("not a command: %s", *line);
	}
}

static void
check_clear(enum conf_tls tls)
{
	const GString *heard = script_heard_in_clear();

	if (tls != CONF_TLS_NONE &&
	    (strstr(heard->str, "AUTH") != NULL || secret_is_told(heard->str, SECRET) ||
		strstr(heard->str, "MAIL") != NULL))
		fuzz_fail("in clear: %s", heard->str);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *end = memchr(data, '\n', MIN(size, PROGRAM_BYTES));
	struct smtp_account account = {
	    .peer = {.host = "mail.example.org",
		.port = 587,
		.allow_plain = true,
		.time = {.connect_ms = 5000, .command_ms = 5000, .data_ms = 5000},
		.cancel_fd = -1},
	    .secret = SECRET};

	if (end == NULL)
		return -1;
	g_autofree char *program = g_strndup((const char *)data, (gsize)(end - data));
	account.login = strchr(program, 'a') != NULL ? "" : LOGIN;
	account.secret_is_token = strchr(program, 't') != NULL;
	account.peer.tls = strchr(program, 's') != NULL   ? CONF_TLS_STARTTLS
			   : strchr(program, 'i') != NULL ? CONF_TLS_IMPLICIT
							  : CONF_TLS_NONE;
	script_begin(end + 1, size - (size_t)(end + 1 - data));
	converse(&account, program);
	check_clear(account.peer.tls);
	check_heard(script_heard_in_clear());
	check_heard(script_heard_in_tls());
	script_end();
	return 0;
}
