#include "config.h"
#include "parse/automatic.h"

#include <string.h>

#include "base/text.h"
#include "parse/automatic_words.h"
#include "parse/header.h"

#define FIELDS_MAX 10u

static bool
has_field(const struct header *header, const char *name)
{
	return header_count(header, name) > 0;
}

static bool
is_word(const char *text, const char *word)
{
	size_t size = strlen(word);

	return strncmp(text, word, size) == 0 && !g_ascii_isalnum(text[size]);
}

/* Any field of that name may bear the sign: some systems add a second one. */
static bool
has_sign(const struct header *header, const struct automatic_sign *sign)
{
	unsigned count = MIN(header_count(header, sign->field), FIELDS_MAX);

	for (unsigned i = 0; i < count; i++) {
		g_autofree char *raw = header_raw(header, sign->field, i);
		g_autofree char *value = g_ascii_strdown(raw, -1);
		bool is_any =
		    sign->value[0] == '\0' && !is_word(value, "no") && !is_word(value, "false");

		if (is_any || (sign->value[0] != '\0' && g_str_has_prefix(value, sign->value)))
			return true;
	}
	return false;
}

static bool
has_any_sign(const struct header *header, const struct automatic_sign *signs)
{
	for (size_t i = 0; signs[i].field != NULL; i++)
		if (has_sign(header, &signs[i]))
			return true;
	return false;
}

static bool
has_null_path(const struct header *header)
{
	g_autofree char *path = header_raw(header, "Return-Path", 0);

	return path != NULL && (strcmp(path, "<>") == 0 || path[0] == '\0');
}

/* "Abwesenheitsnotiz: pratica" or that word alone. */
static bool
is_machine_subject(const char *subject)
{
	size_t size = strlen(subject);

	for (size_t i = 0; automatic_machine_subjects[i] != NULL; i++) {
		const char *word = automatic_machine_subjects[i];

		if (word[0] != subject[0])
			continue;
		if (g_str_has_prefix(subject, word) ||
		    (strlen(word) == size + 1 && word[size] == ':' &&
			strncmp(subject, word, size) == 0))
			return true;
	}
	return false;
}

/* Lotus Notes: "AUTO: Rossi is out of the office (returning 01/09/2026)". */
static bool
is_notes_subject(const char *subject)
{
	static const char *const back[] = {"(returning ", "(ritorno ", "(rückkehr ",
	    "(zurück am ", "(retour ", "(vuelvo ", "(regreso "};

	for (size_t i = 0; g_str_has_prefix(subject, "auto: ") && i < G_N_ELEMENTS(back); i++)
		if (strstr(subject, back[i]) != NULL)
			return true;
	return false;
}

/* Subjects are weak evidence: they count beside what makes them likely, and are not even looked
 * at without. */
static bool
is_absence(const struct header *header, const char *subject)
{
	const char *bare = subject + strspn(subject, "(* ");
	bool is_likely = has_field(header, "X-Auto-Response-Suppress") ||
			 has_field(header, "X-MS-Exchange-Inbox-Rules-Loop") ||
			 has_field(header, "X-MS-Exchange-Generated-Message-Source") ||
			 has_null_path(header);
	bool answers = has_field(header, "In-Reply-To") || has_field(header, "References");

	if ((is_likely || answers) && (is_machine_subject(bare) || is_notes_subject(bare)))
		return true;
	return is_likely && text_starts_with_any(bare, automatic_absence_subjects);
}

static bool
is_response(const struct header *header, const char *subject)
{
	if (has_any_sign(header, automatic_response_signs))
		return true;
	if (has_field(header, "X-Auto-Response-Suppress") &&
	    (has_field(header, "X-MS-Exchange-Inbox-Rules-Loop") ||
		has_field(header, "X-MS-Exchange-Generated-Message-Source")))
		return true;
	return is_absence(header, subject);
}

static bool
is_robot_sender(const struct header *header)
{
	g_autofree char *from = header_lower(header, "From");
	const char *angle = strrchr(from, '<');
	const char *address = angle != NULL ? angle + 1 : from;

	for (size_t i = 0; automatic_robot_locals[i] != NULL; i++) {
		size_t size = strlen(automatic_robot_locals[i]);

		if (strncmp(address, automatic_robot_locals[i], size) == 0 &&
		    address[size] != '\0' && strchr("@+-._", address[size]) != NULL)
			return true;
	}
	return false;
}

/* A newsletter: Feedback-ID alone stands on persons' mail as well, some providers set it on
 * everything. */
static bool
is_campaign(const struct header *header)
{
	return has_field(header, "Feedback-ID") && has_field(header, "List-Unsubscribe") &&
	       !has_field(header, "List-Post") && !has_field(header, "In-Reply-To");
}

/* A rule of Exchange that sends a person's mail on takes the null path as well. */
static bool
is_generated(const struct header *header, const char *subject)
{
	for (size_t i = 0; automatic_system_subjects[i] != NULL; i++)
		if (strcmp(subject, automatic_system_subjects[i]) == 0)
			return true;
	return has_any_sign(header, automatic_generated_signs) || is_robot_sender(header) ||
	       (has_null_path(header) &&
		   !has_field(header, "X-MS-Exchange-Inbox-Rules-Loop")) ||
	       is_campaign(header);
}

enum evidence_automatic
automatic_judge(const struct header *header, const char *subject)
{
	g_autofree char *submitted = header_lower(header, "Auto-Submitted");
	g_autofree char *folded = text_lower(subject, -1);
	bool is_list = has_any_sign(header, automatic_list_signs);

	if (is_word(submitted, "no"))
		return is_list ? EVIDENCE_AUTOMATIC_LIST : EVIDENCE_AUTOMATIC_NO;
	if (is_response(header, folded))
		return EVIDENCE_AUTOMATIC_RESPONSE;
	/* A list sets Precedence: bulk as well; Auto-Submitted tells a program's mail on it. */
	if (is_list && submitted[0] == '\0' && !is_robot_sender(header) && !is_campaign(header))
		return EVIDENCE_AUTOMATIC_LIST;
	return is_generated(header, folded) ? EVIDENCE_AUTOMATIC_GENERATED
					    : EVIDENCE_AUTOMATIC_NO;
}
