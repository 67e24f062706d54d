#include "config.h"
#include "parse/html.h"

#include <string.h>

#include "parse/cue.h"
#include "parse/entity.h"
#include "parse/html_layout.h"

#define NAME_BYTES 16u
#define URL_BYTES 500u

/* What an element does to the text around it. */
enum effect {
	EFFECT_NONE,
	EFFECT_LINE,      /* begins and ends a line */
	EFFECT_PARAGRAPH, /* likewise, with an empty line */
	EFFECT_BREAK,
	EFFECT_RULE,
	EFFECT_LIST,
	EFFECT_ITEM,
	EFFECT_CELL,
	EFFECT_QUOTE,
	EFFECT_PRE,
	EFFECT_LINK,
	EFFECT_IMAGE,
	EFFECT_SKIP, /* everything up to its end tag is no text */
};

static const struct {
	const char *name;
	enum effect effect;
} elements[] = {{"p", EFFECT_PARAGRAPH}, {"div", EFFECT_LINE}, {"br", EFFECT_BREAK},
    {"a", EFFECT_LINK}, {"tr", EFFECT_LINE}, {"td", EFFECT_CELL}, {"th", EFFECT_CELL},
    {"li", EFFECT_ITEM}, {"ul", EFFECT_LIST}, {"ol", EFFECT_LIST}, {"table", EFFECT_LINE},
    {"img", EFFECT_IMAGE}, {"blockquote", EFFECT_QUOTE}, {"h1", EFFECT_PARAGRAPH},
    {"h2", EFFECT_PARAGRAPH}, {"h3", EFFECT_PARAGRAPH}, {"h4", EFFECT_PARAGRAPH},
    {"h5", EFFECT_PARAGRAPH}, {"h6", EFFECT_PARAGRAPH}, {"hr", EFFECT_RULE},
    {"pre", EFFECT_PRE}, {"script", EFFECT_SKIP}, {"style", EFFECT_SKIP},
    {"title", EFFECT_SKIP}, {"template", EFFECT_SKIP}, {"xml", EFFECT_SKIP},
    {"svg", EFFECT_SKIP}, {"math", EFFECT_SKIP}, {"body", EFFECT_LINE}, {"html", EFFECT_LINE},
    {"head", EFFECT_LINE}, {"dl", EFFECT_LINE}, {"dt", EFFECT_LINE}, {"dd", EFFECT_LINE},
    {"section", EFFECT_LINE}, {"article", EFFECT_LINE}, {"header", EFFECT_LINE},
    {"footer", EFFECT_LINE}, {"address", EFFECT_LINE}, {"center", EFFECT_LINE},
    {"form", EFFECT_LINE}, {"fieldset", EFFECT_LINE}, {"caption", EFFECT_LINE},
    {"option", EFFECT_LINE}};

struct tag {
	char name[NAME_BYTES]; /* lower case, cut */
	bool is_end;
	const char *attributes, *end; /* up to the '>' */
};

struct converter {
	struct html_layout layout;
	const char *html_end;
	bool ignores_quotes; /* an attribute was never closed: tags end at the first '>' */
	bool has_no_more_tags, has_no_comment_end;
	guint64 has_no_end_tag; /* bit per index of elements[] */
	bool shows_hidden;
	char hidden[NAME_BYTES]; /* the element that hides what is in it; "" none */
	unsigned hidden_depth;
	unsigned list_depth;
	unsigned list_number[8]; /* 0: bullets */
	char *link;              /* target of the open <a> */
	size_t link_begin;       /* where its text begins in the output */
	bool has_cell;           /* a cell was written on this row */
	GArray *cues;            /* or NULL */
	struct cue quote;        /* of the outermost open blockquote */
};

/* Behind the '>' of the tag that begins at `at`, or NULL. One failure makes all later tags end
 * at their first '>', which keeps the whole linear. */
