#include "config.h"
#include "parse/uuencode.h"

#include <glib.h>
#include <string.h>

static size_t
line_size(const char *at, const char *end)
{
	const char *newline = memchr(at, '\n', (size_t)(end - at));

	return newline != NULL ? (size_t)(newline - at) + 1 : (size_t)(end - at);
}

/* Without its line end. */
static size_t
content_size(const char *line, size_t size)
{
	while (size > 0 && (line[size - 1] == '\n' || line[size - 1] == '\r'))
		size--;
	return size;
}

/* begin = "begin" SP 3*4octal SP name. Returns the name's place in the line, 0 when it is none.
 */
static size_t
begin_name(const char *line, size_t size)
{
	size_t at = 6;

	if (size < 11 || memcmp(line, "begin ", 6) != 0)
		return 0;
	while (at < size && line[at] >= '0' && line[at] <= '7')
		at++;
	return (at == 9 || at == 10) && at + 1 < size && line[at] == ' ' ? at + 1 : 0;
}

/* The first letter tells how many bytes the others make. Blanks at the end may be lost, a
 * letter or two may be added as a check. */
static bool
is_data_line(const char *line, size_t size)
{
	if (size == 0 || line[0] < ' ' || line[0] > '`')
		return false;
	size_t letters = ((((size_t)line[0] - 32u) & 63u) + 2) / 3 * 4;
	for (size_t i = 1; i < size; i++)
		if (line[i] < ' ' || line[i] > '`')
			return false;
	return size - 1 <= letters + 2 && (size - 1 >= letters || line[size - 1] != ' ');
}

/* Fills what is known from the data behind the line "begin"; false when there is no data. */
static bool
take_data(const char *text, size_t size, size_t offset, struct uuencode_file *file)
{
	const char *at = text + offset, *end = text + size;
	unsigned lines = 0;

	file->offset = offset;
	while (at < end) {
		size_t line = line_size(at, end);
		size_t content = content_size(at, line);

		if (content == 3 && memcmp(at, "end", 3) == 0 && lines > 0) {
			file->length = (size_t)(at - text) - offset;
			file->end = (size_t)(at - text) + line;
			return true;
		}
		if (content == 0 && lines > 0) { /* an empty last line lost its blank */
			at += line;
			continue;
		}
		if (!is_data_line(at, content))
			break;
		lines++;
		at += line;
	}
	file->length = (size_t)(at - text) - offset;
	file->end = (size_t)(at - text);
	return lines > 0;
}

bool
uuencode_find(const char *text, size_t size, size_t start, struct uuencode_file *ret_file)
{
	const char *end = text + size;
	const char *at = text + start;

	while (at < end && (at = memmem(at, (size_t)(end - at), "begin ", 6)) != NULL) {
		if (at != text && at[-1] != '\n') {
			at += 6; /* many of them may stand in one line: it is not measured */
			continue;
		}
		size_t line = line_size(at, end);
		size_t name = begin_name(at, content_size(at, line));
		struct uuencode_file file = {NULL, (size_t)(at - text), 0, 0, 0};

		if (name > 0 && take_data(text, size, file.begin + line, &file)) {
			file.name =
			    g_strstrip(g_strndup(at + name, content_size(at, line) - name));
			*ret_file = file;
			return true;
		}
		at += 6;
	}
	return false;
}
