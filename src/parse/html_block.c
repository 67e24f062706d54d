#include "config.h"
#include "parse/html_block.h"

#include <string.h>

#include "parse/html_link.h"

#define SPAN_MAX 20
#define JOINED_BYTES 160u /* cells beside each other up to here, then below each other */
#define JOINED_LINES 4u   /* of the cells before, in a table that holds data */
#define ALT_CHARACTERS 300u
#define PIXELS_MIN 3 /* smaller pictures count clicks */

struct html_open *
html_block_open(struct html_converter *converter, int index)
{
	return &g_array_index(converter->stack, struct html_open, (guint)index);
}

void
html_block_list_begin(
    struct html_converter *converter, struct html_open *open, const struct html_tag *tag)
{
	static const char kinds[] = "1aAiI";
	struct html_slice type = tag->attribute[HTML_TYPE];

	html_layout_break_hard(&converter->layout, 1);
	open->is_ordered = strcmp(open->element->name, "ol") == 0;
	open->number = html_tag_number(tag, HTML_START, 1);
	open->numerals = type.size == 1 && strchr(kinds, type.at[0]) != NULL ? type.at[0] : '1';
	converter->list = (int)converter->stack->len - 1;
}

static void
append_roman(GString *out, int number)
{
	static const struct {
		int value;
		const char *digits;
	} parts[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"},
	    {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}};

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		for (; number >= parts[i].value; number -= parts[i].value)
			g_string_append(out, parts[i].digits);
}

static char *
numeral(int number, char kind)
{
	GString *out = g_string_new(NULL);
	bool is_letter = kind == 'a' || kind == 'A';

	if (is_letter && number >= 1 && number <= 26)
		g_string_append_c(out, (char)('a' + number - 1));
	else if ((kind == 'i' || kind == 'I') && number >= 1 && number <= 100)
		append_roman(out, number);
	else
		g_string_append_printf(out, "%d", number);
	if (kind == 'A' || kind == 'I')
		g_string_ascii_up(out);
	g_string_append(out, ". ");
	return g_string_free(out, FALSE);
}

void
html_block_item_begin(struct html_converter *converter, const struct html_tag *tag)
{
	struct html_open *list =
	    converter->list != HTML_NONE ? html_block_open(converter, converter->list) : NULL;
	g_autofree char *mark = NULL;

	if (list != NULL && list->is_ordered) {
		list->number = html_tag_number(tag, HTML_VALUE, list->number);
		mark = numeral(list->number++, list->numerals);
	}
	html_layout_mark(&converter->layout, mark != NULL ? mark : "- ");
	converter->state.indent += mark != NULL ? (unsigned)strlen(mark) : 2;
}

void
html_block_item_end(struct html_converter *converter)
{
	converter->layout.mark[0] = '\0';
	converter->layout.is_at_start = false;
	html_layout_break(&converter->layout, 1);
}

void
html_block_row_begin(struct html_converter *converter)
{
	html_layout_break_hard(&converter->layout, 1);
	if (converter->table == HTML_NONE)
		return;
	struct html_open *table = html_block_open(converter, converter->table);
	table->row_filled = converter->layout.filled_lines;
	table->columns = 0;
	table->cell_column = table->text_column = HTML_NONE;
	table->cell_begin = converter->layout.out->len;
}

/*
 * Cells stand beside each other, divided by tabs, as long as they are one line. In tables that
 * hold data a cell may have some more lines, and an empty one keeps its place; in those that
 * only arrange things it has none.
 */
