#include "config.h"
#include "web/sentence.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#include "web/embed.h"

enum { DEPTH = 8 }; /* of what stands for a %s and is a sentence itself */

/* Parts of sentences: what something is, and by what it is used. */
static const char *const pieces[] = {
    N_("%s, %s"),
    N_("the office wrote in it"),
    N_("there are receipts of what was sent"),
    N_("a mail waits for somebody's word"),
    N_("it is held"),
    N_("it was merged with another"),
    N_("a practice belongs to it"),
    N_("Category %s"),
    N_("Operator %s"),
    N_("Mailbox %s"),
    N_("Status %s"),
    N_("Priority %s"),
    N_("State %s"),
    N_("Model %s"),
    N_("Tag %s"),
    N_("Hook %s"),
    N_("The template \"%s\""),
    N_("Customer %s"),
    N_("Contact %s"),
    N_("%s ticket"),
    N_("%s tickets"),
    N_("%s route"),
    N_("%s routes"),
    N_("%s mailbox"),
    N_("%s mailboxes"),
    N_("%s sub-category"),
    N_("%s sub-categories"),
    N_("%s knowledge note"),
    N_("%s knowledge notes"),
    N_("%s practice"),
    N_("%s practices"),
    N_("%s model"),
    N_("%s models"),
    N_("%s template"),
    N_("%s templates"),
    N_("%s notice rule"),
    N_("%s notice rules"),
    N_("%s post"),
    N_("%s posts"),
    N_("%s event"),
    N_("%s events"),
    N_("%s mail"),
    N_("%s mails"),
    N_("%s note"),
    N_("%s notes"),
    N_("%s category"),
    N_("%s categories"),
    N_("%s download"),
    N_("%s downloads"),
    N_("%s outgoing mail"),
    N_("%s outgoing mails"),
    N_("%s contact"),
    N_("%s contacts"),
    N_("%s automation"),
    N_("%s automations"),
    N_("%s notice"),
    N_("%s notices"),
    N_("%s waiting call"),
    N_("%s waiting calls"),
};

/* Whether text was made by pattern; then what stands for each %s, in parts. */
static bool
fits(const char *pattern, const char *text, GPtrArray *parts)
{
	g_auto(GStrv) fixed = g_strsplit(pattern, "%s", -1);

	g_ptr_array_set_size(parts, 0);
	if (!g_str_has_prefix(text, fixed[0]))
		return false;
	text += strlen(fixed[0]);
	for (char **piece = fixed + 1; *piece != NULL; piece++) {
		const char *end = piece[1] == NULL ? text + strlen(text) - strlen(*piece)
						   : strstr(text, *piece);

		if (end == NULL || end < text || !g_str_has_prefix(end, *piece))
			return false;
		g_ptr_array_add(parts, g_strndup(text, (gsize)(end - text)));
		text = end + strlen(*piece);
	}
	return *text == '\0';
}

static char *translate(enum language language, const char *english, int depth);

/* pattern of the catalogue with parts, each translated if it can be, in its holes. */
static char *
fill(enum language language, const char *pattern, const GPtrArray *parts, int depth)
{
	GString *out = g_string_new(NULL);
	g_auto(GStrv) fixed = g_strsplit(message_text(language, pattern), "%s", -1);

	for (guint i = 0; fixed[i] != NULL; i++) {
		g_string_append(out, fixed[i]);
		if (fixed[i + 1] == NULL || i >= parts->len)
			continue;
		g_autofree char *part = translate(language, parts->pdata[i], depth + 1);
		g_string_append(out, part);
	}
	return g_string_free(out, FALSE);
}

/* The better of two patterns that fit says more. */
static bool
says_more(const char *pattern, const char *than)
{
	return than == NULL || strlen(pattern) > strlen(than);
}

static char *
translate(enum language language, const char *english, int depth)
{
	g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
	const char *best = NULL;

	if (language != LANGUAGE_IT || depth > DEPTH)
		return g_strdup(english);
	for (size_t i = 0; depth > 0 && i < G_N_ELEMENTS(pieces); i++)
		if (fits(pieces[i], english, parts) && says_more(pieces[i], best))
			best = pieces[i];
	for (const struct translation *t = catalogue_it; depth == 0 && t->source != NULL; t++)
		if (strstr(t->source, "%s") != NULL && fits(t->source, english, parts) &&
		    says_more(t->source, best))
			best = t->source;
	if (best == NULL || !fits(best, english, parts))
		return g_strdup(english); /* a name of the office's own stays as it is */
	return fill(language, best, parts, depth);
}

char *
sentence_text(enum language language, const char *english)
{
	const char *whole = message_text(language, english);

	return whole != english ? g_strdup(whole) : translate(language, english, 0);
}
