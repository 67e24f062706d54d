#define _GNU_SOURCE
#include "config.h"
#include "parse/report_text.h"

#include <glib.h>
#include <string.h>

#include "base/limit.h"
#include "base/text.h"
#include "mail/evidence.h"
#include "parse/address.h"
#include "parse/header.h"
#include "parse/report_returned.h"
#include "parse/report_sign.h"
#include "parse/report_state.h"
#include "parse/report_status.h"
#include "parse/report_words.h"

#define LINES_MAX 400u
#define LINE_BYTES 400u
#define DIAGNOSTIC_BYTES 300u
#define FIELDS_MAX 20u

/* How well a place in the text says that this recipient failed; the best places count. */
enum place {
	PLACE_NONE,
	PLACE_LETTER,   /* whom the mail had been written to */
	PLACE_SENTENCE, /* in a sentence about a failure */
	PLACE_NAMED,    /* at the head of a line, or behind a label */
};

/* A recipient as found, and the text about him: up to the next one. */
struct candidate {
	char *address;
	enum place place;
	size_t begin, end; /* of what follows, in own */
};

struct reader {
	const struct evidence *evidence;
	struct report *report;
	const char *own; /* the mail system's own words */
	size_t own_size;
	GPtrArray *candidates;
	enum place best;
	bool is_delayed;
};

static void
candidate_free(gpointer data)
{
	struct candidate *candidate = data;

	g_free(candidate->address);
	g_free(candidate);
}

/* Whoever gets the report wrote the mail; neither he nor the mail system failed, unless the
 * mail was for one of them. */
static bool
is_somebody_else(const struct reader *reader, const char *address)
{
	static const char *const systems[] = {
	    "postmaster@", "mailer-daemon@", "abuse@", "helpdesk@", "support@"};
	const struct report *report = reader->report;

	if (report_has_address(report->returned_to, address))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(systems); i++)
		if (g_ascii_strncasecmp(address, systems[i], strlen(systems[i])) == 0)
			return true;
	return report_has_address(reader->evidence->to, address) ||
	       report_has_address(report->returned_from, address);
}

static void
add_candidate(
    struct reader *reader, const char *spec, enum place place, size_t begin, size_t end)
{
	g_autofree char *address = address_normalise(spec);
	GPtrArray *list = reader->candidates;

	if (place == PLACE_NONE || !text_is_mail_address(address) ||
	    list->len >= LIMIT_ADDRESSES || is_somebody_else(reader, address))
		return;
	if (place == PLACE_NAMED && list->len > 0) {
		struct candidate *last = list->pdata[list->len - 1];
		last->end = MIN(last->end, begin);
	}
	for (guint i = 0; i < list->len; i++) {
		struct candidate *known = list->pdata[i];

		if (g_ascii_strcasecmp(known->address, address) == 0) {
			known->place = MAX(known->place, place);
			reader->best = MAX(reader->best, place);
			return;
		}
	}
	struct candidate *candidate = g_new0(struct candidate, 1);
	candidate->address = g_steal_pointer(&address);
	candidate->place = place;
	candidate->begin = begin;
	candidate->end = end;
	g_ptr_array_add(list, candidate);
	reader->best = MAX(reader->best, place);
}

/* dot-atom and what mail systems accept besides; the domain is one with a dot. */
static bool
is_address_byte(char c)
{
	return g_ascii_isalnum(c) || strchr("!#$%&*+-/=?^_`{|}~.", c) != NULL ||
	       (c & 0x80) != 0;
}

/* Where the local part that ends at at begins; floor: not before that. */
static const char *
local_begin(const char *floor, const char *at, bool is_ascii)
{
	const char *begin = at;

	if (begin > floor && begin[-1] == '"') {
		begin--;
		while (begin > floor && begin[-1] != '"' && begin[-1] != '\n')
			begin--;
		return begin > floor && begin[-1] == '"' ? begin - 1 : at;
	}
	while (begin > floor && is_address_byte(begin[-1]) &&
	       !(is_ascii && (begin[-1] & 0x80) != 0))
		begin--;
	while (begin < at && strchr("=?|/-", *begin) != NULL)
		begin++;
	/* X.400: "dda:SMTP=a@b" */
	return at - begin > 5 && g_ascii_strncasecmp(begin, "SMTP=", 5) == 0 ? begin + 5
									     : begin;
}

