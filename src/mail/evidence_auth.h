/*
 * evidence_auth: what fields Authentication-Results (RFC 8601) of a mail say, from the topmost
 * one down. Anybody can write such a field: only the topmost one with an authserv-id that the
 * office trusts means anything, and that is decided elsewhere.
 */
#ifndef TURNO_MAIL_EVIDENCE_AUTH_H
#define TURNO_MAIL_EVIDENCE_AUTH_H

#include <glib.h>
#include <jansson.h>

/* ptype.property = value; Exchange writes some without a ptype ("action"). Also a field of the
 * header. */
struct evidence_property {
	char *name;  /* "smtp.mailfrom", lower case */
	char *value; /* unquoted, as written */
};

struct evidence_result {
	char *method; /* "spf", "dkim", "dmarc", …, lower case, without its version */
	char *result; /* "pass", "fail", …, lower case */
	char *reason; /* "" none */
	GPtrArray *properties; /* struct evidence_property */
};

struct evidence_authentication {
	char *authserv_id;       /* lower case; "" where there is none (Exchange) */
	unsigned received_above; /* fields Received above it: 0, the last server wrote it */
	GPtrArray *results;      /* struct evidence_result; empty: "none" */
};

/* Everything empty. The pointers are for lists made by these functions, or freed with
 * evidence_authentication_free(). */
struct evidence_authentication *evidence_authentication_new(void);
void evidence_authentication_free(gpointer authentication);

/* A new result, already in authentication->results; every string empty. */
struct evidence_result *evidence_add_result(struct evidence_authentication *authentication);

/* A list of struct evidence_property, empty. Caller unrefs. */
GPtrArray *evidence_properties_new(void);

/* Copies its strings; pushes onto list. */
void evidence_add_property(GPtrArray *list, const char *name, const char *value);

/* Array of {name, value}. Caller owns it. */
json_t *evidence_properties_json(const GPtrArray *list);

/* Array of {authserv_id, received_above, results: [{method, result, reason, properties:
 * [{name, value}]}]}. Caller owns it. */
json_t *evidence_authentications_json(const GPtrArray *list);

#endif
