/*
 * db: one connection to PostgreSQL and calls on it. Statements come from files or are `select
 * turno.f($1, …)`; values travel only as parameters. SQLSTATE decides the error code: 40xxx and
 * TU001 are CONFLICT, 08xxx 53xxx 55xxx 57xxx and a lost connection are RETRY, anything else
 * REJECT. A session-level SET is never sent (lint).
 */
#ifndef TURNO_STORE_DB_H
#define TURNO_STORE_DB_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct conf;
struct db;

/* As whom a program connects: database.gateway, .web or .admin of turno.conf. */
enum db_role { DB_GATEWAY, DB_WEB, DB_ADMIN };

/*
 * Opens a connection as role, with the password of its secret file when it names one.
 * application_name is set to `turno NAME`. NULL: CONFIG when the connection string or the
 * secret cannot be read (never repeated in the error); else RETRY.
 */
struct db *db_open_as(
    const struct conf *conf, enum db_role role, const char *name, GError **error);

/* The same by a connection string of libpq. password: NULL none. */
struct db *db_open(
    const char *conninfo, const char *password, const char *name, GError **error);

/* True when the server is reached without looking up a name: by a socket of this machine, or by
 * address. */
bool db_is_nameless(const char *conninfo);

/* The files and folders that libpq may read for this connection string: pass file, service
 * file, the folders of certificates, whose renewal puts a new file into the place. Caller frees
 * with g_strfreev(). */
char **db_files(const char *conninfo);
void db_close(struct db *db);
typedef struct db Db; /* only for g_autoptr(Db) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Db, db_close)

/* False once the connection is known to be lost: close it and open another. */
bool db_is_alive(const struct db *db);

/* begin, commit, rollback; errors as db_call()'s. */
bool db_begin(struct db *db, GError **error);
bool db_commit(struct db *db, GError **error); /* UNKNOWN when the answer was lost */
void db_rollback(struct db *db); /* also leaves a failed transaction; never fails */

/* One parameter of a call. Text is UTF-8 and is not copied; bytes travel in binary. */
struct db_value {
	enum { DB_NULL, DB_TEXT, DB_INT, DB_BYTES } type;
	const char *text;
	int64_t integer;
	const void *bytes;
	size_t size;
};
#define DB_T(s) ((struct db_value){.type = (s) != NULL ? DB_TEXT : DB_NULL, .text = (s)})
#define DB_I(n) ((struct db_value){.type = DB_INT, .integer = (n)})
#define DB_B(p, n) ((struct db_value){.type = DB_BYTES, .bytes = (p), .size = (n)})
#define DB_N ((struct db_value){.type = DB_NULL})

/*
 * Runs sql with count (at most 16) values; it is prepared once per connection, its parameter
 * types are inferred by the server. The first column of the first row is the result. ret_text
 * (may be NULL): its text, NULL for SQL null or no row; caller frees.
 */
bool db_call(struct db *db, const char *sql, const struct db_value *values, int count,
    char **ret_text, GError **error);
#define DB_CALL(db, sql, ret, error, ...)                                                      \
	db_call(db, sql, (const struct db_value[]){__VA_ARGS__},                               \
	    (int)(sizeof((const struct db_value[]){__VA_ARGS__}) / sizeof(struct db_value)),   \
	    ret, error)

/* What goes to the server together with a call, so that both take one way there and back: the
 * begin of its transaction, the commit. */
enum db_frame { DB_ALONE = 0, DB_BEGIN = 1, DB_COMMIT = 2 };

/*
 * db_call() for all columns of the first row, with what frame (enum db_frame, or'ed) says
 * around it. ret_texts: NULL-terminated, "" for SQL null; NULL without a row. Caller frees with
 * g_strfreev(). A failed call is not committed; errors of the commit are db_commit()'s.
 */
bool db_call_row(struct db *db, unsigned frame, const char *sql, const struct db_value *values,
    int count, char ***ret_texts, GError **error);

/* The same for a bytea result, taken in binary. ret_bytes NULL for SQL null. */
bool db_call_bytes(struct db *db, const char *sql, const struct db_value *values, int count,
    GBytes **ret_bytes, GError **error);

/* Runs a script of several statements without parameters (migrations). */
bool db_script(struct db *db, const char *sql, GError **error);

/* LISTEN channel (a literal name). */
bool db_listen(struct db *db, const char *channel, GError **error);
/* The socket to poll(2) for notifications, -1 when lost. */
int db_fd(const struct db *db);
/* Takes what has arrived: 1 notified, 0 nothing, -1 connection lost. */
int db_take_notifications(struct db *db);

/* The sentence of the last error, when it was TU002 (not found) or TU003 (refused), or NULL:
 * for showing to people. Borrowed until the next call. */
const char *db_refusal(const struct db *db);
/* SQLSTATE of the last error on this connection ("" none). Borrowed. */
const char *db_sqlstate(const struct db *db);

#endif
