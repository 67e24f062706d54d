#include "config.h"
#include "compose/view.h"

#include <jansson.h>
#include <string.h>

#include "base/error.h"
#include "base/format.h"
#include "base/text.h"
#include "compose/link.h"
#include "compose/summary.h"
#include "compose/value.h"

#define VIEW_HISTORY 5 /* earlier posts shown to an operator */

/* The kinds of mail, and what may stand in each: the same names as in the table
 * turno.template_field (sql/data/template_field.sql), which checks the office's own words. */
#define OFFICE "recipient", "office", "office_address", "office_phone", "office_hours", "footer"
#define TICKET "number", "reference", "short_code", "subject", "ticket_subject"
#define POST                                                                                   \
	"author", "at", "text", "documents", "document_count", "name", "size", "reason",       \
	    "signature"
#define WHATS                                                                                  \
	"is_opened", "is_message", "is_note", "is_raised", "is_failed", "is_held",             \
	    "is_assigned", "is_moved", "is_merged", "is_lock", "is_reminder", "is_closed",     \
	    "is_reopened", "is_practice", "is_other"

static const char *const contact_names[] = {OFFICE, TICKET, POST, "link", NULL};
static const char *const status_names[] = {
    OFFICE, TICKET, "link", "status", "is_your_turn", "is_our_turn", "is_over", NULL};
static const char *const notification_names[] = {OFFICE, TICKET, POST, WHATS, "category",
    "page", "history", "quote", "answers_note", "notices", "notice", NULL};
static const char *const parked_names[] = {OFFICE, TICKET, "author", "at", "text", "reason",
    "category", "page", "confirm", "answers_note", NULL};
static const char *const transcript_names[] = {OFFICE, TICKET, "text", "category", "page",
    "answers_note", "is_refused", "is_kept", "is_help", "results", "line", "reason", NULL};
static const char *const quarantine_names[] = {
    OFFICE, "subject", "reason", "mailbox", "mail", "quarantined", "is_many", NULL};
static const char *const morning_names[] = {OFFICE, "page", "handle", "handle_count", "waiting",
    "waiting_count", "reference", "ticket_subject", "since", NULL};
static const char *const summary_names[] = {
    OFFICE, "since", "mailboxes", "mailbox", "address", SUMMARY_BOX, SUMMARY_ALL, NULL};
static const char *const alert_names[] = {OFFICE, "number", "reference", "subject", "reason",
    "category", "page", WHATS, "is_quarantine", NULL};

static const char *const confirm_names[] = {OFFICE, "page", NULL};
static const char *const code_names[] = {OFFICE, "code", "page", NULL};

static const struct {
	const char *kind;
	bool is_for_contact;
	const char *const *names;
} kinds[] = {
    {"acknowledgement", true, contact_names},
    {"reply", true, contact_names},
    {"new_link", true, contact_names},
    {"password_code", true, code_names},
    {"confirm", true, confirm_names},
    {"rejected", true, contact_names},
    {"status", true, status_names},
    {"reminder", true, status_names},
    {"notification", false, notification_names},
    {"parked", false, parked_names},
    {"transcript", false, transcript_names},
    {"quarantine", false, quarantine_names},
    {"morning", false, morning_names},
    {"alert", false, alert_names},
    {"summary", false, summary_names},
};

const char *const *
view_names(const char *kind)
{
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (strcmp(kinds[i].kind, kind) == 0)
			return kinds[i].names;
	return NULL;
}

static bool
is_for_contact(const char *kind)
{
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (strcmp(kinds[i].kind, kind) == 0)
			return kinds[i].is_for_contact;
	return false;
}

/* Lines of text, less white space at the end: the template gives the line feed. */
static void
set_lines(json_t *view, const char *name, const char *text)
{
	value_set(view, name, g_strchomp(text_clean(text, strlen(text))));
}

static void
set_time(json_t *view, const json_t *from, const char *zone, bool is_italian)
{
	char *time = format_date_time(value_text(from, "at"), zone, is_italian);

	if (*time != '\0')
		value_set(view, "at", time);
	else
		g_free(time);
}

