#include "config.h"
#include "export/story.h"

#include <glib.h>
#include <jansson.h>
#include <string.h>

#include "store/json.h"

/* A line of what people wrote is one line: it cannot look like a heading of the next post. */
static void
append_text(GString *out, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line != NULL; line++)
		g_string_append_printf(out, "  %s\n", *line);
}

static void
append_files(GString *out, int64_t post, const json_t *files)
{
	for (size_t i = 0; i < json_array_size(files); i++) {
		const json_t *file = json_array_get(files, i);

		if (json_number(file, "post") == post)
			g_string_append_printf(out, "  [%s, %" G_GINT64_FORMAT " byte]\n",
			    json_text(file, "path"), json_number(file, "size"));
	}
}

static void
append_post(GString *out, const json_t *post, const json_t *files)
{
	bool is_note = strcmp(json_text(post, "kind"), "note") == 0;

	g_string_append_printf(out, "\n%s  %s (%s)%s\n", json_text(post, "at"),
	    json_text(post, "author"), json_text(post, "channel"),
	    is_note ? "  [nota interna / internal note]" : "");
	append_text(out, json_text(post, "text"));
	append_files(out, json_number(post, "id"), files);
}

char *
story_of_ticket(const json_t *ticket, const json_t *files)
{
	const json_t *posts = json_object_get(ticket, "posts");
	GString *out = g_string_new(NULL);

	g_string_append_printf(out, "#%" G_GINT64_FORMAT "  %s\n%s\n",
	    json_number(ticket, "number"), json_text(ticket, "subject"),
	    json_text(ticket, "status"));
	for (size_t i = 0; i < json_array_size(posts); i++)
		append_post(out, json_array_get(posts, i), files);
	return g_string_free(out, FALSE);
}
