#include "config.h"
#include "parse/quote.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "parse/cue.h"
#include "parse/quote_line.h"

#define ATTRIBUTION_LINES 4u
#define ATTRIBUTION_BYTES 500u
#define HEADER_LINES 8u
#define SIGNATURE_LINES 20u
#define WRAPPED_BYTES 40u
#define FOLDED_BYTES 600u

enum kind { KIND_TEXT, KIND_BLANK, KIND_QUOTE, KIND_SIGNATURE };

struct line {
	const char *at;
	size_t size;
	char *folded; /* as quote_line.h wants it */
	enum kind kind;
};

static void
line_clear(gpointer data)
{
	g_free(((struct line *)data)->folded);
}

/* Lower case, no white space and no emphasis (* _) at the ends. */
static char *
fold(const char *at, size_t size)
{
	while (size > 0 && strchr(" \t*_\r", at[0]) != NULL) {
		at++;
		size--;
	}
	while (size > 0 && strchr(" \t*\r", at[size - 1]) != NULL)
		size--;
	size = MIN(size, FOLDED_BYTES);
	while (size > 0 && ((unsigned char)at[size] & 0xc0) == 0x80)
		size--;
	return text_lower(at, (gssize)size);
}

static bool
is_quoted(const struct line *line)
{
	size_t blanks = strspn(line->at, " \t");

	return blanks < line->size && line->at[blanks] == '>';
}

static bool
is_blank(const struct line *line)
{
	const char *end = line->at + line->size;

	for (const char *p = line->at; p < end; p = g_utf8_next_char(p))
		if (!g_unichar_isspace(g_utf8_get_char(p)))
			return false;
	return true;
}

static GArray *
split_lines(const char *text)
{
	GArray *lines = g_array_new(FALSE, TRUE, sizeof(struct line));

	g_array_set_clear_func(lines, line_clear);
	for (const char *at = text; *at != '\0';) {
		struct line line = {at, strcspn(at, "\n"), NULL, KIND_TEXT};

		line.folded = fold(line.at, line.size);
		line.kind = is_blank(&line)    ? KIND_BLANK
			    : is_quoted(&line) ? KIND_QUOTE
					       : KIND_TEXT;
		g_array_append_val(lines, line);
		at += line.size + (at[line.size] == '\n');
	}
	return lines;
}

static struct line *
line_at(const GArray *lines, guint index)
{
	return &g_array_index(lines, struct line, index);
}

static void
mark(GArray *lines, guint from, guint to, enum kind kind)
{
	for (guint i = from; i < to; i++)
		line_at(lines, i)->kind = kind;
}

/* First line from `index` that is not blank; lines->len when there is none. */
static guint
next_filled(const GArray *lines, guint index)
{
	while (index < lines->len && line_at(lines, index)->kind == KIND_BLANK)
		index++;
	return index;
}

/* A header typed into the text: From and two others within the next lines. */
static bool
is_header_block(const GArray *lines, guint index)
{
	unsigned kinds = quote_line_header_kind(line_at(lines, index)->folded);

	if ((kinds & 3) == 0)
		return false;
	for (guint i = index + 1; i < MIN(index + HEADER_LINES, lines->len); i++)
		kinds |= quote_line_header_kind(line_at(lines, i)->folded);
	return (kinds & 1) != 0 && (kinds & 10) != 0 &&
	       (kinds == 11 || kinds == 13 || kinds == 7 || kinds == 15);
}

/* How many lines from `index` are one attribution; 0 when it is none. */
static guint
attribution_size(const GArray *lines, guint index)
{
	g_autoptr(GString) joined = g_string_new(NULL);

	for (guint count = 1; count <= ATTRIBUTION_LINES && index + count <= lines->len;
	     count++) {
		const struct line *line = line_at(lines, index + count - 1);

		if (line->kind != KIND_TEXT)
			return 0;
		if (joined->len > 0)
			g_string_append_c(joined, ' ');
		g_string_append(joined, line->folded);
		if (joined->len > ATTRIBUTION_BYTES)
			return 0;
		guint next = next_filled(lines, index + count);
		bool has_block = next < lines->len && next <= index + count + 1 &&
				 line_at(lines, next)->kind == KIND_QUOTE;
		if (quote_line_is_attribution(joined->str) ||
		    (has_block && quote_line_is_weak_attribution(joined->str)))
			return count;
		if (count == 1 && !quote_line_begins_attribution(joined->str))
			return 0;
	}
	return 0;
}

/* "____" or "----" alone above a header or a separator belongs to it. */
static bool
is_rule(const struct line *line)
{
	return line->size >= 5 && line->at[strspn(line->at, "_-=* \t")] == '\n';
}

static guint
with_rule_above(const GArray *lines, guint index)
{
	guint above = index;

	while (above > 0 && line_at(lines, above - 1)->kind == KIND_BLANK)
		above--;
	return above > 0 && is_rule(line_at(lines, above - 1)) ? above - 1 : index;
}

/* From here on nothing is new. */
static bool
is_end_of_reply(const GArray *lines, guint index)
{
	const struct line *line = line_at(lines, index);

	return quote_line_is_separator(line->folded) || is_header_block(lines, index);
}

static bool
has_kind(const GArray *lines, guint end, enum kind kind)
{
	for (guint i = 0; i < end; i++)
		if (line_at(lines, i)->kind == kind)
			return true;
	return false;
}

/* The marker also ends the reply when it was quoted itself, unless there is no reply above it:
 * then the answer stands below the quote. */