/* "> " before each line, as mail clients quote. */
static void
set_quote(json_t *view, const char *text)
{
	g_autofree char *clean = g_strchomp(text_clean(text, strlen(text)));
	GString *quote = g_string_new(NULL);
	const char *line = clean;

	while (line != NULL) {
		const char *end = strchr(line, '\n');
		gssize length = end != NULL ? end - line : (gssize)strlen(line);

		g_string_append(quote, length > 0 ? "> " : ">");
		g_string_append_len(quote, line, length);
		if (end != NULL)
			g_string_append_c(quote, '\n');
		line = end != NULL ? end + 1 : NULL;
	}
	value_set(view, "quote", g_string_free(quote, FALSE));
}

static void
set_documents(json_t *view, const json_t *documents, bool is_italian)
{
	json_t *list = json_array();

	for (size_t i = 0; i < json_array_size(documents); i++) {
		const json_t *document = json_array_get(documents, i);
		json_t *entry = json_object();

		value_set_line(entry, "name", value_text(document, "name"));
		value_set(entry, "size",
		    format_size(
			json_integer_value(json_object_get(document, "size")), is_italian));
		json_array_append_new(list, entry);
	}
	if (json_array_size(list) > 0)
		value_set(
		    view, "document_count", g_strdup_printf("%zu", json_array_size(list)));
	json_object_set_new(view, "documents", list);
}

static bool
ends_with(const char *text, const char *end)
{
	g_autofree char *whole = g_utf8_casefold(text, -1);
	g_autofree char *wanted = g_utf8_casefold(end, -1);

	return g_str_has_suffix(whole, wanted);
}

/* What the author signs with, or else his name, under his text, unless he has written it there
 * himself. */
static void
set_signature(json_t *view, const char *author, const char *signature, const char *text)
{
	g_autofree char *name = text_clean_line(author, strlen(author));
	g_autofree char *own = g_strstrip(text_clean(signature, strlen(signature)));
	g_autofree char *body = g_strchomp(text_clean(text, strlen(text)));

	if (!ends_with(body, name) && (*own == '\0' || !ends_with(body, own)))
		value_set(view, "signature",
		    *own != '\0' ? g_steal_pointer(&own) : g_steal_pointer(&name));
}

static void
set_post(json_t *view, const json_t *post, const char *zone, bool is_italian)
{
	value_set_line(view, "author", value_text(post, "author"));
	set_lines(view, "text", value_text(post, "text"));
	set_signature(view, value_text(post, "author"), value_text(post, "signature"),
	    value_text(post, "text"));
	set_time(view, post, zone, is_italian);
	set_documents(view, json_object_get(post, "documents"), is_italian);
}

static void
set_ticket(json_t *view, const json_t *ticket)
{
	json_int_t number = json_integer_value(json_object_get(ticket, "number"));

	if (number > 0)
		value_set(view, "number", g_strdup_printf("%" JSON_INTEGER_FORMAT, number));
	value_set_line(view, "reference", value_text(ticket, "reference"));
	value_set_line(view, "short_code", value_text(ticket, "short_code"));
	value_set_line(view, "ticket_subject", value_text(ticket, "subject"));
}

/* True for an address that the mail system reads as a note: base+n.…@domain (M23). */
static bool
is_note_address(const char *address)
{
	const char *detail = strchr(address, '+');

	return detail != NULL && g_str_has_prefix(detail, "+n.");
}

/* What was left out of the mail that the post came by (M5). */
static void
set_notices(json_t *view, const json_t *notices)
{
	json_t *list = json_array();

	for (size_t i = 0; i < json_array_size(notices); i++) {
		json_t *entry = json_object();

		value_set_line(
		    entry, "notice", value_text(json_array_get(notices, i), "notice"));
		json_array_append_new(list, entry);
	}
	json_object_set_new(view, "notices", list);
}

