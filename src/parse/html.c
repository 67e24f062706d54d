#include "config.h"
#include "parse/html.h"

#include <string.h>

#include "base/limit.h"
#include "parse/entity.h"
#include "parse/html_block.h"
#include "parse/html_sheet.h"

#define BLANK_CHARACTERS " \n\t>"
/* What cleans the text makes it shorter, and still has to see that it is too long. */
#define TEXT_BYTES (4 * LIMIT_TEXT_BYTES)

/* What the text of the state looks like decides whether a person sees it. */
static void
state_changed(struct html_converter *converter)
{
	const struct html_state *state = &converter->state;
	bool has_color_of_ground = state->color >= 0 && state->color == state->background &&
				   !converter->has_sheet_colors;

	converter->is_shown =
	    converter->shows_all ||
	    !(state->is_hidden || state->is_invisible || state->is_tiny || has_color_of_ground);
	converter->layout.indent = state->indent;
}

static void
apply_style(struct html_converter *converter, const struct html_style *style)
{
	struct html_state *state = &converter->state;

	state->is_hidden = state->is_hidden || style->is_hidden;
	if (style->is_invisible != HTML_UNSET)
		state->is_invisible = style->is_invisible == HTML_YES;
	if (style->is_tiny != HTML_UNSET)
		state->is_tiny = style->is_tiny == HTML_YES;
	if (style->is_preformatted != HTML_UNSET)
		state->is_preformatted = style->is_preformatted == HTML_YES;
	if (style->color != HTML_COLOR_UNSET)
		state->color = style->color;
	if (style->background != HTML_COLOR_UNSET)
		state->background = style->background;
	state->is_list_mark = state->is_list_mark || style->is_list_mark;
	if (style->list_level > 0)
		converter->word_level = style->list_level;
}

/* Word's paragraphs and those without margins are lines. */
static bool
is_paragraph_tight(const struct html_tag *tag, const struct html_style *style)
{
	struct html_slice class = tag->attribute[HTML_CLASS];

	return style->has_no_margin ||
	       (class.size > 3 && g_ascii_strncasecmp(class.at, "mso", 3) == 0);
}

static unsigned
newlines_of(const struct html_tag *tag, const struct html_style *style)
{
	enum html_effect effect = tag->element->effect;

	if (effect == EFFECT_PARAGRAPH)
		return is_paragraph_tight(tag, style) ? 1 : 2;
	if (effect == EFFECT_LINE || effect == EFFECT_INDENT || effect == EFFECT_PRE)
		return style->is_block == HTML_NO && effect == EFFECT_LINE ? 0 : 1;
	return effect == EFFECT_INLINE && style->is_block == HTML_YES ? 1 : 0;
}

/* What is open ends: the last of the stack. */
static void
pop(struct html_converter *converter)
{
	guint last = converter->stack->len - 1;
	struct html_open open = *html_block_open(converter, (int)last);
	struct html_layout *layout = &converter->layout;

	g_array_set_size(converter->stack, last);
	converter->open_count[html_element_index(open.element)]--;
	if (converter->state.is_list_mark && !open.outer.is_list_mark)
		html_block_word_mark_end(converter);
	if (open.newlines > 0)
		html_layout_break(layout, open.newlines);
	if (open.role != HTML_ROLE_NONE)
		html_block_role_end(converter, &open);
	switch (open.element->effect) {
	case EFFECT_LINK:
		html_block_link_end(converter);
		break;
	case EFFECT_ITEM:
		html_block_item_end(converter);
		break;
	case EFFECT_CELL:
		html_block_cell_end(converter);
		break;
	case EFFECT_ROW:
	case EFFECT_TABLE:
	case EFFECT_LIST:
		html_layout_break_hard(layout, 1);
		break;
	case EFFECT_QUOTE:
		html_layout_break_hard(layout, 1);
		layout->quote_depth -= open.is_quote;
		break;
	case EFFECT_PHRASE:
		if (converter->is_shown)
			html_layout_add(layout, '"', false);
		break;
	case EFFECT_INLINE:
	case EFFECT_LINE:
	case EFFECT_PARAGRAPH:
	case EFFECT_BREAK:
	case EFFECT_RULE:
	case EFFECT_INDENT:
	case EFFECT_PRE:
	case EFFECT_IMAGE:
	case EFFECT_SKIP:
		break;
	}
	converter->state = open.outer;
	converter->list = open.list;
	converter->table = open.table;
	state_changed(converter);
}

