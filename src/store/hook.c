#include "config.h"
#include "store/hook.h"

#include "store/json.h"

bool
hook_claim(struct db *db, const char *owner, int seconds, int limit, json_t **ret_claims,
    GError **error)
{
	return DB_CALL_JSON(db, "select turno.hook_claim($1, $2::int, $3::int)", ret_claims,
	    error, DB_T(owner), DB_I(seconds), DB_I(limit));
}

bool
hook_release(struct db *db, const char *owner, GError **error)
{
	return DB_CALL(db, "select turno.hook_release($1)", NULL, error, DB_T(owner));
}

bool
hook_settle(struct db *db, int64_t call, const char *owner, int status, const char *problem,
    int retry_after_s, bool is_final, char **ret_state, GError **error)
{
	return DB_CALL(db,
	    "select turno.hook_settle($1, $2, $3::int, $4, $5::int, $6::int <> 0)", ret_state,
	    error, DB_I(call), DB_T(owner), DB_I(status), DB_T(problem), DB_I(retry_after_s),
	    DB_I(is_final));
}

int
hook_wait_seconds(struct db *db, double *ret_seconds, GError **error)
{
	g_autofree char *seconds = NULL;

	if (!db_call(db, "select turno.hook_wait_seconds()", NULL, 0, &seconds, error))
		return -1;
	if (seconds == NULL)
		return 0;
	*ret_seconds = MAX(g_ascii_strtod(seconds, NULL), 0.0);
	return 1;
}
