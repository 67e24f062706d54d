#include "config.h"
#include "parse/forward_line.h"

#include <glib.h>
#include <string.h>

#include "parse/language.h"
#include "parse/language_word.h"
#include "parse/quote_attribution.h"

#define INTRODUCTION_BYTES 400u

bool
forward_line_read(const char *text, size_t size, size_t begin, struct forward_line *ret_line)
{
	if (begin >= size)
		return false;
	const char *newline = memchr(text + begin, '\n', size - begin);
	size_t end = newline != NULL ? (size_t)(newline - text) : size, at = begin;
	struct forward_line line = {begin, MIN(end + 1, size), NULL, 0, 0};

	while (at < end) {
		size_t blank = language_blank_size(text + at, end - at);

		if (blank == 0 && text[at] != '>')
			break;
		line.level += blank == 0;
		at += blank > 0 ? blank : 1;
	}
	while (end > at && strchr(" \t\r", text[end - 1]) != NULL)
		end--;
	line.at = text + at;
	line.size = end - at;
	*ret_line = line;
	return true;
}

bool
forward_line_is_rule(const struct forward_line *line)
{
	size_t at = 0, dashes = 0;

	while (at < line->size) {
		size_t dash = language_dash_size(line->at + at, line->size - at);

		if (dash == 0)
			return false;
		at += dash;
		dashes++;
	}
	return dashes >= 5;
}

bool
forward_line_is_introduction(const struct forward_line *line)
{
	if (line->size < 10 || line->size > INTRODUCTION_BYTES ||
	    line->at[line->size - 1] != ':' ||
	    language_find_header(line->at, line->size, NULL) != 0)
		return false;
	bool has_address = memchr(line->at, '@', line->size) != NULL, has_digit = false;

	for (size_t i = 0; i < line->size && !has_digit; i++)
		has_digit = g_ascii_isdigit(line->at[i]);
	return has_digit && (has_address || quote_attribution_judge(line->at, line->size) >=
						QUOTE_ATTRIBUTION_STRONG);
}
