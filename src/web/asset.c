#include "config.h"
#include "web/asset.h"

#include <glib.h>
#include <string.h>

#include "web/embed.h"
#include "web/exchange.h"
#include "web/message.h"

static const struct embedded *
find(const char *name)
{
	for (const struct embedded *file = static_files; file->name != NULL; file++)
		if (g_str_equal(file->name, name))
			return file;
	return NULL;
}

const char *
asset_version(void)
{
	static char version[11];

	if (*version == '\0') {
		const struct embedded *style = find("turno.css");
		g_autofree char *digest =
		    g_compute_checksum_for_string(G_CHECKSUM_SHA256, style->text, -1);

		g_strlcpy(version, digest, sizeof version);
	}
	return version;
}

void
asset_send(struct exchange *x)
{
	const struct embedded *file =
	    find(json_string_value(json_object_get(x->params, "name")));

	if (file == NULL) {
		exchange_refuse(x, 404, N_("There is nothing here that you can see."));
		return;
	}
	x->response->type =
	    g_str_has_suffix(file->name, ".svg") ? "image/svg+xml" : "text/css; charset=utf-8";
	x->response->is_public = true;
	g_string_assign(x->response->body, file->text);
}