static const char *
domain_end(const char *at, const char *end, bool is_ascii)
{
	const char *stop = at + 1;

	while (stop < end && (g_ascii_isalnum(*stop) || strchr("-._", *stop) != NULL ||
				 (!is_ascii && (*stop & 0x80) != 0)))
		stop++;
	while (stop > at && strchr("-._", stop[-1]) != NULL)
		stop--;
	return stop;
}

/* The first address between line and end; false when there is none. Letters beyond ASCII count
 * only between angle brackets: Chinese words have no blanks around an address. */
static bool
find_address(const char *line, const char *end, const char **ret_begin, const char **ret_end)
{
	const char *floor = line;

	for (const char *at = line; (at = memchr(at, '@', (size_t)(end - at))) != NULL; at++) {
		const char *begin = local_begin(floor, at, false);
		const char *stop = domain_end(at, end, false);

		if (begin == line || begin[-1] != '<' || stop >= end || *stop != '>') {
			begin = local_begin(floor, at, true);
			stop = domain_end(at, end, true);
		}
		floor = stop;
		if (begin < at && stop > at + 3 &&
		    memchr(at, '.', (size_t)(stop - at)) != NULL) {
			*ret_begin = begin;
			*ret_end = stop;
			return true;
		}
	}
	return false;
}

static bool
ends_with_any(const char *text, const char *const *words)
{
	for (size_t i = 0; words[i] != NULL; i++)
		if (g_str_has_suffix(text, words[i]))
			return true;
	return false;
}

/* "a@b is the sender": only punctuation, a reason, a time or nothing follows a recipient. */
static bool
is_ended(const char *rest, const char *end, const char *lower)
{
	static const char *const starts[] = {
	    "  ", " (", " [", " <", " :", " -", "...", " ...", " on ", " 5", " 4", "; "};

	rest += strspn(rest, ">\"'");
	if (rest >= end || strchr(":;,.()[]<\t", *rest) != NULL ||
	    rest + strspn(rest, " ") >= end)
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
		if (strncmp(rest, starts[i], strlen(starts[i])) == 0)
			return true;
	return report_names_reason(lower);
}

/* What an address is to a report by what stands around it in its line. */
static enum place
judge_place(const char *line, const char *begin, const char *stop, const char *end)
{
	g_autofree char *before = text_lower(line, begin - line);
	g_autofree char *lower = text_lower(line, end - line);
	size_t size = strlen(before);

	while (size > 0 && strchr("<\"' \t([*", before[size - 1]) != NULL)
		before[--size] = '\0';
	const char *head = before + strspn(before, " \t-*>|");
	/* "To: a@b" alone is a line of the header that is repeated. */
	if (strcmp(head, "to:") == 0 || strcmp(head, "cc:") == 0 || strcmp(head, "a:") == 0 ||
	    (g_str_has_suffix(head, " to:") && strstr(head, "subject:") != NULL))
		return PLACE_LETTER;
	if (head[0] == '\0' && is_ended(stop, end, lower))
		return PLACE_NAMED;
	if (ends_with_any(before, report_recipient_labels))
		return PLACE_NAMED;
	if (report_contains_any(before, report_other_labels))
		return PLACE_NONE;
	bool is_failure =
	    report_contains_any(lower, report_failure_phrases) || report_names_reason(lower);
	return is_failure ? PLACE_SENTENCE : PLACE_NONE;
}

/* offset: of the line in own; in_own false: it stands elsewhere, all of own is about it. */
static void
read_line(struct reader *reader, const char *line, size_t size, size_t offset, bool in_own)
{
	const char *end = line + MIN(size, LINE_BYTES);
	const char *begin = NULL, *stop = NULL, *from = line;
	enum place place = PLACE_NONE;

	while (find_address(from, end, &begin, &stop)) {
		g_autofree char *spec = g_strndup(begin, (gsize)(stop - begin));
		/* "a@b, c@d": the second is what the first is. */
		size_t between = from > line ? strspn(from, " ,;<>\t") : 0;

		if (from == line || from + between != begin)
			place = judge_place(line, begin, stop, end);
		add_candidate(reader, spec, place, in_own ? offset + (size_t)(stop - line) : 0,
		    reader->own_size);
		from = stop;
	}
}

