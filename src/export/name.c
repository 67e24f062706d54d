#include "config.h"
#include "export/name.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"

#define NAME_BYTES 200u
#define ENDING_BYTES 20u

/* Names that Windows takes for devices, whatever their ending. */
static bool
is_device(const char *name)
{
	static const char *const devices[] = {"con", "prn", "aux", "nul", "com1", "com2",
	    "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2", "lpt3",
	    "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", NULL};
	g_autofree char *stem = g_ascii_strdown(name, (gssize)strcspn(name, "."));

	return g_strv_contains(devices, g_strchomp(stem));
}

/* Where the ending begins, a dot and a few letters; the end of name when it has none. */
static size_t
find_ending(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot != NULL && dot != name && strlen(dot) <= ENDING_BYTES ? (size_t)(dot - name)
									 : strlen(name);
}

static char *
make_safe(const char *name)
{
	g_autofree char *readable = text_file_name(name);
	const char *start = readable;

	g_strdelimit(readable, "<>:\"|?*", '_');
	while (*start == '.' || *start == ' ')
		start++;
	g_autofree char *inner = g_strdup(start);
	for (size_t size = strlen(inner);
	     size > 0 && (inner[size - 1] == '.' || inner[size - 1] == ' '); size--)
		inner[size - 1] = '\0';
	if (*inner == '\0')
		return g_strdup("document");
	return is_device(inner) ? g_strconcat("_", inner, NULL) : g_steal_pointer(&inner);
}

GHashTable *
export_names_new(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

char *
export_name(GHashTable *taken, const char *folder, const char *name)
{
	g_autofree char *safe = make_safe(name);
	size_t ending = find_ending(safe);
	g_autofree char *stem = g_strndup(safe, ending);

	text_truncate(stem, NAME_BYTES - ENDING_BYTES);
	for (unsigned n = 1;; n++) {
		g_autofree char *number = n > 1 ? g_strdup_printf(" (%u)", n) : g_strdup("");
		g_autofree char *path =
		    g_strconcat(folder, "/", stem, number, safe + ending, NULL);
		char *folded = g_utf8_casefold(path, -1);

		if (g_hash_table_add(taken, folded))
			return g_steal_pointer(&path);
	}
}