static const char *
tag_end(struct converter *converter, const char *at)
{
	char quote = '\0';

	for (const char *p = at; !converter->ignores_quotes && p < converter->html_end; p++) {
		if (quote != '\0')
			quote = *p == quote ? '\0' : quote;
		else if (*p == '>')
			return p + 1;
		else if ((*p == '"' || *p == '\'') && p[-1] == '=')
			quote = *p;
	}
	converter->ignores_quotes = true;
	const char *close = memchr(at, '>', (size_t)(converter->html_end - at));
	converter->has_no_more_tags = close == NULL;
	return close != NULL ? close + 1 : NULL;
}

static bool
tag_parse(struct converter *converter, const char *at, struct tag *ret_tag)
{
	const char *name = at + 1;
	size_t size = 0;

	ret_tag->is_end = *name == '/';
	name += ret_tag->is_end;
	if (!g_ascii_isalpha(*name) && *name != '!' && *name != '?')
		return false;
	const char *end = tag_end(converter, name);
	if (end == NULL)
		return false;
	while (size + 1 < NAME_BYTES && g_ascii_isalnum(name[size])) {
		ret_tag->name[size] = g_ascii_tolower(name[size]);
		size++;
	}
	ret_tag->name[size] = '\0';
	ret_tag->attributes = name + size;
	ret_tag->end = end;
	return true;
}

/* The decoded value of an attribute, or NULL. Caller frees. */
static char *
attribute(const struct tag *tag, const char *name)
{
	size_t size = strlen(name);
	const char *at = tag->attributes, *end = tag->end - 1;

	for (; at + size < end; at++) {
		if (g_ascii_strncasecmp(at, name, size) != 0 || !strchr(" \t\r\n\"'/", at[-1]))
			continue;
		const char *value = at + size + strspn(at + size, " \t\r\n");
		if (*value != '=' || value >= end)
			continue;
		value += 1 + strspn(value + 1, " \t\r\n");
		char quote = *value == '"' || *value == '\'' ? *value++ : '\0';
		GString *out = g_string_new(NULL);
		while (value < end &&
		       (quote != '\0' ? *value != quote : strchr(" \t\r\n>", *value) == NULL)) {
			gunichar character = 0;
			size_t taken = *value == '&' ? entity_take(value, &character) : 0;
			if (taken > 0)
				g_string_append_unichar(out, character);
			else
				g_string_append_c(out, *value);
			value += MAX(taken, 1);
		}
		return g_string_free(out, FALSE);
	}
	return NULL;
}

static bool
is_hidden(const struct tag *tag)
{
	g_autofree char *style = attribute(tag, "style");

	if (style == NULL)
		return false;
	GString *folded = g_string_new(NULL);
	for (const char *p = style; *p != '\0'; p++)
		if (!g_ascii_isspace(*p))
			g_string_append_c(folded, g_ascii_tolower(*p));
	bool result = strstr(folded->str, "display:none") != NULL ||
		      strstr(folded->str, "mso-hide:all") != NULL ||
		      strstr(folded->str, "visibility:hidden") != NULL;
	g_string_free(folded, TRUE);
	return result;
}

static bool
is_void(const char *name)
{
	static const char *const voids[] = {
	    "br", "img", "hr", "input", "meta", "link", "col", "wbr", "area", "base", NULL};

	return g_strv_contains(voids, name);
}

/* Which links are worth showing: those a person could follow. */
static char *
link_target(const struct tag *tag)
{
	g_autofree char *target = attribute(tag, "href");

	if (target == NULL || strlen(target) > URL_BYTES)
		return NULL;
	g_strstrip(target);
	if (g_ascii_strncasecmp(target, "mailto:", 7) == 0)
		return g_strdup(target + 7);
	bool is_web = g_ascii_strncasecmp(target, "http://", 7) == 0 ||
		      g_ascii_strncasecmp(target, "https://", 8) == 0;
	return is_web && strpbrk(target, " \t\r\n<>") == NULL ? g_steal_pointer(&target) : NULL;
}

static void
link_close(struct converter *converter)
{
	GString *out = converter->layout.out;
	g_autofree char *link = g_steal_pointer(&converter->link);

	if (link == NULL || converter->link_begin >= out->len)
		return;
	/* "example.org/x" shows "https://example.org/x/" well enough. */
	const char *bare = strstr(link, "://");
	g_autofree char *shown = g_strdup(bare != NULL ? bare + 3 : link);
	size_t size = strlen(shown);
	if (size > 0 && shown[size - 1] == '/')
		shown[size - 1] = '\0';
	if (strstr(out->str + converter->link_begin, shown) != NULL)
		return;
	g_autofree char *text = g_strdup_printf(" <%s>", link);
	converter->layout.has_blank = false;
	html_layout_add_text(&converter->layout, text);
}