static void
read_lines(struct reader *reader)
{
	const char *at = reader->own, *end = reader->own + reader->own_size;

	for (unsigned lines = 0; at < end && lines < LINES_MAX; lines++) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		size_t size = (size_t)((newline != NULL ? newline : end) - at);

		read_line(reader, at, size, (size_t)(at - reader->own), true);
		at += size + 1;
	}
}

/* The only word of its line that could be a local part; "" when there is none. */
static char *
bare_word(const char *line, const char *end)
{
	const char *newline = memchr(line, '\n', (size_t)(end - line));
	size_t size = (size_t)((newline != NULL ? newline : end) - line);
	g_autofree char *word = g_strstrip(g_strndup(line, MIN(size, LINE_BYTES)));

	for (const char *at = word; *at != '\0'; at++)
		if (!g_ascii_isalnum(*at) && strchr("._-", *at) == NULL)
			return g_strdup("");
	return g_steal_pointer(&word);
}

/*
 * A system that knows its recipients by their local parts: below "… to the following
 * recipients …:" they stand without a domain, which is that of the sender.
 */
static void
read_bare_words(struct reader *reader)
{
	const GPtrArray *from = reader->evidence->from;
	const struct evidence_address *sender = from->len > 0 ? from->pdata[0] : NULL;
	const char *domain = sender != NULL ? strrchr(sender->address, '@') : NULL;
	const char *end = reader->own + reader->own_size;
	const char *list = memmem(reader->own, reader->own_size, "following recipient", 19);
	const char *at = list != NULL ? memmem(list, (size_t)(end - list), ":\n", 2) : NULL;

	if (domain == NULL || at == NULL)
		return;
	for (at += 1; at < end && *at == '\n';) {
		at += strspn(at, "\n");
		g_autofree char *word = bare_word(at, end);
		g_autofree char *address = g_strconcat(word, domain, NULL);
		const char *newline = memchr(at, '\n', (size_t)(end - at));

		if (word[0] == '\0')
			return;
		at = newline != NULL ? newline : end;
		add_candidate(
		    reader, address, PLACE_NAMED, (size_t)(at - reader->own), reader->own_size);
	}
}

/* Exim's own field. */
static void
read_failed_recipients(struct reader *reader, const struct header *header)
{
	g_autoptr(GPtrArray) found = evidence_addresses_new();
	unsigned count = MIN(header_count(header, "X-Failed-Recipients"), FIELDS_MAX);

	for (unsigned i = 0; i < count; i++) {
		g_autofree char *field = header_raw(header, "X-Failed-Recipients", i);

		(void)address_parse(field, found);
	}
	for (guint i = 0; i < found->len; i++) {
		const struct evidence_address *entry = found->pdata[i];

		add_candidate(reader, entry->address, PLACE_NAMED, 0, reader->own_size);
	}
}

/* The last resort: the only one whom the returned mail had been written to. */
static void
read_letter(struct reader *reader)
{
	const GPtrArray *list = reader->report->returned_to;

	if (reader->best == PLACE_NONE && list->len == 1)
		add_candidate(reader, list->pdata[0], PLACE_LETTER, 0, reader->own_size);
}

/* Lines that repeat the address: a transcript below a list of recipients. */
static char *
status_beside(const struct reader *reader, const char *address)
{
	const char *end = reader->own + reader->own_size;
	size_t size = strlen(address);

	for (const char *at = reader->own; at < end;) {
		const char *found = memmem(at, (size_t)(end - at), address, size);

		if (found == NULL)
			return NULL;
		const char *line = found;
		while (line > reader->own && line[-1] != '\n')
			line--;
		const char *newline = memchr(found, '\n', (size_t)(end - found));
		const char *stop = newline != NULL ? newline : end;
		char *status = report_status_find(line, MIN((size_t)(stop - line), LINE_BYTES));
		if (status != NULL)
			return status;
		at = stop;
	}
	return NULL;
}