/* The number of a mail that was put aside, and how many there are (M3). */
static void
set_quarantine(json_t *view, const json_t *envelope)
{
	json_int_t mail = json_integer_value(json_object_get(envelope, "mail"));
	json_int_t count = json_integer_value(json_object_get(envelope, "quarantined"));

	if (mail > 0)
		value_set(view, "mail", g_strdup_printf("%" JSON_INTEGER_FORMAT, mail));
	if (count > 0)
		value_set(view, "quarantined", g_strdup_printf("%" JSON_INTEGER_FORMAT, count));
	json_object_set_new(view, "is_many", json_boolean(count > 1));
	value_set_line(view, "mailbox", value_text(envelope, "mailbox"));
}

/* What happened: one of the names is true, is_other for what has none. */
static void
set_what(json_t *view, const char *what)
{
	static const char *const whats[] = {"opened", "message", "note", "raised", "failed",
	    "held", "assigned", "moved", "merged", "lock", "reminder", "closed", "reopened",
	    "practice", "quarantine"};
	bool is_told = false;

	if (strcmp(what, "generated") == 0 || strcmp(what, "reply") == 0)
		what = "message";
	for (size_t i = 0; i < G_N_ELEMENTS(whats); i++) {
		g_autofree char *name = g_strconcat("is_", whats[i], NULL);
		bool is_this = strcmp(what, whats[i]) == 0;
		is_told |= is_this;
		json_object_set_new(view, name, json_boolean(is_this));
	}
	json_object_set_new(view, "is_other", json_boolean(!is_told));
}

/* Whose move it is, as the contact reads it (R24). */
static void
set_status(json_t *view, const json_t *envelope)
{
	const char *turn = value_text(json_object_get(envelope, "ticket"), "turn");

	value_set_line(view, "status", value_text(envelope, "status"));
	json_object_set_new(view, "is_your_turn", json_boolean(strcmp(turn, "contact") == 0));
	json_object_set_new(view, "is_our_turn", json_boolean(strcmp(turn, "operator") == 0));
	json_object_set_new(view, "is_over", json_boolean(strcmp(turn, "closed") == 0));
}

/* A list of tickets of the morning under name, and how many there are. */
static void
set_tickets(
    json_t *view, const char *name, const json_t *morning, const char *zone, bool is_italian)
{
	const json_t *tickets = json_object_get(morning, name);
	g_autofree char *count = g_strconcat(name, "_count", NULL);
	json_t *list = json_array();

	for (size_t i = 0; i < json_array_size(tickets); i++) {
		const json_t *ticket = json_array_get(tickets, i);
		json_t *entry = json_object();

		value_set_line(entry, "reference", value_text(ticket, "reference"));
		value_set_line(entry, "ticket_subject", value_text(ticket, "subject"));
		value_set(entry, "since",
		    format_date_time(value_text(ticket, "at"), zone, is_italian));
		json_array_append_new(list, entry);
	}
	json_object_set_new(view, name, list);
	value_set_line(view, count, value_text(morning, count));
}

/* What became of an operator's commands, one by one (M24). */
static void
set_transcript(json_t *view, const json_t *transcript)
{
	static const char *const flags[] = {"is_refused", "is_kept", "is_help"};
	const json_t *results = json_object_get(transcript, "results");
	json_t *list = json_array();

	for (size_t i = 0; i < json_array_size(results); i++) {
		const json_t *result = json_array_get(results, i);
		json_t *entry = json_object();

		value_set_line(entry, "line", value_text(result, "line"));
		value_set_line(entry, "reason", value_text(result, "reason"));
		json_array_append_new(list, entry);
	}
	json_object_set_new(view, "results", list);
	for (size_t i = 0; i < G_N_ELEMENTS(flags); i++)
		json_object_set_new(view, flags[i],
		    json_boolean(json_is_true(json_object_get(transcript, flags[i]))));
}

