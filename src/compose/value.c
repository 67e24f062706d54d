#include "config.h"
#include "compose/value.h"

#include <glib.h>
#include <string.h>

#include "base/text.h"

const char *
value_text(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text != NULL ? text : "";
}

void
value_set(json_t *view, const char *name, char *text)
{
	json_object_set_new(view, name, json_string(text));
	g_free(text);
}

void
value_set_line(json_t *view, const char *name, const char *text)
{
	value_set(view, name, text_clean_line(text, strlen(text)));
}
