#include "config.h"
#include "store/mail.h"

#include <string.h>

#include "base/error.h"

/* PostgreSQL's text form of bigint[]: {1,2,3}. */
static char *
uid_array_text(const GArray *uids)
{
	GString *text = g_string_new("{");

	for (guint i = 0; i < uids->len; i++)
		g_string_append_printf(
		    text, "%s%u", i > 0 ? "," : "", g_array_index(uids, uint32_t, i));
	g_string_append_c(text, '}');
	return g_string_free(text, FALSE);
}

static GArray *
uid_array_from_json(const json_t *list)
{
	GArray *uids = g_array_new(FALSE, FALSE, sizeof(uint32_t));

	for (size_t i = 0; i < json_array_size(list); i++) {
		uint32_t uid = (uint32_t)json_integer_value(json_array_get(list, i));

		g_array_append_val(uids, uid);
	}
	return uids;
}

bool
mail_missing(struct db *db, int64_t mailbox, uint32_t uidvalidity, const GArray *uids,
    GArray **ret_missing, GError **error)
{
	g_autofree char *array = uid_array_text(uids);
	g_autoptr(Json) list = NULL;

	if (!DB_CALL_JSON(db, "select to_jsonb(turno.mail_missing($1, $2, $3::bigint[]))",
		&list, error, DB_I(mailbox), DB_I(uidvalidity), DB_T(array)))
		return false;
	*ret_missing = uid_array_from_json(list);
	return true;
}

int
mail_store(struct db *db, const struct mail_arrival *arrival, const char *owner, int64_t epoch,
    int64_t *ret_mail, GError **error)
{
	g_autoptr(GDateTime) date = arrival->received_at != 0
					? g_date_time_new_from_unix_utc(arrival->received_at)
					: g_date_time_new_now_utc();
	g_autofree char *received_at = g_date_time_format(date, "%Y-%m-%dT%H:%M:%SZ");
	g_autofree char *mail = NULL;
	bool has_uid = arrival->uid != 0;

	if (!DB_CALL(db, "select turno.mail_store($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
		&mail, error, DB_I(arrival->mailbox),
		has_uid ? DB_I(arrival->uidvalidity) : DB_N,
		has_uid ? DB_I(arrival->uid) : DB_N, DB_T(received_at),
		DB_B(arrival->sha256, 32), DB_I(arrival->size),
		DB_B(arrival->chunk, arrival->chunk_size), DB_T(owner), DB_I(epoch),
		arrival->server_size > 0 ? DB_I(arrival->server_size) : DB_N))
		return -1;
	if (mail == NULL)
		return 0;
	*ret_mail = g_ascii_strtoll(mail, NULL, 10);
	return 1;
}

bool
blob_append(struct db *db, const unsigned char sha256[32], int seq, const void *chunk,
    size_t size, GError **error)
{
	return DB_CALL(db, "select turno.blob_append($1, $2::int, $3)", NULL, error,
	    DB_B(sha256, 32), DB_I(seq), DB_B(chunk, size));
}

bool
mail_after_pending(
    struct db *db, int64_t mailbox, uint32_t uidvalidity, GArray **ret_uids, GError **error)
{
	g_autoptr(Json) list = NULL;

	if (!DB_CALL_JSON(db, "select to_jsonb(turno.mail_after_pending($1, $2))", &list, error,
		DB_I(mailbox), DB_I(uidvalidity)))
		return false;
	*ret_uids = uid_array_from_json(list);
	return true;
}

bool
mail_after_done(
    struct db *db, int64_t mailbox, uint32_t uidvalidity, const GArray *uids, GError **error)
{
	g_autofree char *array = uid_array_text(uids);

	return DB_CALL(db, "select turno.mail_after_done($1, $2, $3::bigint[])", NULL, error,
	    DB_I(mailbox), DB_I(uidvalidity), DB_T(array));
}

int
mail_room(struct db *db, int64_t mailbox, GError **error)
{
	g_autofree char *room = NULL;

	if (!DB_CALL(db, "select turno.mail_room($1)", &room, error, DB_I(mailbox)))
		return -1;
	return (int)CLAMP(g_ascii_strtoll(room, NULL, 10), 0, G_MAXINT);
}

bool
mail_claim(struct db *db, const char *owner, int64_t epoch, int limit, json_t **ret_list,
    GError **error)
{
	return DB_CALL_JSON(db, "select turno.mail_claim($1, $2, $3::int)", ret_list, error,
	    DB_T(owner), DB_I(epoch), DB_I(limit));
}

bool
mail_chunk(struct db *db, int64_t mail, int seq, GBytes **ret_chunk, GError **error)
{
	const struct db_value values[] = {DB_I(mail), DB_I(seq)};

	return db_call_bytes(db, "select turno.mail_chunk($1, $2::int)", values,
	    G_N_ELEMENTS(values), ret_chunk, error);
}

bool
mail_reader_died(struct db *db, int64_t mail, const char *reason, const char *owner,
    int64_t epoch, bool *ret_quarantined, GError **error)
{
	g_autofree char *quarantined = NULL;

	if (!DB_CALL(db, "select turno.mail_reader_died($1, $2, $3, $4)", &quarantined, error,
		DB_I(mail), DB_T(reason), DB_T(owner), DB_I(epoch)))
		return false;
	*ret_quarantined = g_strcmp0(quarantined, "t") == 0;
	return true;
}

bool
mail_deliver(struct db *db, int64_t mail, const char *evidence, const char *owner,
    int64_t epoch, json_t **ret_verdict, GError **error)
{
	g_autoptr(Json) verdict = NULL;

	if (!DB_CALL_JSON(db, "select turno.deliver($1, $2::jsonb, $3, $4)", &verdict, error,
		DB_I(mail), DB_T(evidence), DB_T(owner), DB_I(epoch)))
		return false;
	if (!json_is_object(verdict))
		return error_set(error, ERROR_REJECT,
		    "mail %" G_GINT64_FORMAT ": the database gave no verdict", mail);
	*ret_verdict = g_steal_pointer(&verdict);
	return true;
}

int
mail_wait_seconds(struct db *db, double *ret_seconds, GError **error)
{
	g_autofree char *seconds = NULL;

	if (!db_call(db, "select turno.mail_wait_seconds()", NULL, 0, &seconds, error))
		return -1;
	if (seconds == NULL)
		return 0;
	*ret_seconds = MAX(g_ascii_strtod(seconds, NULL), 0.0);
	return 1;
}
