#include "config.h"
#include "parse/enriched.h"

#include <glib.h>
#include <string.h>

#define COMMAND_BYTES 60u /* RFC 1896: a command's name is shorter */
#define QUOTE_DEPTH_MAX 20u

struct reader {
	GString *out;
	bool is_richtext;
	unsigned nofill;   /* <nofill>: line ends are as they stand */
	unsigned hidden;   /* <param>, <comment>: no text */
	unsigned excerpt;  /* <excerpt>: quoted */
	unsigned newlines; /* that were read and are not yet written */
};

static bool
is_line_start(const GString *out)
{
	return out->len == 0 || out->str[out->len - 1] == '\n';
}

/* RFC 1896: one line end is a blank, n of them are n - 1. In richtext all are blanks. */
static void
write_newlines(struct reader *reader)
{
	unsigned count = reader->newlines;

	reader->newlines = 0;
	if (count == 0 || reader->hidden > 0)
		return;
	if (reader->nofill == 0 && (count == 1 || reader->is_richtext)) {
		if (!is_line_start(reader->out))
			g_string_append_c(reader->out, ' ');
		return;
	}
	for (unsigned i = reader->nofill > 0 ? 0 : 1; i < count; i++)
		g_string_append_c(reader->out, '\n');
}

static void
write_text(struct reader *reader, const char *text, size_t size)
{
	if (reader->hidden > 0)
		return;
	write_newlines(reader);
	if (reader->excerpt > 0 && is_line_start(reader->out)) {
		for (unsigned i = 0; i < MIN(reader->excerpt, QUOTE_DEPTH_MAX); i++)
			g_string_append_c(reader->out, '>');
		g_string_append_c(reader->out, ' ');
	}
	g_string_append_len(reader->out, text, (gssize)size);
}

static void
count(unsigned *depth, bool is_end)
{
	if (!is_end)
		(*depth)++;
	else if (*depth > 0)
		(*depth)--;
}

static void
break_line(struct reader *reader)
{
	write_newlines(reader);
	if (!is_line_start(reader->out))
		g_string_append_c(reader->out, '\n');
}

static void
apply(struct reader *reader, const char *command, bool is_end)
{
	if (strcmp(command, "param") == 0 || strcmp(command, "comment") == 0) {
		count(&reader->hidden, is_end);
	} else if (strcmp(command, "nofill") == 0) {
		write_newlines(reader);
		count(&reader->nofill, is_end);
	} else if (strcmp(command, "excerpt") == 0) {
		break_line(reader);
		count(&reader->excerpt, is_end);
	} else if (strcmp(command, "paragraph") == 0 || strcmp(command, "center") == 0) {
		break_line(reader);
	} else if (reader->is_richtext && strcmp(command, "lt") == 0) {
		write_text(reader, "<", 1);
	} else if (reader->is_richtext &&
		   (strcmp(command, "nl") == 0 || strcmp(command, "np") == 0)) {
		reader->newlines = 0;
		g_string_append_c(reader->out, '\n');
	}
}

/* "<" ["/"] command ">". Returns where it ends, NULL when this is none. */
static const char *
take_command(struct reader *reader, const char *at)
{
	bool is_end = at[1] == '/';
	const char *name = at + 1 + is_end;
	size_t size =
	    strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

	if (size == 0 || size > COMMAND_BYTES || name[size] != '>')
		return NULL;
	g_autofree char *command = g_ascii_strdown(name, (gssize)size);
	apply(reader, command, is_end);
	return name + size + 1;
}

char *
enriched_to_text(const char *text, bool is_richtext)
{
	struct reader reader = {.out = g_string_new(NULL), .is_richtext = is_richtext};

	for (const char *at = text; *at != '\0';) {
		const char *next = NULL;

		if (*at == '\n') {
			reader.newlines++;
			at++;
		} else if (*at == '<' && at[1] == '<' && !is_richtext) {
			write_text(&reader, "<", 1);
			at += 2;
		} else if (*at == '<' && (next = take_command(&reader, at)) != NULL) {
			at = next;
		} else {
			size_t size = strcspn(at + 1, "<\n") + 1;
			write_text(&reader, at, size);
			at += size;
		}
	}
	if (reader.newlines > 0 && !is_line_start(reader.out))
		g_string_append_c(reader.out, '\n');
	return g_string_free(reader.out, FALSE);
}
