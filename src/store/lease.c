#include "config.h"
#include "store/lease.h"

#include "store/json.h"

int
lease_take(struct db *db, const char *name, const char *owner, int seconds, int64_t *ret_epoch,
    GError **error)
{
	g_autofree char *epoch = NULL;

	if (!DB_CALL(db, "select turno.lease_take($1, $2, $3::int)", &epoch, error, DB_T(name),
		DB_T(owner), DB_I(seconds)))
		return -1;
	if (epoch == NULL)
		return 0;
	*ret_epoch = g_ascii_strtoll(epoch, NULL, 10);
	return 1;
}

bool
lease_renew(struct db *db, const char *owner, int seconds, char ***ret_names, GError **error)
{
	g_autoptr(Json) names = NULL;

	if (!DB_CALL_JSON(db,
		"select coalesce(jsonb_agg(name), '[]') from turno.lease_renew($1, $2::int) as "
		"name",
		&names, error, DB_T(owner), DB_I(seconds)))
		return false;
	g_autoptr(GPtrArray) held = g_ptr_array_new_with_free_func(g_free);
	for (size_t i = 0; i < json_array_size(names); i++)
		g_ptr_array_add(held, g_strdup(json_string_value(json_array_get(names, i))));
	g_ptr_array_add(held, NULL);
	*ret_names = (char **)g_ptr_array_free(g_steal_pointer(&held), FALSE);
	return true;
}

bool
lease_drop(struct db *db, const char *owner, const char *name, GError **error)
{
	return DB_CALL(
	    db, "select turno.lease_drop($1, $2)", NULL, error, DB_T(owner), DB_T(name));
}