static bool
is_end_by_quoted_marker(const GArray *lines, guint index)
{
	const struct line *line = line_at(lines, index);

	return line->kind == KIND_QUOTE &&
	       strstr(line->folded, "rispondi sopra questa riga") != NULL &&
	       has_kind(lines, index, KIND_TEXT);
}

static void
find_quotes(GArray *lines)
{
	for (guint i = 0; i < lines->len; i++) {
		const struct line *line = line_at(lines, i);

		if (is_end_by_quoted_marker(lines, i)) {
			mark(lines, i, lines->len, KIND_QUOTE);
			return;
		}
		if (line->kind != KIND_TEXT)
			continue;
		if (is_end_of_reply(lines, i)) {
			mark(lines, with_rule_above(lines, i), lines->len, KIND_QUOTE);
			return;
		}
		guint size = attribution_size(lines, i);
		if (size == 0)
			continue;
		guint next = next_filled(lines, i + size);
		if (next < lines->len && line_at(lines, next)->kind != KIND_QUOTE) {
			mark(lines, i, lines->len, KIND_QUOTE);
			return;
		}
		mark(lines, i, i + size, KIND_QUOTE);
		i += size - 1;
	}
}

/* A quoted line that was broken by the way: a short rest directly between two quoted ones. */
static void
mend_wrapped(GArray *lines)
{
	for (guint i = 1; i + 1 < lines->len; i++) {
		struct line *line = line_at(lines, i);

		if (line->kind == KIND_TEXT && line->size <= WRAPPED_BYTES &&
		    line_at(lines, i - 1)->kind == KIND_QUOTE &&
		    is_quoted(line_at(lines, i - 1)) &&
		    line_at(lines, i - 1)->size > WRAPPED_BYTES &&
		    is_quoted(line_at(lines, i + 1)))
			line->kind = KIND_QUOTE;
	}
}

/* Text between two quotes: the answer is inside the quote. */
static bool
is_interleaved(const GArray *lines)
{
	unsigned runs = 0;
	bool in_quote = false;

	for (guint i = 0; i < lines->len; i++) {
		enum kind kind = line_at(lines, i)->kind;

		if (kind == KIND_BLANK)
			continue;
		runs += kind == KIND_QUOTE && !in_quote;
		in_quote = kind == KIND_QUOTE;
	}
	return runs > 1;
}

/* RFC 3676 §4.3, and the mark without its blank. */
static bool
is_signature_mark(const struct line *line)
{
	return line->kind == KIND_TEXT && strcmp(line->folded, "--") == 0;
}

static void
find_signature(GArray *lines)
{
	guint filled = 0, mobile = 0, first = lines->len;

	for (guint i = lines->len; i > 0 && filled <= SIGNATURE_LINES; i--) {
		const struct line *line = line_at(lines, i - 1);

		if (line->kind != KIND_TEXT)
			continue;
		bool is_mobile = quote_line_is_mobile_signature(line->folded);
		if (is_signature_mark(line) || (is_mobile && filled == mobile))
			first = i - 1;
		filled++;
		mobile += is_mobile;
		if (is_signature_mark(line))
			break;
	}
	for (guint i = first; i < lines->len; i++)
		if (line_at(lines, i)->kind == KIND_TEXT)
			line_at(lines, i)->kind = KIND_SIGNATURE;
}

/* The lines of a kind; blank ones go with the line before them. Trimmed of empty lines. */
static char *
collect(const GArray *lines, enum kind kind)
{
	g_autoptr(GString) out = g_string_new(NULL);
	enum kind last = KIND_TEXT;

	for (guint i = 0; i < lines->len; i++) {
		const struct line *line = line_at(lines, i);

		if (line->kind != KIND_BLANK)
			last = line->kind;
		if (last != kind || (out->len == 0 && line->kind == KIND_BLANK))
			continue;
		g_string_append_len(out, line->at, (gssize)line->size);
		g_string_append_c(out, '\n');
	}
	return g_strdup(g_strchomp(out->str));
}

/* What the mark-up told for sure. A quote is not taken for a signature, nor a blank line for
 * anything. */
static void
apply_cues(GArray *lines, const GArray *cues)
{
	for (guint i = 0; cues != NULL && i < cues->len; i++) {
		const struct cue *cue = &g_array_index(cues, struct cue, i);

		if (!cue->is_strong)
			continue;
		enum kind kind = cue->kind == CUE_SIGNATURE ? KIND_SIGNATURE : KIND_QUOTE;
		for (guint k = cue->begin; k < MIN(cue->end, lines->len); k++) {
			struct line *line = line_at(lines, k);

			if (line->kind == KIND_TEXT ||
			    (line->kind == KIND_SIGNATURE && kind == KIND_QUOTE))
				line->kind = kind;
		}
	}
}

void
quote_split(const char *text, const GArray *cues, char **ret_visible, char **ret_quoted,
    char **ret_signature)
{
	g_autoptr(GArray) lines = split_lines(text);

	apply_cues(lines, cues);
	find_quotes(lines);
	mend_wrapped(lines);
	if (!is_interleaved(lines))
		find_signature(lines);
	if (!has_kind(lines, lines->len, KIND_TEXT))
		for (guint i = 0; i < lines->len; i++)
			if (line_at(lines, i)->kind == KIND_SIGNATURE)
				line_at(lines, i)->kind = KIND_TEXT;
	bool has_text = has_kind(lines, lines->len, KIND_TEXT);
	*ret_quoted = has_text ? collect(lines, KIND_QUOTE) : g_strdup("");
	*ret_signature = collect(lines, KIND_SIGNATURE);
	bool shows_all = is_interleaved(lines) || !has_text;
	*ret_visible = shows_all ? g_strchomp(g_strdup(text)) : collect(lines, KIND_TEXT);
}