static void
list_change(struct converter *converter, const struct tag *tag)
{
	html_layout_break(&converter->layout, 1);
	if (tag->is_end) {
		converter->list_depth -= converter->list_depth > 0;
		return;
	}
	converter->list_depth++;
	if (converter->list_depth <= G_N_ELEMENTS(converter->list_number))
		converter->list_number[converter->list_depth - 1] =
		    strcmp(tag->name, "ol") == 0 ? 1 : 0;
}

static void
item_begin(struct converter *converter)
{
	unsigned depth = CLAMP(converter->list_depth, 1, G_N_ELEMENTS(converter->list_number));
	unsigned *number = &converter->list_number[depth - 1];
	g_autofree char *mark = NULL;

	html_layout_break(&converter->layout, 1);
	if (converter->list_depth > 0 && *number > 0)
		mark = g_strdup_printf("%*s%u. ", (int)(2 * (depth - 1)), "", (*number)++);
	else
		mark = g_strdup_printf("%*s- ", (int)(2 * (depth - 1)), "");
	html_layout_add_text(&converter->layout, mark);
}

static void
depth_change(unsigned *depth, bool is_end)
{
	if (!is_end)
		(*depth)++;
	else if (*depth > 0)
		(*depth)--;
}

/* Of nested quotes the outermost makes a cue. Programs that answer say type=cite or give it a
 * class; a bare one may be an indented paragraph. */
static void
quote_change(struct converter *converter, const struct tag *tag)
{
	struct html_layout *layout = &converter->layout;
	unsigned before = layout->quote_depth;

	html_layout_break(layout, 1);
	depth_change(&layout->quote_depth, tag->is_end);
	if (before == 0 && layout->quote_depth == 1) {
		g_autofree char *type = attribute(tag, "type");
		g_autofree char *class = attribute(tag, "class");
		bool is_cite = type != NULL && g_ascii_strcasecmp(type, "cite") == 0;

		converter->quote = (struct cue){CUE_QUOTE, is_cite || class != NULL,
		    layout->out->len > 0 ? layout->line + 1 : 0, CUE_TO_END};
	}
	if (before == 1 && layout->quote_depth == 0) {
		converter->quote.end = layout->line + 1;
		if (converter->cues != NULL && converter->quote.begin < converter->quote.end)
			g_array_append_val(converter->cues, converter->quote);
	}
}

static void
image_add(struct converter *converter, const struct tag *tag)
{
	g_autofree char *alt = attribute(tag, "alt");

	for (const char *p = alt; p != NULL && *p != '\0'; p = g_utf8_next_char(p))
		html_layout_add(&converter->layout, g_utf8_get_char(p));
}

static void
apply(struct converter *converter, const struct tag *tag, enum effect effect)
{
	struct html_layout *layout = &converter->layout;

	switch (effect) {
	case EFFECT_LINE:
		converter->has_cell = false;
		html_layout_break(layout, 1);
		break;
	case EFFECT_PARAGRAPH:
		html_layout_break(layout, 2);
		break;
	case EFFECT_BREAK:
		html_layout_line(layout);
		break;
	case EFFECT_RULE:
		html_layout_break(layout, 1);
		html_layout_add_text(layout, "----------");
		html_layout_break(layout, 1);
		break;
	case EFFECT_LIST:
		list_change(converter, tag);
		break;
	case EFFECT_ITEM:
		if (!tag->is_end)
			item_begin(converter);
		break;
	case EFFECT_CELL:
		if (!tag->is_end && converter->has_cell && layout->newlines == 0)
			html_layout_add_text(layout, "\t");
		converter->has_cell = true;
		break;
	case EFFECT_QUOTE:
		quote_change(converter, tag);
		break;
	case EFFECT_PRE:
		html_layout_break(layout, 1);
		depth_change(&layout->pre_depth, tag->is_end);
		break;
	case EFFECT_LINK:
		link_close(converter);
		if (!tag->is_end) {
			converter->link = link_target(tag);
			converter->link_begin = layout->out->len;
		}
		break;
	case EFFECT_IMAGE:
		image_add(converter, tag);
		break;
	case EFFECT_NONE:
	case EFFECT_SKIP:
		break;
	}
}

