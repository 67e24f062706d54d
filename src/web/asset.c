#include "config.h"
#include "web/asset.h"

#include <gio/gio.h>
#include <glib.h>
#include <string.h>

#include "web/embed.h"
#include "web/exchange.h"
#include "web/message.h"

enum { GZIP_EXTRA_BYTES = 1024 }; /* what gzip may add to a text that it cannot pack */

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

/* The file's text in gzip (RFC 1952), made once in a process: it holds no secret that its
 * length could tell. NULL: it does not work here. */
static const GString *
packed(const struct embedded *file)
{
	static GHashTable *kept; /* the file → its text */
	gsize read = 0, size = strlen(file->text), written = 0;

	if (kept == NULL)
		kept = g_hash_table_new(NULL, NULL);
	GString *text = g_hash_table_lookup(kept, file);
	if (text != NULL)
		return text;
	g_autoptr(GZlibCompressor) zip =
	    g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
	g_autofree char *out = g_malloc(size + GZIP_EXTRA_BYTES);
	if (g_converter_convert(G_CONVERTER(zip), file->text, size, out,
		size + GZIP_EXTRA_BYTES, G_CONVERTER_INPUT_AT_END, &read, &written,
		NULL) != G_CONVERTER_FINISHED)
		return NULL;
	text = g_string_new_len(out, (gssize)written);
	g_hash_table_insert(kept, (gpointer)file, text);
	return text;
}

static bool
takes_gzip(const struct exchange *x)
{
	const char *encodings = x->io->env(x->io->context, "HTTP_ACCEPT_ENCODING");
	const char *gzip = encodings != NULL ? strstr(encodings, "gzip") : NULL;

	return gzip != NULL && !g_str_has_prefix(gzip, "gzip;q=0");
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
	const GString *gzip = takes_gzip(x) ? packed(file) : NULL;
	x->response->type = type_of(file->name);
	x->response->is_public = true;
	response_add_field(x->response, "Vary", "Accept-Encoding");
	if (gzip != NULL) {
		response_add_field(x->response, "Content-Encoding", "gzip");
		g_string_append_len(x->response->body, gzip->str, (gssize)gzip->len);
	} else {
		g_string_assign(x->response->body, file->text);
	}
}
