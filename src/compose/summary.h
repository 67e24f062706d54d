/*
 * summary: what the nightly summary says of the mail system, for its template. Pure.
 */
#ifndef TURNO_COMPOSE_SUMMARY_H
#define TURNO_COMPOSE_SUMMARY_H

#include <stdbool.h>

struct json_t;

/* The names that summary_show() gives, of a mailbox and of all. */
#define SUMMARY_BOX                                                                            \
	"is_failing", "is_late", "error", "failing_since", "fetched", "arrived", "tickets",    \
	    "posts", "events", "held", "triage", "quarantined", "filtered", "duplicates",      \
	    "waiting", "on_server", "missing", "missing_uids"
#define SUMMARY_ALL                                                                            \
	"to_triage", "to_release", "in_quarantine", "backlog", "sent", "queued", "failed",     \
	    "uncertain", "dead", "dead_new", "database", "grown", "problems"

/*
 * Adds to view what turno.summary_report() told: numbers as text and, but for those that always
 * stand in the mail, only where they are not 0; a list "mailboxes". Text is cleaned to one
 * line.
 */
void summary_show(
    struct json_t *view, const struct json_t *summary, const char *zone, bool is_italian);

#endif