static void
pop_to(struct html_converter *converter, guint index)
{
	while (converter->stack->len > index)
		pop(converter);
}

static bool
is_ended_by(const struct html_element *open, const struct html_element *end)
{
	return open == end || (open->flags & end->flags & HTML_HEADING) != 0;
}

/* Ends the nearest open element of that kind, with all that was opened in it; false when its
 * end tag does not reach it (HTML §13.2.6.4.7). */
static bool
close_element(struct html_converter *converter, const struct html_element *element)
{
	unsigned flags = element->flags;
	unsigned barrier = (flags & HTML_TABLE) != 0     ? 0
			   : (flags & HTML_TABULAR) != 0 ? HTML_TABLE
			   : (flags & HTML_BLOCK) != 0   ? HTML_BARRIER
							 : HTML_BLOCK;

	if (converter->open_count[html_element_index(element)] == 0 &&
	    (flags & HTML_HEADING) == 0)
		return false;
	for (guint i = converter->stack->len; i > 0; i--) {
		const struct html_element *open =
		    html_block_open(converter, (int)i - 1)->element;

		if (is_ended_by(open, element)) {
			pop_to(converter, i - 1);
			return true;
		}
		if ((open->flags & barrier) != 0)
			return false;
	}
	return false;
}

/* Elements that end because this one begins (§13.1.2.4). */
static void
close_implied(struct html_converter *converter, const struct html_element *element)
{
	guint index = converter->stack->len;

	if ((element->flags & HTML_BLOCK) != 0)
		close_element(converter, converter->paragraph);
	if (element->ends == 0)
		return;
	for (guint i = converter->stack->len; i > 0; i--) {
		unsigned flags = html_block_open(converter, (int)i - 1)->element->flags;

		if ((flags & element->until) != 0)
			break;
		index = (flags & element->ends) != 0 ? i - 1 : index;
	}
	pop_to(converter, index);
}

/* What an element's begin does, once its state is set. */
static void
begin(struct html_converter *converter, const struct html_tag *tag, struct html_open *open)
{
	struct html_layout *layout = &converter->layout;

	switch (tag->element->effect) {
	case EFFECT_LIST:
		html_block_list_begin(converter, open, tag);
		break;
	case EFFECT_ITEM:
		html_block_item_begin(converter, tag);
		break;
	case EFFECT_INDENT:
		converter->state.indent += 2;
		break;
	case EFFECT_TABLE:
		html_layout_break_hard(layout, 1);
		open->is_data = html_tag_number(tag, HTML_BORDER, 0) > 0;
		converter->table = (int)converter->stack->len - 1;
		break;
	case EFFECT_ROW:
		html_block_row_begin(converter);
		break;
	case EFFECT_CELL:
		html_block_cell_begin(converter, tag);
		break;
	case EFFECT_PRE:
		converter->state.is_preformatted = true;
		converter->skips_newline = true;
		break;
	case EFFECT_LINK:
		converter->state.color = converter->state.background = HTML_COLOR_UNKNOWN;
		html_block_link_begin(converter, tag);
		break;
	case EFFECT_PHRASE:
		if (converter->is_shown)
			html_layout_add(layout, '"', false);
		break;
	case EFFECT_QUOTE:
	case EFFECT_INLINE:
	case EFFECT_LINE:
	case EFFECT_PARAGRAPH:
	case EFFECT_BREAK:
	case EFFECT_RULE:
	case EFFECT_IMAGE:
	case EFFECT_SKIP:
		break;
	}
}

/* The tag's own style has the last word. */
static void
read_style(
    struct html_converter *converter, const struct html_tag *tag, struct html_style *style)
{
	html_style_read(tag, style);
	if (!style->has_display && html_sheet_hides(converter->hidden_classes, tag))
		style->is_hidden = true;
}

/* An element that is too deep for the stack still begins and ends a line. */
static void
break_ignored(struct html_converter *converter, const struct html_element *element)
{
	if ((element->flags & HTML_BLOCK) != 0)
		html_layout_break(&converter->layout, 1);
}

