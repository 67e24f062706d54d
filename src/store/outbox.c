#include "config.h"
#include "store/outbox.h"

const char *
outbox_result_name(enum outbox_result result)
{
	static const char *const words[] = {[OUTBOX_SENT] = "sent",
	    [OUTBOX_DEFERRED] = "deferred",
	    [OUTBOX_FAILED] = "failed",
	    [OUTBOX_UNCERTAIN] = "uncertain",
	    [OUTBOX_UNREACHABLE] = "unreachable"};

	return words[result];
}

bool
outbox_claim(struct db *db, const char *owner, int seconds, int limit,
    const struct outbox_account *account, json_t **ret_envelopes, GError **error)
{
	return DB_CALL_JSON(db,
	    "select turno.outbox_claim($1, $2::int, $3::int, $4, $5::int, $6::int)",
	    ret_envelopes, error, DB_T(owner), DB_I(seconds), DB_I(limit), DB_T(account->name),
	    DB_I(account->per_minute), DB_I(account->per_day));
}

bool
outbox_release(struct db *db, const char *owner, GError **error)
{
	return DB_CALL(db, "select turno.outbox_release($1)", NULL, error, DB_T(owner));
}

bool
outbox_renew(struct db *db, const char *turnod, int seconds, GError **error)
{
	return DB_CALL(db, "select turno.outbox_renew($1, $2::int)", NULL, error, DB_T(turnod),
	    DB_I(seconds));
}

int
outbox_data(struct db *db, int64_t outbox, const char *owner, GError **error)
{
	g_autofree char *held = NULL;

	if (!DB_CALL(db, "select turno.outbox_data($1, $2)", &held, error, DB_I(outbox),
		DB_T(owner)))
		return -1;
	return g_strcmp0(held, "t") == 0 ? 1 : 0;
}

bool
outbox_settle(struct db *db, int64_t outbox, const char *owner, enum outbox_result result,
    const char *reply, int code, char **ret_state, GError **error)
{
	return DB_CALL(db, "select turno.outbox_settle($1, $2, $3, $4, $5::int)", ret_state,
	    error, DB_I(outbox), DB_T(owner), DB_T(outbox_result_name(result)), DB_T(reply),
	    DB_I(code));
}

int
outbox_wait_seconds(struct db *db, const char *account, double *ret_seconds, GError **error)
{
	g_autofree char *seconds = NULL;

	if (!DB_CALL(
		db, "select turno.outbox_wait_seconds($1)", &seconds, error, DB_T(account)))
		return -1;
	if (seconds == NULL)
		return 0;
	*ret_seconds = MAX(g_ascii_strtod(seconds, NULL), 0.0);
	return 1;
}

bool
tidy_run(struct db *db, const char *owner, json_t **ret_counts, GError **error)
{
	return DB_CALL_JSON(db, "select turno.tidy($1)", ret_counts, error, DB_T(owner));
}

int
search_fill(struct db *db, int64_t limit, GError **error)
{
	g_autofree char *more = NULL;

	if (!DB_CALL(
		db, "select turno.search_fill($1::int) >= $1::int", &more, error, DB_I(limit)))
		return -1;
	return g_strcmp0(more, "t") == 0 ? 1 : 0;
}
