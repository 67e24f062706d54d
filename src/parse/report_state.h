/*
 * report_state: what is known of a delivery report while it is being read, recipient by
 * recipient. Strings are UTF-8 and never NULL unless stated.
 */
#ifndef TURNO_PARSE_REPORT_STATE_H
#define TURNO_PARSE_REPORT_STATE_H

#include <glib.h>
#include <stdbool.h>

enum report_action {
	REPORT_FAILED,
	REPORT_DELAYED,
};

struct report_recipient {
	char *address; /* "" the report does not tell */
	char *status;  /* "5.1.1", or NULL */
	enum report_action action;
};

struct report {
	GPtrArray *recipients; /* struct report_recipient: those that failed or wait */
	bool has_failed, has_delayed, has_delivered; /* of all recipients together */
	char *diagnostic;                            /* the first one; "" none */
	/* Of the returned mail; "" and empty when nothing of it came back. */
	bool has_returned;
	char *original_message_id;
	GPtrArray *returned_to, *returned_from; /* char * */
};

/* Nothing known yet. Caller frees with report_free(). */
struct report *report_new(void);
void report_free(struct report *report);
typedef struct report Report; /* only for g_autoptr(Report) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Report, report_free)

/*
 * Adds a recipient, up to LIMIT_ADDRESSES, or returns the one that is there already under that
 * address (any case). An address that is none counts as "". NULL when the limit was met. Copies
 * address.
 */
struct report_recipient *report_add(
    struct report *report, const char *address, enum report_action action);

/* Gives the first recipient without an address this one; the rest as report_add(). */
struct report_recipient *report_name(
    struct report *report, const char *address, enum report_action action);

/* True when some recipient has an address. */
bool report_has_named(const struct report *report);

/* True when list (of char *) holds address in any case. */
bool report_has_address(const GPtrArray *list, const char *address);

/* Keeps the first diagnostic: one clean line without its type ("smtp; "), at most
 * LIMIT_SUBJECT_BYTES. NULL and "" say nothing. */
void report_set_diagnostic(struct report *report, const char *text);

/* Reads the header of the returned mail, which begins at bytes: its Message-ID, its recipients
 * and its senders. What an earlier call found stays. */
void report_read_returned(struct report *report, const char *bytes, gsize size_bytes);

#endif
