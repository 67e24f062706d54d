#include "config.h"
#include "store/json.h"

#include <string.h>

#include "base/error.h"

bool
db_call_json(struct db *db, const char *sql, const struct db_value *values, int count,
    json_t **ret_value, GError **error)
{
	g_autofree char *text = NULL;
	json_error_t problem;

	if (!db_call(db, sql, values, count, &text, error))
		return false;
	if (text == NULL) {
		*ret_value = NULL;
		return true;
	}
	json_t *value = json_loads(text, JSON_DECODE_ANY | JSON_ALLOW_NUL, &problem);
	if (value == NULL)
		return error_set(error, ERROR_REJECT,
		    "the database answered something that is no JSON: %s", problem.text);
	*ret_value = value;
	return true;
}

const char *
json_text(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));

	return text != NULL ? text : "";
}

int64_t
json_number(const json_t *object, const char *name)
{
	return json_integer_value(json_object_get(object, name));
}
