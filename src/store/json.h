/* json: calls whose result is a jsonb value, parsed with jansson; used by the files of this
 * room and by those that show such a value. */
#ifndef TURNO_STORE_JSON_H
#define TURNO_STORE_JSON_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

#include "store/db.h"

typedef json_t Json; /* only for g_autoptr(Json) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Json, json_decref)

/*
 * Like db_call(), for a function that returns jsonb. ret_value: a new reference, NULL for SQL
 * null. Errors: those of db_call(); REJECT when the text is no JSON.
 */
bool db_call_json(struct db *db, const char *sql, const struct db_value *values, int count,
    json_t **ret_value, GError **error);
#define DB_CALL_JSON(db, sql, ret, error, ...)                                                 \
	db_call_json(db, sql, (const struct db_value[]){__VA_ARGS__},                          \
	    (int)(sizeof((const struct db_value[]){__VA_ARGS__}) / sizeof(struct db_value)),   \
	    ret, error)

/* The text or the number called name in object; "" or 0 when it is absent or of another type.
 * The text is borrowed from object. */
const char *json_text(const json_t *object, const char *name);
int64_t json_number(const json_t *object, const char *name);

#endif
