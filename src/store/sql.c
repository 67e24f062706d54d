/* Look-ups in the compiled-in files; touches nothing outside. */
#include "config.h"
#include "store/sql.h"

#include <glib.h>
#include <string.h>

const char *
sql_text(const char *path)
{
	for (size_t i = 0; i < sql_file_count; i++)
		if (strcmp(sql_files[i].path, path) == 0)
			return sql_files[i].text;
	g_error("%s is not compiled in", path);
}

char *
sql_file_digest(const struct sql_file *file)
{
	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, file->text, -1);
}

char *
sql_tree_digest(void)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

	for (size_t i = 0; i < sql_file_count; i++) {
		/* The final zero is taken in, so that two files cannot run into one. */
		g_checksum_update(sum, (const guchar *)sql_files[i].path,
		    (gssize)strlen(sql_files[i].path) + 1);
		g_checksum_update(sum, (const guchar *)sql_files[i].text,
		    (gssize)strlen(sql_files[i].text) + 1);
	}
	return g_strdup(g_checksum_get_string(sum));
}