void
html_block_cell_begin(struct html_converter *converter, const struct html_tag *tag)
{
	struct html_layout *layout = &converter->layout;

	if (converter->table == HTML_NONE) {
		html_layout_add(layout, ' ', false);
		return;
	}
	struct html_open *table = html_block_open(converter, converter->table);
	guint filled = layout->filled_lines - table->row_filled;
	guint joined_lines = table->is_data ? JOINED_LINES : 1;
	bool is_short = layout->out->len - layout->line_begin <= JOINED_BYTES;
	if (strcmp(tag->element->name, "th") == 0)
		table->is_data = true;
	if (layout->out->len > table->cell_begin)
		table->text_column = table->cell_column;
	int behind = MAX(table->text_column, 0);
	if (filled == 0)
		html_layout_cell(layout, table->is_data ? (unsigned)table->columns : 0, false);
	else if (filled <= joined_lines && is_short)
		html_layout_cell(
		    layout, table->is_data ? (unsigned)(table->columns - behind) : 1, true);
	else
		html_layout_break_hard(layout, 1);
	table->cell_begin = layout->out->len;
	table->cell_column = table->columns;
	table->columns += CLAMP(html_tag_number(tag, HTML_COLSPAN, 1), 1, SPAN_MAX);
	table->columns = MIN(table->columns, 4 * SPAN_MAX);
}

/* The space below a cell's last paragraph is not shown. */
void
html_block_cell_end(struct html_converter *converter)
{
	struct html_layout *layout = &converter->layout;

	layout->newlines = MIN(layout->newlines, 1);
	layout->is_at_start = false;
}

void
html_block_link_begin(struct html_converter *converter, const struct html_tag *tag)
{
	g_autofree char *href = html_tag_value(tag, HTML_HREF);

	html_block_link_end(converter);
	if (href == NULL || !converter->is_shown)
		return;
	converter->link = html_link_target(href);
	converter->link_begin = converter->layout.out->len;
}

void
html_block_link_end(struct html_converter *converter)
{
	GString *out = converter->layout.out;
	g_autofree char *link = g_steal_pointer(&converter->link);

	if (link == NULL || converter->link_begin >= out->len ||
	    html_link_is_shown(link, out->str + converter->link_begin))
		return;
	g_autofree char *text = g_strdup_printf(" <%s>", link);
	html_layout_add_behind(&converter->layout, text);
}

/* "image001.png": the name that a program gave the picture says nothing. */
static bool
is_file_name(const char *alt)
{
	static const char *const ends[] = {
	    ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".svg", NULL};

	for (size_t i = 0; ends[i] != NULL; i++) {
		size_t size = strlen(alt), end = strlen(ends[i]);

		if (size > end && g_ascii_strcasecmp(alt + size - end, ends[i]) == 0)
			return strchr(alt, ' ') == NULL;
	}
	return false;
}

void
html_block_image(struct html_converter *converter, const struct html_tag *tag)
{
	g_autofree char *alt = html_tag_value(tag, HTML_ALT);
	unsigned count = 0;

	if (alt == NULL || html_tag_number(tag, HTML_WIDTH, PIXELS_MIN) < PIXELS_MIN ||
	    html_tag_number(tag, HTML_HEIGHT, PIXELS_MIN) < PIXELS_MIN || is_file_name(alt))
		return;
	for (const char *p = alt; *p != '\0' && count++ < ALT_CHARACTERS;
	     p = g_utf8_next_char(p))
		html_layout_add(&converter->layout, g_utf8_get_char(p), false);
}

void
html_block_rule(struct html_converter *converter)
{
	struct html_layout *layout = &converter->layout;

	html_layout_break_hard(layout, 1);
	html_layout_add_run(layout, "----------", 10);
	converter->rule_line = layout->line;
	converter->rule_filled = layout->filled_lines;
	html_layout_break(layout, 1);
}

/* "1." and "a)" stay, whatever picture of a bullet the font would show becomes "-". */
void
html_block_word_mark_end(struct html_converter *converter)
{
	g_autofree char *text = g_strndup(converter->word_mark, converter->word_mark_size);
	struct html_layout *layout = &converter->layout;
	bool is_number = g_ascii_isalnum(text[0]) && strpbrk(text, ".)") != NULL;
	g_autofree char *mark = g_strdup_printf("%s ", is_number ? text : "-");

	converter->word_mark_size = 0;
	html_layout_mark(layout, mark);
	layout->mark_indent += 2 * (MAX(converter->word_level, 1) - 1);
}