/* Behind the end tag of a skipped element; behind its own tag when there is no end. */
static const char *
skip_element(struct converter *converter, const struct tag *tag, size_t index)
{
	size_t size = strlen(tag->name);
	const char *at = tag->end;

	if (tag->is_end || tag->end[-2] == '/' ||
	    (converter->has_no_end_tag & (G_GUINT64_CONSTANT(1) << index)) != 0)
		return tag->end;
	while ((at = strstr(at, "</")) != NULL) {
		if (g_ascii_strncasecmp(at + 2, tag->name, size) == 0) {
			const char *close = strchr(at, '>');
			return close != NULL ? close + 1 : converter->html_end;
		}
		at += 2;
	}
	converter->has_no_end_tag |= G_GUINT64_CONSTANT(1) << index;
	return tag->end;
}

static const char *
take_tag(struct converter *converter, const struct tag *tag)
{
	if (converter->hidden[0] != '\0') {
		if (strcmp(tag->name, converter->hidden) == 0 && tag->end[-2] != '/')
			depth_change(&converter->hidden_depth, tag->is_end);
		if (converter->hidden_depth == 0)
			converter->hidden[0] = '\0';
		return tag->end;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(elements); i++) {
		if (strcmp(tag->name, elements[i].name) != 0)
			continue;
		if (elements[i].effect == EFFECT_SKIP)
			return skip_element(converter, tag, i);
		apply(converter, tag, elements[i].effect);
		break;
	}
	if (!tag->is_end && !converter->shows_hidden && !is_void(tag->name) &&
	    tag->end[-2] != '/' && is_hidden(tag)) {
		g_strlcpy(converter->hidden, tag->name, NAME_BYTES);
		converter->hidden_depth = 1;
	}
	return tag->end;
}

static const char *
skip_comment(struct converter *converter, const char *at)
{
	const char *end = converter->has_no_comment_end ? NULL : strstr(at + 4, "-->");

	if (end != NULL)
		return end + 3;
	converter->has_no_comment_end = true;
	end = converter->has_no_more_tags ? NULL : strchr(at, '>');
	converter->has_no_more_tags = end == NULL;
	return end != NULL ? end + 1 : at + 4;
}

static const char *
take_character(struct converter *converter, const char *at)
{
	gunichar character = g_utf8_get_char(at);
	const char *next = g_utf8_next_char(at);
	size_t taken = *at == '&' ? entity_take(at, &character) : 0;

	if (converter->hidden[0] == '\0')
		html_layout_add(&converter->layout, character);
	return taken > 0 ? at + taken : next;
}

static char *
convert(const char *html, bool shows_hidden, GArray *ret_cues)
{
	struct converter converter = {.layout.out = g_string_new(NULL),
	    .html_end = html + strlen(html),
	    .shows_hidden = shows_hidden,
	    .cues = ret_cues};
	const char *at = html;
	struct tag tag;

	while (at < converter.html_end) {
		if (strncmp(at, "<!--", 4) == 0)
			at = skip_comment(&converter, at);
		else if (*at == '<' && !converter.has_no_more_tags &&
			 tag_parse(&converter, at, &tag))
			at = take_tag(&converter, &tag);
		else
			at = take_character(&converter, at);
	}
	link_close(&converter);
	return g_string_free(converter.layout.out, FALSE);
}

char *
html_to_text(const char *html, GArray *ret_cues)
{
	char *text = convert(html, false, ret_cues);

	/* An element that hides and is never closed must not take the mail's text with it. */
	if (text[strspn(text, " \n\t>")] == '\0') {
		g_free(text);
		if (ret_cues != NULL)
			g_array_set_size(ret_cues, 0);
		text = convert(html, true, ret_cues);
	}
	return text;
}
