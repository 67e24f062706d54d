/* Pure. */
#include "config.h"
#include "imap/folder.h"

#include <stdint.h>
#include <string.h>

#define SET_RANGES 100

static void
append_shifted(GString *out, const gunichar2 *units, glong count)
{
	g_autofree guchar *bytes = g_malloc((gsize)count * 2);

	for (glong i = 0; i < count; i++) {
		bytes[2 * i] = (guchar)(units[i] >> 8);
		bytes[2 * i + 1] = (guchar)(units[i] & 0xff);
	}
	g_autofree char *base64 = g_base64_encode(bytes, (gsize)count * 2);
	base64[strcspn(base64, "=")] = '\0';
	g_strdelimit(base64, "/", ','); /* the hierarchy separator of many servers */
	g_string_append_printf(out, "&%s-", base64);
}

char *
imap_folder_encode(const char *folder)
{
	GString *out = g_string_new(NULL);

	for (const char *p = folder; *p != '\0';) {
		const char *end = p;

		while ((unsigned char)*end >= 0x80)
			end++;
		if (end > p) {
			glong count = 0;
			g_autofree gunichar2 *units =
			    g_utf8_to_utf16(p, end - p, NULL, &count, NULL);

			if (units != NULL)
				append_shifted(out, units, count);
			p = end;
		} else {
			g_string_append_c(out, *p);
			if (*p++ == '&')
				g_string_append_c(out, '-');
		}
	}
	return g_string_free(out, FALSE);
}

char *
imap_quote(const char *text)
{
	GString *out = g_string_new("\"");

	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '"' || *p == '\\')
			g_string_append_c(out, '\\');
		g_string_append_c(out, *p);
	}
	g_string_append_c(out, '"');
	return g_string_free(out, FALSE);
}

static int
compare_uids(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a;
	uint32_t right = *(const uint32_t *)b;

	return (left > right) - (left < right);
}

static void
append_range(GPtrArray *sets, GString *set, unsigned *ranges, uint32_t first, uint32_t last)
{
	if (set->len > 0)
		g_string_append_c(set, ',');
	g_string_append_printf(set, "%" G_GUINT32_FORMAT, first);
	if (last != first)
		g_string_append_printf(set, ":%" G_GUINT32_FORMAT, last);
	if (++*ranges == SET_RANGES) {
		g_ptr_array_add(sets, g_strdup(set->str));
		g_string_truncate(set, 0);
		*ranges = 0;
	}
}

GPtrArray *
imap_set_format(const GArray *uids)
{
	GPtrArray *sets = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GArray) sorted = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	g_autoptr(GString) set = g_string_new(NULL);
	unsigned ranges = 0;

	g_array_append_vals(sorted, uids->data, uids->len);
	g_array_sort(sorted, compare_uids);
	for (guint i = 0; i < sorted->len;) {
		uint32_t first = g_array_index(sorted, uint32_t, i);
		uint32_t last = first;

		for (i++; i < sorted->len; i++) {
			uint32_t uid = g_array_index(sorted, uint32_t, i);

			if (uid != last && uid != last + 1)
				break;
			last = uid;
		}
		if (first == 0 && last == 0)
			continue;
		append_range(sets, set, &ranges, MAX(first, 1), last);
	}
	if (set->len > 0)
		g_ptr_array_add(sets, g_strdup(set->str));
	return sets;
}