static struct cue *
cue_at(struct html_converter *converter, guint index)
{
	return &g_array_index(converter->cues, struct cue, index);
}

static guint
next_line(const struct html_layout *layout)
{
	return layout->out->len > 0 ? layout->line + 1 : 0;
}

/* A quote inside a frame: what stands above it in the frame introduces it. */
static void
divide_frame(struct html_converter *converter, guint begin)
{
	if (converter->frame == HTML_NONE)
		return;
	struct html_open *frame = html_block_open(converter, converter->frame);
	if (!frame->has_quote) {
		struct cue *cue = cue_at(converter, frame->cue);
		bool has_text = converter->layout.filled_lines > frame->filled_lines;

		cue->kind = CUE_ATTRIBUTION;
		cue->end = has_text ? begin : cue->begin;
	}
	frame->has_quote = true;
}

void
html_block_role_begin(
    struct html_converter *converter, struct html_open *open, enum html_role role)
{
	struct html_layout *layout = &converter->layout;

	if (role == HTML_ROLE_WEAK_QUOTE && converter->frame != HTML_NONE)
		role = HTML_ROLE_QUOTE;
	bool is_head = role == HTML_ROLE_HEAD || role == HTML_ROLE_WEAK_HEAD;
	bool is_weak = role == HTML_ROLE_WEAK_HEAD || role == HTML_ROLE_WEAK_QUOTE;

	if (role == HTML_ROLE_NONE || converter->is_quoted_to_end ||
	    converter->role_count[HTML_ROLE_QUOTE] > 0 || converter->role_count[role] > 0 ||
	    (role == HTML_ROLE_WEAK_HEAD && converter->is_weakly_quoted_to_end))
		return;
	html_layout_break_hard(layout, 1);
	struct cue cue = {CUE_QUOTE, !is_weak, next_line(layout), 0};
	if (role == HTML_ROLE_ATTRIBUTION)
		cue.kind = CUE_ATTRIBUTION;
	if (role == HTML_ROLE_SIGNATURE)
		cue.kind = CUE_SIGNATURE;
	if (is_head) {
		const struct cue *last = converter->cues->len > 0
					     ? cue_at(converter, converter->cues->len - 1)
					     : NULL;
		bool is_below_rule = converter->rule_filled > 0 &&
				     converter->rule_filled == layout->filled_lines &&
				     (last == NULL || last->begin <= converter->rule_line);

		cue.begin = is_below_rule ? converter->rule_line : cue.begin;
		cue.end = CUE_TO_END;
		converter->is_quoted_to_end = !is_weak;
		converter->is_weakly_quoted_to_end = true;
	}
	if (role == HTML_ROLE_QUOTE || role == HTML_ROLE_WEAK_QUOTE)
		divide_frame(converter, cue.begin);
	if (role == HTML_ROLE_FRAME)
		converter->frame = (int)converter->stack->len - 1;
	open->role = role;
	open->cue = converter->cues->len;
	open->filled_lines = layout->filled_lines;
	converter->role_count[role]++;
	g_array_append_val(converter->cues, cue);
}

void
html_block_role_end(struct html_converter *converter, const struct html_open *open)
{
	struct html_layout *layout = &converter->layout;
	struct cue *cue = cue_at(converter, open->cue);

	converter->role_count[open->role]--;
	if (open->role == HTML_ROLE_FRAME)
		converter->frame = HTML_NONE;
	if (cue->end != CUE_TO_END && !open->has_quote)
		cue->end =
		    layout->filled_lines > open->filled_lines ? layout->line + 1 : cue->begin;
	html_layout_break_hard(layout, 1);
}