static void
set_operator_part(json_t *view, const json_t *envelope, const char *zone, bool is_italian)
{
	const json_t *history = json_object_get(envelope, "history");
	json_t *list = json_array();

	for (size_t i = 0; i < json_array_size(history) && i < VIEW_HISTORY; i++) {
		const json_t *post = json_array_get(history, i);
		json_t *entry = json_object();

		value_set_line(entry, "author", value_text(post, "author"));
		set_quote(entry, value_text(post, "text"));
		set_time(entry, post, zone, is_italian);
		json_array_append_new(list, entry);
	}
	json_object_set_new(view, "history", list);
	value_set_line(
	    view, "category", value_text(json_object_get(envelope, "ticket"), "category"));
	json_object_set_new(view, "answers_note",
	    json_boolean(is_note_address(value_text(envelope, "reply_to"))));
	set_what(view, value_text(envelope, "what"));
	set_notices(view, json_object_get(envelope, "notices"));
	set_quarantine(view, envelope);
	set_transcript(view, json_object_get(envelope, "transcript"));
	set_tickets(view, "handle", json_object_get(envelope, "morning"), zone, is_italian);
	set_tickets(view, "waiting", json_object_get(envelope, "morning"), zone, is_italian);
}

/* The address of a page of ours under name; "" leaves it out. */
static bool
set_page(json_t *view, const char *name, const char *base_url, const char *path, GError **error)
{
	if (*path == '\0')
		return true;
	char *page = link_for_page(base_url, path, error);
	if (page == NULL)
		return false;
	value_set(view, name, page);
	return true;
}

static bool
set_links(json_t *view, const json_t *envelope, bool is_for_operator, const char *base_url,
    GError **error)
{
	const char *token = value_text(envelope, "link");
	const char *path = value_text(envelope, "url_path");

	if (*token != '\0' && !is_for_operator) {
		char *link = link_for_contact(base_url, token, error);
		if (link == NULL)
			return false;
		value_set(view, "link", link);
	}
	return set_page(view, "page", base_url, path, error) &&
	       set_page(view, "confirm", base_url, value_text(envelope, "confirm_path"), error);
}

/* Leaves what templates of this kind may say, and nothing else (R24). */
static void
keep_names(json_t *view, const char *const *names)
{
	const char *name;
	json_t *value;
	void *next;

	json_object_foreach_safe(view, next, name, value)
	{
		if (!g_strv_contains(names, name))
			json_object_del(view, name);
	}
}

json_t *
view_make(const json_t *envelope, const char *base_url, GError **error)
{
	const json_t *office = json_object_get(envelope, "office");
	const char *zone = value_text(office, "timezone");
	const char *kind = value_text(envelope, "kind");
	bool is_italian = strcmp(value_text(envelope, "language"), "en") != 0;
	bool is_for_operator = !is_for_contact(kind);

	if (view_names(kind) == NULL) {
		error_set(error, ERROR_REJECT, "there is no kind of mail \"%s\"", kind);
		return NULL;
	}
	json_t *view = json_object();
	value_set_line(view, "recipient", value_text(json_object_get(envelope, "to"), "name"));
	value_set_line(view, "office", value_text(office, "name"));
	set_lines(view, "office_address", value_text(office, "address"));
	value_set_line(view, "office_phone", value_text(office, "phone"));
	set_lines(view, "office_hours", value_text(office, "hours"));
	set_lines(view, "footer", value_text(office, "footer"));
	if (view_names(kind) == code_names) {
		value_set_line(view, "code", value_text(envelope, "code"));
		if (set_page(view, "page", base_url, value_text(envelope, "url_path"), error))
			return view;
		json_decref(view);
		return NULL;
	}
	value_set_line(view, "subject", value_text(envelope, "subject"));
	set_lines(view, "reason", value_text(envelope, "reason"));
	set_ticket(view, json_object_get(envelope, "ticket"));
	set_post(view, json_object_get(envelope, "post"), zone, is_italian);
	if (view_names(kind) == summary_names)
		summary_show(view, json_object_get(envelope, "summary"), zone, is_italian);
	else if (is_for_operator)
		set_operator_part(view, envelope, zone, is_italian);
	else
		set_status(view, envelope);
	if (!set_links(view, envelope, is_for_operator, base_url, error)) {
		json_decref(view);
		return NULL;
	}
	keep_names(view, view_names(kind));
	return view;
}