static void
push(struct html_converter *converter, const struct html_tag *tag)
{
	struct html_style style = {.color = HTML_COLOR_UNSET, .background = HTML_COLOR_UNSET};
	enum html_role role = HTML_ROLE_NONE;
	struct html_open open = {.element = tag->element,
	    .outer = converter->state,
	    .list = converter->list,
	    .table = converter->table};

	if (converter->stack->len >= HTML_DEPTH_MAX) {
		converter->ignored_count[html_element_index(tag->element)]++;
		break_ignored(converter, tag->element);
		return;
	}
	if (tag->has_attributes)
		read_style(converter, tag, &style);
	if (tag->has_attributes || tag->element->effect == EFFECT_QUOTE)
		role = html_cue_role(tag, &style);
	open.newlines = newlines_of(tag, &style);
	if (open.newlines > 0)
		html_layout_break(&converter->layout, open.newlines);
	g_array_append_val(converter->stack, open);
	converter->open_count[html_element_index(tag->element)]++;
	struct html_open *place = html_block_open(converter, (int)converter->stack->len - 1);
	if (tag->element->effect == EFFECT_QUOTE) {
		html_layout_break_hard(&converter->layout, 1);
		place->is_quote = role != HTML_ROLE_NONE;
		converter->layout.quote_depth += place->is_quote;
	}
	html_block_role_begin(converter, place, role);
	begin(converter, tag, place);
	apply_style(converter, &style);
	state_changed(converter);
}

/* An element without content. A rule may be where the quote begins (Zimbra, Hotmail). */
static void
take_void(struct html_converter *converter, const struct html_tag *tag)
{
	enum html_effect effect = tag->element->effect;
	struct html_style style = {0};
	struct html_open open = {.element = tag->element};

	if (tag->has_attributes)
		read_style(converter, tag, &style);
	bool is_hidden =
	    style.is_hidden || converter->state.is_hidden || converter->state.is_invisible;
	if (is_hidden && !converter->shows_all)
		return;
	/* The size and the colour of the text around it do not hide a picture or a rule. */
	if (effect == EFFECT_BREAK) {
		html_layout_line(&converter->layout);
	} else if (effect == EFFECT_IMAGE) {
		html_block_image(converter, tag);
	} else if (effect == EFFECT_RULE) {
		html_block_role_begin(converter, &open, html_cue_role(tag, &style));
		html_block_rule(converter);
		if (open.role != HTML_ROLE_NONE)
			html_block_role_end(converter, &open);
	}
}

static void
take_begin(struct html_converter *converter, const struct html_tag *tag)
{
	const struct html_element *element = tag->element;

	if ((element->flags & HTML_BLOCK) != 0 || element->ends != 0)
		close_implied(converter, element);
	if (element->effect == EFFECT_LINK)
		close_element(converter, element);
	if ((element->flags & HTML_VOID) == 0) {
		push(converter, tag);
		return;
	}
	take_void(converter, tag);
}

static void
take_end(struct html_converter *converter, const struct html_element *element)
{
	unsigned *ignored = &converter->ignored_count[html_element_index(element)];

	if (element->effect == EFFECT_BREAK && converter->is_shown)
		html_layout_line(&converter->layout);
	/* What stands behind </body> and </html> is shown like the rest. */
	if ((element->flags & HTML_VOID) != 0 || strcmp(element->name, "body") == 0 ||
	    strcmp(element->name, "html") == 0)
		return;
	if (*ignored > 0) {
		(*ignored)--;
		break_ignored(converter, element);
		return;
	}
	if (element->effect == EFFECT_LINK)
		html_block_link_end(converter);
	if (!close_element(converter, element) && element->effect == EFFECT_PARAGRAPH)
		html_layout_break(&converter->layout, 2);
}

/* Does the style sheet give anything a background? Then the colours of the text alone do not
 * tell what is seen. */
static void
read_sheet(struct html_converter *converter, const char *sheet, const char *end)
{
	html_sheet_read(converter->hidden_classes, sheet, end);
	if (!converter->has_sheet_colors &&
	    g_strstr_len(sheet, end - sheet, "background") != NULL)
		converter->has_sheet_colors = true;
}

static const char *
take_tag(struct html_converter *converter, const struct html_tag *tag)
{
	const struct html_element *element = tag->element;

	if (element == NULL)
		return tag->end;
	if (element->effect == EFFECT_SKIP) {
		const char *end = html_tag_skip_element(&converter->source, tag);
		if (strcmp(element->name, "style") == 0)
			read_sheet(converter, tag->end, end);
		return end;
	}
	converter->skips_newline = false;
	if (tag->is_end)
		take_end(converter, element);
	else
		take_begin(converter, tag);
	return tag->end;
}

