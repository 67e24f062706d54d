#include "config.h"
#include "parse/report_sign.h"

#include <glib.h>
#include <string.h>

#include "base/text.h"
#include "mail/evidence.h"
#include "parse/header.h"
#include "parse/report_words.h"

bool
report_contains_any(const char *text, const char *const *words)
{
	for (size_t i = 0; words[i] != NULL; i++)
		if (strstr(text, words[i]) != NULL)
			return true;
	return false;
}

/* local is one of words, or one of them with a detail: "mailer-daemon+x". */
static bool
is_local_of(const char *local, const char *const *words)
{
	for (size_t i = 0; words[i] != NULL; i++) {
		size_t size = strlen(words[i]);

		if (strncmp(local, words[i], size) == 0 &&
		    (local[size] == '\0' || strchr("+-=@\\ ", local[size]) != NULL))
			return true;
	}
	return false;
}

/* Is the null path, or what some systems write into the field instead? */
static bool
is_null_path(const char *path)
{
	g_autofree char *lower = path != NULL ? g_ascii_strdown(path, -1) : NULL;

	return lower != NULL && (lower[0] == '\0' || is_local_of(lower, report_daemon_locals));
}

static enum report_sender
judge_sender(const struct evidence *evidence, const struct header *header)
{
	const struct evidence_address *from =
	    evidence->from->len > 0 ? evidence->from->pdata[0] : NULL;
	/* Some write no address at all there, only a word. */
	g_autofree char *raw = header_lower(header, "From");
	g_autofree char *name = text_lower(from != NULL ? from->name : "", -1);
	g_autofree char *address = from != NULL ? text_lower(from->address, -1) : g_strdup("");
	const char *local = address[0] != '\0' ? address + strspn(address, "\"") : raw;
	g_autofree char *submitted = header_lower(header, "Auto-Submitted");
	bool is_program =
	    g_str_has_prefix(submitted, "auto-") || header_count(header, "X-DSNContext") > 0;

	if (header_count(header, "X-Failed-Recipients") > 0 ||
	    is_local_of(local, report_daemon_locals) ||
	    text_starts_with_any(raw, report_daemon_locals))
		return REPORT_SENDER_DAEMON;
	if (is_local_of(local, report_postmaster_locals) ||
	    text_starts_with_any(name, report_daemon_names) ||
	    text_starts_with_any(local, report_daemon_names))
		return REPORT_SENDER_POSTMASTER;
	if (is_null_path(evidence->return_path) || strcmp(raw, "<>") == 0)
		return REPORT_SENDER_NULL;
	char *at = strrchr(address, '@');
	if (at != NULL)
		*at = '\0';
	return is_program || report_contains_any(address, report_robot_pieces)
		   ? REPORT_SENDER_ROBOT
		   : REPORT_SENDER_NOBODY;
}

/* "[list] ", "***SPAM*** ": what others put before a subject on its way. */
static const char *
without_tags(const char *subject)
{
	for (;;) {
		subject += strspn(subject, " \t*-\"'");
		const char *end = subject[0] == '[' ? strchr(subject, ']') : NULL;

		if (end == NULL)
			return subject;
		subject = end + 1;
	}
}

struct report_sign
report_sign_read(const struct evidence *evidence, const struct header *header, bool has_fields)
{
	struct report_sign sign = {
	    .sender = judge_sender(evidence, header),
	    .is_absence = evidence->automatic == EVIDENCE_AUTOMATIC_RESPONSE,
	};

	if (sign.sender == REPORT_SENDER_NOBODY && !has_fields)
		return sign;
	g_autofree char *subject = text_lower(evidence->subject, -1);
	const char *bare = without_tags(subject);
	sign.is_delay = report_contains_any(subject, report_delay_words);
	if (text_starts_with_any(bare, report_failure_starts))
		sign.subject = REPORT_SUBJECT_START;
	else if (sign.is_delay || report_contains_any(subject, report_failure_words) ||
		 report_contains_any(subject, report_failure_starts))
		sign.subject = REPORT_SUBJECT_WORDS;
	return sign;
}
