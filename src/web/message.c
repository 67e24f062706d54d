#include "config.h"
#include "web/message.h"

#include <glib.h>
#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#include "web/embed.h"

enum language
language_parse(const char *tag, enum language fallback)
{
	if (g_strcmp0(tag, "it") == 0)
		return LANGUAGE_IT;
	return g_strcmp0(tag, "en") == 0 ? LANGUAGE_EN : fallback;
}

const char *
language_tag(enum language language)
{
	return language == LANGUAGE_EN ? "en" : "it";
}

/* The weight of one range, "en-GB; q=0.7" → 0.7 (1 without q). */
static double
range_weight(const char *range)
{
	const char *q = range + strcspn(range, ";");

	q += strspn(q, "; \t");
	return g_ascii_strncasecmp(q, "q=", 2) == 0 ? g_ascii_strtod(q + 2, NULL) : 1.0;
}

static bool
range_names(const char *range, const char *tag)
{
	return g_ascii_strncasecmp(range, tag, 2) == 0 && !g_ascii_isalnum(range[2]);
}

enum language
language_negotiate(const char *accept_language)
{
	double italian = 0;
	double english = 0;

	if (accept_language == NULL || strlen(accept_language) > 1000)
		return LANGUAGE_IT;
	g_auto(GStrv) ranges = g_strsplit(accept_language, ",", 20);
	for (char **r = ranges; *r != NULL; r++) {
		const char *range = g_strstrip(*r);

		if (range_names(range, "it"))
			italian = MAX(italian, range_weight(range));
		else if (range_names(range, "en"))
			english = MAX(english, range_weight(range));
	}
	return english > italian ? LANGUAGE_EN : LANGUAGE_IT;
}

static const struct translation *
find(const char *english)
{
	static GHashTable *table;

	if (table == NULL) {
		table = g_hash_table_new(g_str_hash, g_str_equal);
		for (const struct translation *t = catalogue_it; t->source != NULL; t++)
			g_hash_table_insert(table, (gpointer)t->source, (gpointer)t);
	}
	return g_hash_table_lookup(table, english);
}

const char *
message_text(enum language language, const char *english)
{
	const struct translation *t = language == LANGUAGE_IT ? find(english) : NULL;

	return t != NULL ? t->text : english;
}

char *
message_count(
    enum language language, const char *english_one, const char *english_many, int64_t count)
{
	const struct translation *t = language == LANGUAGE_IT ? find(english_one) : NULL;
	const char *one = t != NULL ? t->text : english_one;
	const char *many = t != NULL && t->many != NULL ? t->many : english_many;
	const char *chosen = count == 1 ? one : many;
	const char *hole = strstr(chosen, "%d");

	if (hole == NULL)
		return g_strdup(chosen);
	return g_strdup_printf(
	    "%.*s%" PRId64 "%s", (int)(hole - chosen), chosen, count, hole + 2);
}
