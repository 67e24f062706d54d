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
		g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

		for (const struct embedded *file = static_files; file->name != NULL; file++)
			g_checksum_update(sum, (const guchar *)file->text, -1);
		g_strlcpy(version, g_checksum_get_string(sum), sizeof version);
	}
	return version;
}

static const char *
type_of(const char *name)
{
	if (g_str_has_suffix(name, ".svg"))
		return "image/svg+xml";
	return g_str_has_suffix(name, ".js") ? "text/javascript; charset=utf-8"
					     : "text/css; charset=utf-8";
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
	x->response->type = type_of(file->name);
	x->response->is_public = true;
	g_string_assign(x->response->body, file->text);
}
