#include "config.h"
#include "compose/summary.h"

#include <glib.h>
#include <jansson.h>
#include <string.h>

#include "base/format.h"
#include "base/text.h"
#include "compose/value.h"

/* A number of the report: its place in it, its name in the template, and whether it is told
 * when it is 0. */
struct number {
	const char *from, *to;
	bool is_always;
};

static const struct number all_numbers[] = {
    {"triage", "to_triage", true},
    {"held", "to_release", true},
    {"quarantine", "in_quarantine", true},
    {"waiting", "backlog", true},
    {"sent", "sent", true},
    {"queued", "queued", true},
    {"failed", "failed", true},
    {"uncertain", "uncertain", false},
    {"dead", "dead", true},
    {"dead_new", "dead_new", false},
    {"problems", "problems", false},
};

static const struct number box_numbers[] = {
    {"arrived", "arrived", true},
    {"waiting", "waiting", false},
    {"on_server", "on_server", false},
    {"missing", "missing", false},
};

static const struct number outcome_numbers[] = {
    {"ticket", "tickets", false},
    {"post", "posts", false},
    {"event", "events", false},
    {"held", "held", false},
    {"triage", "triage", false},
    {"quarantine", "quarantined", false},
    {"filtered", "filtered", false},
    {"duplicate", "duplicates", false},
};

static void
set_numbers(json_t *view, const json_t *from, const struct number *numbers, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		json_int_t number = json_integer_value(json_object_get(from, numbers[i].from));

		if (number != 0 || numbers[i].is_always)
			value_set(view, numbers[i].to,
			    g_strdup_printf("%" JSON_INTEGER_FORMAT, number));
	}
}

static json_t *
show_mailbox(const json_t *box, const char *zone, bool is_italian)
{
	const char *state = value_text(box, "state");
	json_t *view = json_object();

	value_set_line(view, "mailbox", value_text(box, "name"));
	value_set_line(view, "address", value_text(box, "address"));
	json_object_set_new(view, "is_failing", json_boolean(strcmp(state, "failing") == 0));
	json_object_set_new(view, "is_late", json_boolean(strcmp(state, "late") == 0));
	value_set_line(view, "error", value_text(box, "error"));
	value_set(view, "failing_since",
	    format_date_time(value_text(box, "failing_since"), zone, is_italian));
	value_set(
	    view, "fetched", format_date_time(value_text(box, "fetched_at"), zone, is_italian));
	value_set_line(view, "missing_uids", value_text(box, "missing_uids"));
	set_numbers(view, box, box_numbers, G_N_ELEMENTS(box_numbers));
	set_numbers(view, json_object_get(box, "accounted"), outcome_numbers,
	    G_N_ELEMENTS(outcome_numbers));
	return view;
}

void
summary_show(json_t *view, const json_t *summary, const char *zone, bool is_italian)
{
	const json_t *boxes = json_object_get(summary, "mailboxes");
	json_int_t grown = json_integer_value(json_object_get(summary, "grown_bytes"));
	json_t *list = json_array();

	for (size_t i = 0; i < json_array_size(boxes); i++)
		json_array_append_new(
		    list, show_mailbox(json_array_get(boxes, i), zone, is_italian));
	json_object_set_new(view, "mailboxes", list);
	value_set(
	    view, "since", format_date_time(value_text(summary, "since"), zone, is_italian));
	set_numbers(view, summary, all_numbers, G_N_ELEMENTS(all_numbers));
	value_set(view, "database",
	    format_size(
		json_integer_value(json_object_get(summary, "database_bytes")), is_italian));
	if (grown > 0)
		value_set(view, "grown", format_size(grown, is_italian));
}