static void
add_character(struct html_converter *converter, gunichar character)
{
	if (converter->skips_newline && character == '\n') {
		converter->skips_newline = false;
		return;
	}
	converter->skips_newline = converter->skips_newline && character == '\r';
	if (!converter->is_shown)
		return;
	if (!converter->state.is_list_mark)
		html_layout_add(
		    &converter->layout, character, converter->state.is_preformatted);
	else if (converter->word_mark_size < sizeof(converter->word_mark) && character > ' ' &&
		 character < 0x7f)
		converter->word_mark[converter->word_mark_size++] = (char)character;
}

static bool
is_plain(char c)
{
	return c > ' ' && c < 0x7f && c != '<' && c != '&';
}

static const char *
take_text(struct html_converter *converter, const char *at)
{
	const char *end = at;
	gunichar character[2] = {0};

	while (is_plain(*end))
		end++;
	if (end > at && !converter->state.is_list_mark) {
		converter->skips_newline = false;
		if (converter->is_shown)
			html_layout_add_run(&converter->layout, at, (size_t)(end - at));
		return end;
	}
	size_t taken = *at == '&' ? entity_take(at, false, character) : 0;
	if (taken == 0) {
		character[0] = g_utf8_get_char(at);
		taken = (size_t)(g_utf8_next_char(at) - at);
	}
	add_character(converter, character[0]);
	if (character[1] != 0)
		add_character(converter, character[1]);
	return at + taken;
}

/* Cues of elements in which nothing stood are none. */
static void
drop_empty_cues(GArray *cues)
{
	guint kept = 0;

	for (guint i = 0; i < cues->len; i++) {
		struct cue cue = g_array_index(cues, struct cue, i);

		if (cue.end > cue.begin)
			g_array_index(cues, struct cue, kept++) = cue;
	}
	g_array_set_size(cues, kept);
}

static char *
convert(const char *html, bool shows_all, GArray *cues)
{
	struct html_converter converter = {.layout.out = g_string_new(NULL),
	    .source = {html, html + strlen(html), false, false, false, {0}},
	    .stack = g_array_new(FALSE, FALSE, sizeof(struct html_open)),
	    .state = {.color = HTML_COLOR_UNKNOWN, .background = 0xffffff},
	    .paragraph = html_element_find("p"),
	    .shows_all = shows_all,
	    .list = HTML_NONE,
	    .table = HTML_NONE,
	    .frame = HTML_NONE,
	    .hidden_classes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
	    .cues = cues};
	struct html_source *source = &converter.source;
	struct html_tag tag;

	/* Text that was only called HTML keeps its lines. */
	converter.state.is_preformatted = !html_tag_is_any(html);
	state_changed(&converter);
	while (source->at < source->end && converter.layout.out->len <= TEXT_BYTES) {
		if (strncmp(source->at, "<!--", 4) == 0)
			source->at = html_tag_skip_comment(source);
		else if (*source->at == '<' && html_tag_take(source, &tag))
			source->at = take_tag(&converter, &tag);
		else
			source->at = take_text(&converter, source->at);
	}
	html_block_link_end(&converter);
	pop_to(&converter, 0);
	g_array_unref(converter.stack);
	g_hash_table_unref(converter.hidden_classes);
	return g_string_free(converter.layout.out, FALSE);
}

char *
html_to_text(const char *html, GArray *ret_cues)
{
	g_autoptr(GArray) cues = cue_list_new();
	char *text = convert(html, false, cues);

	/* An element that hides and is never closed must not take the mail's text with it. */
	if (text[strspn(text, BLANK_CHARACTERS)] == '\0') {
		g_free(text);
		g_array_set_size(cues, 0);
		text = convert(html, true, cues);
	}
	drop_empty_cues(cues);
	if (ret_cues != NULL)
		cue_list_append(ret_cues, cues, 0);
	return text;
}

bool
html_is_document(const char *text)
{
	static const char *const begins[] = {"<!doctype html", "<html"};

	text += g_str_has_prefix(text, "\xef\xbb\xbf") ? 3 : 0;
	while (g_ascii_isspace(*text))
		text++;
	for (size_t i = 0; i < G_N_ELEMENTS(begins); i++) {
		size_t size = strlen(begins[i]);

		if (g_ascii_strncasecmp(text, begins[i], size) == 0 &&
		    (text[size] == '>' || g_ascii_isspace(text[size])))
			return true;
	}
	return false;
}
