/*
 * check: what turno check found. A finding is {kind, name, where, message, advice, is_error}:
 * where names its place, "turno.conf:12" or the row of the database, advice says what to do.
 */
#ifndef TURNO_CLI_CHECK_H
#define TURNO_CLI_CHECK_H

#include <stdbool.h>

struct conf;
struct db;
struct json_t;

struct finding {
	const char *kind, *name;
	const char *where; /* NULL: the row of this kind and name */
	const char *message, *advice;
	bool is_warning; /* it can work all the same */
};

/* Appends a finding. All strings are copied. */
void check_add(struct json_t *findings, const struct finding *finding);

/*
 * What of turno.conf, its files and this machine cannot work. mailboxes: as
 * turno.mailbox_list() gives them; db: the administrator's, for what it knows of roles and of
 * the time.
 */
void check_conf(struct json_t *findings, const struct conf *conf, struct db *db,
    const struct json_t *mailboxes);

/* Signs in at every mail server that turnod signs in at: login, folder, certificate. */
void check_servers(struct json_t *findings, const struct conf *conf, struct db *db);

#endif