static char *
status_for(const struct reader *reader, const char *address, size_t begin, size_t end)
{
	const char *text = reader->own + begin;
	char *status = report_status_find(text, end - begin);

	if (status == NULL && address[0] != '\0' && reader->candidates->len > 1)
		status = status_beside(reader, address);
	if (status == NULL)
		status = report_status_derive(text, end - begin, reader->is_delayed);
	if (status == NULL)
		status =
		    report_status_derive(reader->own, reader->own_size, reader->is_delayed);
	return status;
}

static void
set_diagnostic(struct report *report, const char *text, size_t size)
{
	g_autofree char *line = text_clean_line(text, size);
	const char *at = line + strspn(line, " >:;,.\"')");

	text_truncate(line, DIAGNOSTIC_BYTES);
	report_set_diagnostic(report, at);
}

/* The best of what was found becomes the report's. */
static void
take(struct reader *reader)
{
	for (guint i = 0; i < reader->candidates->len; i++) {
		const struct candidate *found = reader->candidates->pdata[i];

		if (found->place < reader->best)
			continue;
		size_t end = MAX(found->begin, found->end);
		struct report_recipient *recipient = report_name(reader->report, found->address,
		    reader->is_delayed ? REPORT_DELAYED : REPORT_FAILED);
		if (recipient == NULL)
			continue;
		if (recipient->status == NULL)
			recipient->status =
			    status_for(reader, found->address, found->begin, end);
		set_diagnostic(reader->report, reader->own + found->begin, end - found->begin);
	}
}

/* Recipients whose status the fields do not tell, or tell only by its class. */
static void
fill_status(struct reader *reader)
{
	const GPtrArray *list = reader->report->recipients;

	for (guint i = 0; i < list->len; i++) {
		struct report_recipient *recipient = list->pdata[i];
		const char *known = recipient->status;
		g_autofree char *told = NULL;

		if (known != NULL && !g_str_has_suffix(known, ".0.0"))
			continue;
		if (recipient->address[0] != '\0')
			told = status_beside(reader, recipient->address);
		if (told == NULL && (known == NULL || list->len == 1))
			told = known == NULL
				   ? status_for(reader, "", 0, reader->own_size)
				   : report_status_find(reader->own, reader->own_size);
		if (told == NULL || (known != NULL && known[0] != told[0]))
			continue;
		g_free(recipient->status);
		recipient->status = g_steal_pointer(&told);
	}
}

static struct report_words_said
judge_words(const struct reader *reader)
{
	g_autofree char *lower = text_lower(reader->own, (gssize)reader->own_size);
	g_autofree char *status = report_status_find(reader->own, reader->own_size);

	return (struct report_words_said){
	    .says_failure = report_contains_any(lower, report_failure_phrases),
	    .says_delay = report_contains_any(lower, report_delay_phrases),
	    .has_code =
		status != NULL || report_reply_code_find(reader->own, reader->own_size) > 0,
	};
}

struct report_words_said
report_text_read(
    struct report *report, const struct evidence *evidence, const struct header *header)
{
	const char *returned = NULL;
	const char *body = evidence->body_text;
	const char *end = report_returned_find(body, &returned);
	struct reader reader = {
	    .evidence = evidence,
	    .report = report,
	    .own = body,
	    .own_size = (size_t)(end - body),
	};

	if (returned != NULL)
		report_read_returned(report, returned, strlen(returned));
	struct report_words_said said = judge_words(&reader);
	reader.is_delayed = said.says_delay;
	reader.candidates = g_ptr_array_new_with_free_func(candidate_free);
	said.has_named = report_has_named(report);
	if (!said.has_named) {
		read_lines(&reader);
		if (reader.best < PLACE_NAMED)
			read_line(
			    &reader, evidence->subject, strlen(evidence->subject), 0, false);
		if (reader.best < PLACE_NAMED)
			read_failed_recipients(&reader, header);
		if (reader.best == PLACE_NONE)
			read_bare_words(&reader);
		read_letter(&reader);
		take(&reader);
		said.has_named = reader.best >= PLACE_SENTENCE;
	}
	fill_status(&reader);
	g_ptr_array_unref(reader.candidates);
	return said;
}
