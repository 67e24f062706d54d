#include "config.h"
#include "web/logo.h"

#include <glib.h>
#include <jansson.h>

#include "web/exchange.h"
#include "web/message.h"

/* The type as a static string; a picture that could run something is sandboxed too. */
static const char *
known_type(const char *type)
{
	static const char *const known[] = {"image/png", "image/jpeg", "image/svg+xml"};

	for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
		if (g_strcmp0(known[i], type) == 0)
			return known[i];
	return NULL;
}

void
logo_send(struct exchange *x)
{
	g_autoptr(GError) error = NULL;
	json_t *logo = NULL;
	json_t *nothing = json_object();
	gsize size = 0;

	if (!exchange_begin(x, &error) ||
	    !exchange_call(x, "select turno.office_logo($1::jsonb)", nothing, &logo, &error)) {
		exchange_fail(x, error);
	} else {
		const char *type = known_type(json_string_value(json_object_get(logo, "type")));
		const char *base64 = json_string_value(json_object_get(logo, "bytes"));

		if (type == NULL || base64 == NULL) {
			exchange_refuse(x, 404, N_("There is nothing here that you can see."));
		} else {
			g_autofree guchar *bytes = g_base64_decode(base64, &size);

			x->response->type = type;
			x->response->is_public = true;
			x->response->is_sandboxed = true;
			g_string_append_len(
			    x->response->body, (const char *)bytes, (gssize)size);
		}
	}
	json_decref(nothing);
	json_decref(logo);
}
