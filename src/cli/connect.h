/*
 * connect: what the sub-commands that talk to the database share: the owner's connection and
 * one call in a transaction.
 */
#ifndef TURNO_CLI_CONNECT_H
#define TURNO_CLI_CONNECT_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct cli;
struct db;
struct json_t;
struct option;

/* The owner's connection (database.admin). NULL: errors of db_open(). Caller closes. */
struct db *connect_admin(const struct cli *cli, GError **error);

/*
 * Calls sql, a `select turno.f($1::jsonb)` text that is constant, with argument (may be NULL:
 * no parameter) in a transaction of its own. ret_value: a new reference, NULL for SQL null. The
 * error of a refused call (TU003) is the sentence the database gave.
 */
bool connect_call(struct db *db, const char *sql, const struct json_t *argument,
    struct json_t **ret_value, GError **error);

/* After a failed call: what the database said in words meant for people (TU003), or that there
 * is no such ticket (TU002), takes the place of the error's text. */
void connect_explain(struct db *db, GError **error);

/*
 * Becomes the web with the session of a person, until the transaction ends: person's "as" is an
 * operator's login, its "as_contact" an address of a contact. False as connect_call().
 */
bool connect_enter(struct db *db, const struct json_t *person, GError **error);

/*
 * Has one of three texts as those of connect_call() answer: contact_sql or operator_sql when
 * argument has "as_contact" or "as", under the web's role and that person's session, of which
 * nothing is left behind; else admin_sql, as the owner.
 */
bool connect_ask(struct db *db, const char *admin_sql, const char *operator_sql,
    const char *contact_sql, const struct json_t *argument, struct json_t **ret_value,
    GError **error);

/* A positive number as the whole of word. */
bool connect_number(const char *word, int64_t *ret_number);

/* Calls sql, `select turno.f($1)` that returns one object, with a number, and prints it.
 * Returns the exit status. */
int connect_show(const struct cli *cli, struct db *db, const char *sql, int64_t number);

/* The `list` of a sub-command that takes options only: calls sql, a constant
 * `select turno.f($1::jsonb)` that returns an array, with what argv says of options (see
 * option_parse()) and prints it, as a table of columns without --json. Returns the exit status.
 */
int connect_list(const struct cli *cli, const struct option *options, const char *sql,
    const char *columns, int argc, char **argv);

#endif
