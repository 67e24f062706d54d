#include "config.h"
#include "web/page_file.h"

#include "base/error.h"
#include "web/embed.h"
#include "web/template.h"

enum { FILE_BYTES_MAX = 1 << 20 };

static GHashTable *replaced; /* "ticket.html" → text; NULL while the office has no folder */

static const char *
find_embedded(const char *file)
{
	for (const struct embedded *page = page_files; page->name != NULL; page++)
		if (g_str_equal(page->name, file))
			return page->text;
	return NULL;
}

const char *
page_file_find(const char *name)
{
	g_autofree char *file = g_strconcat(name, ".html", NULL);
	const char *own = replaced != NULL ? g_hash_table_lookup(replaced, file) : NULL;

	return own != NULL ? own : find_embedded(file);
}

static bool
take_file(GHashTable *files, const char *folder, const char *name, GError **error)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	g_autofree char *text = NULL;
	g_autoptr(GError) why = NULL;
	gsize size = 0;

	if (find_embedded(name) == NULL)
		return error_set(
		    error, ERROR_CONFIG, "%s: no page has a file of this name", path);
	if (!g_file_get_contents(path, &text, &size, &why))
		return error_set(error, ERROR_CONFIG, "%s", why->message);
	if (size > FILE_BYTES_MAX)
		return error_set(error, ERROR_CONFIG, "%s: is larger than 1 MiB", path);
	if (!template_check(path, text, size, error))
		return false;
	g_hash_table_insert(files, g_strdup(name), g_steal_pointer(&text));
	return true;
}

bool
page_file_use_folder(const char *folder, GError **error)
{
	g_autoptr(GHashTable) files =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_autoptr(GError) why = NULL;
	g_autoptr(GDir) dir = NULL;

	if (*folder == '\0')
		return true;
	dir = g_dir_open(folder, 0, &why);
	if (dir == NULL)
		return error_set(error, ERROR_CONFIG, "%s", why->message);
	for (const char *name; (name = g_dir_read_name(dir)) != NULL;)
		if (!take_file(files, folder, name, error))
			return false;
	g_clear_pointer(&replaced, g_hash_table_unref);
	replaced = g_steal_pointer(&files);
	return true;
}
