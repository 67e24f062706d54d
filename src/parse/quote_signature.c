#include "config.h"
#include "parse/quote_signature.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "mail/evidence.h"
#include "parse/quote_line.h"
#include "parse/quote_phrase.h"

#define WINDOW_LINES 60u
#define PARAGRAPH_BYTES 6000u
#define MARKED_LINES 20u       /* under "--" */
#define MARKED_EXACT_LINES 30u /* under "-- ", which nobody types by chance */
#define RULED_LINES 14u
#define RULE_MARKS 3u
#define LONG_BYTES 120u /* a line of a text, not of a signature */
#define BLOCK_LINES 14u
#define LIST_NAME_LINES 4u
#define SIGN_OFF_BYTES 50u

/* A run of lines that are not blank. */
struct paragraph {
	guint from, to;
};

/* What in a line is of the kind people put under their names; bits. */
enum contact { CONTACT_ADDRESS = 1, CONTACT_PHONE = 2, CONTACT_LINK = 4 };

static bool
is_filled(const GArray *lines, guint index)
{
	return quote_line_at(lines, index)->kind != QUOTE_BLANK;
}

/* The last line of [from, to) that is not blank; -1 none. */
static int
last_filled(const GArray *lines, guint from, guint to)
{
	for (guint i = to; i > from; i--)
		if (is_filled(lines, i - 1))
			return (int)i - 1;
	return -1;
}

static guint
paragraph_begin(const GArray *lines, guint from, guint last)
{
	while (last > from && is_filled(lines, last - 1))
		last--;
	return last;
}

/* Lower case, in one line, for the tables. Caller frees. */
static char *
fold_lines(const GArray *lines, guint from, guint to)
{
	g_autoptr(GString) text = g_string_new(NULL);
	char folded[QUOTE_FOLD_BYTES];

	for (guint i = from; i < to && text->len < PARAGRAPH_BYTES; i++) {
		struct quote_line piece = *quote_line_at(lines, i);
		const char *end = piece.at + piece.size;

		/* Long lines in pieces: a notice is often one line. */
		while (piece.at < end && text->len < PARAGRAPH_BYTES) {
			piece.size =
			    (guint32)MIN((size_t)(end - piece.at), QUOTE_FOLD_BYTES / 2);
			while (piece.at + piece.size < end &&
			       ((guchar)piece.at[piece.size] & 0xc0) == 0x80)
				piece.size--;
			quote_line_fold(&piece, false, folded);
			bool is_split = text->len > 0 &&
					piece.at != quote_line_at(lines, i)->at &&
					piece.at[0] != ' ' && piece.at[-1] != ' ';
			if (text->len > 0 && !is_split)
				g_string_append_c(text, ' ');
			g_string_append(text, folded);
			piece.at += piece.size;
		}
	}
	/* "*** Avviso" */
	gsize marks = 0;
	while (
	    text->str[marks] != '\0' && !g_unichar_isalnum(g_utf8_get_char(text->str + marks)))
		marks = (gsize)(g_utf8_next_char(text->str + marks) - text->str);
	g_string_erase(text, 0, (gssize)marks);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

/* The footer of a mailing list: a rule, its name, its address. */
static bool
is_list_footer(const GArray *lines, guint from, guint to)
{
	bool has_name = false, has_link = false;

	if (!quote_line_is_rule(quote_line_at(lines, from), 20) || to - from < 2 ||
	    to - from > LIST_NAME_LINES + 1)
		return false;
	for (guint i = from + 1; i < to; i++) {
		char folded[QUOTE_FOLD_BYTES];

		quote_line_fold(quote_line_at(lines, i), false, folded);
		has_name |= strstr(folded, "mailing list") != NULL;
		has_link |= strstr(folded, "http") != NULL || strchr(folded, '@') != NULL;
	}
	return has_name && has_link;
}

static enum quote_boilerplate
judge_paragraph(const GArray *lines, guint from, guint to)
{
	if (is_list_footer(lines, from, to))
		return QUOTE_BOILERPLATE_FOOTER;
	g_autofree char *text = fold_lines(lines, from, to);
	return quote_phrase_judge_paragraph(text);
}

/* Where in the paragraph the notice begins: people do not leave a line empty above it. */
static guint
notice_begin(const GArray *lines, guint from, guint to)
{
	for (guint i = from; i + 1 < to; i++) {
		g_autofree char *two = fold_lines(lines, i, i + 2);
		g_autofree char *second = fold_lines(lines, i + 1, i + 2);

		if (quote_phrase_begins_notice(two))
			return i > from && quote_phrase_begins_notice(second) ? i + 1 : i;
	}
	return from;
}

static bool
is_device_line(const GArray *lines, guint index)
{
	char folded[QUOTE_FOLD_BYTES];
	const struct quote_line *line = quote_line_at(lines, index);
	size_t size = quote_line_fold(line, true, folded);

	/* Nothing but signs: the mark of a tracker, a rule. */
	if (size == 0)
		return quote_line_is_rule(line, 2);
	return quote_phrase_is_device_line(folded, size);
}

/* Takes from the end what no person wrote. Returns where that begins. */
static guint
skip_boilerplate(const GArray *lines, guint from, guint to)
{
	guint cut = to, open = to;

	for (int last; (last = last_filled(lines, from, open)) >= 0;) {
		guint end = (guint)last + 1, begin = paragraph_begin(lines, from, (guint)last);

		if (open == cut && is_device_line(lines, (guint)last)) {
			cut = open = (guint)last;
			continue;
		}
		switch (judge_paragraph(lines, begin, end)) {
		case QUOTE_BOILERPLATE_NONE:
			return cut;
		case QUOTE_BOILERPLATE_TITLE:
			if (cut == to || open != cut)
				return cut;
			cut = begin;
			break;
		case QUOTE_BOILERPLATE_PART: /* it counts when a notice stands above it */
			break;
		case QUOTE_BOILERPLATE_NOTICE:
			cut = notice_begin(lines, begin, end);
			if (cut > begin)
				return cut;
			break;
		case QUOTE_BOILERPLATE_FOOTER:
		default:
			cut = begin;
			break;
		}
		open = begin;
	}
	return cut;
}

static guint
count_filled(const GArray *lines, guint from, guint to, bool *ret_has_long)
{
	guint count = 0;

	*ret_has_long = false;
	for (guint i = from; i < to; i++) {
		const struct quote_line *line = quote_line_at(lines, i);

		count += line->kind != QUOTE_BLANK;
		*ret_has_long |= line->size > LONG_BYTES;
	}
	return count;
}

static unsigned
contact_kinds(const struct quote_line *line)
{
	static const char *const phones[] = {"tel", "cell", "fax", "mob", "phone", "ph.",
	    "cel.", "fon", "gsm", "тел", "моб", NULL};
	char folded[QUOTE_FOLD_BYTES];
	unsigned digits = 0, others = 0, kinds = 0;
	bool is_labelled = false;

	size_t size = quote_line_fold(line, true, folded);
	for (size_t i = 0; phones[i] != NULL; i++)
		is_labelled |= strncmp(folded, phones[i], strlen(phones[i])) == 0;
	for (const char *p = folded; *p != '\0'; p++) {
		digits += g_ascii_isdigit(*p);
		others += g_ascii_isalpha(*p);
	}
	if (digits >= 6 && digits <= 30 && (is_labelled || others <= 6))
		kinds |= CONTACT_PHONE;
	const char *at = strchr(folded, '@');
	if (at != NULL && strchr(at, '.') != NULL && size < LONG_BYTES)
		kinds |= CONTACT_ADDRESS;
	if (strstr(folded, "www.") != NULL || strstr(folded, "http://") != NULL ||
	    strstr(folded, "https://") != NULL)
		kinds |= CONTACT_LINK;
	return kinds;
}

/* How many lines of [from, to) are of that kind; *ret_kinds of how many kinds. */
static guint
count_contacts(const GArray *lines, guint from, guint to, unsigned *ret_kinds)
{
	guint count = 0;

	*ret_kinds = 0;
	for (guint i = from; i < to; i++) {
		unsigned kinds = contact_kinds(quote_line_at(lines, i));

		count += kinds != 0;
		*ret_kinds |= kinds;
	}
	return count;
}

static bool
is_exact_mark(const struct quote_line *line)
{
	return line->size >= 3 && memcmp(line->at, "-- ", 3) == 0 &&
	       strspn(line->at, "- \r") >= line->size;
}

/* "--", "- -- " of a PGP text, "—", "__", with any blanks. */
static bool
is_mark(const struct quote_line *line)
{
	static const char *const marks[] = {"--", "\xe2\x80\x94", "\xe2\x80\x93", "- --", "__",
	    "--\xc2\xa0", "\xe2\x80\x94\xc2\xa0", "\\--", NULL};
	size_t size = line->size;

	while (size > 0 && strchr(" \t\r", line->at[size - 1]) != NULL)
		size--;
	for (size_t i = 0; marks[i] != NULL; i++)
		if (strlen(marks[i]) == size && memcmp(line->at, marks[i], size) == 0)
			return true;
	return false;
}

static bool
has_data(const GArray *lines, guint from, guint to)
{
	for (guint i = from; i < to; i++) {
		char folded[QUOTE_FOLD_BYTES];

		quote_line_fold(quote_line_at(lines, i), false, folded);
		if (quote_phrase_has_data(folded))
			return true;
	}
	return false;
}

/* Is what stands between a mark in line `index` and `to` a signature? */
static bool
is_below_mark(const GArray *lines, guint index, guint to)
{
	const struct quote_line *line = quote_line_at(lines, index);
	unsigned kinds;
	bool has_long;
	guint count = count_filled(lines, index + 1, to, &has_long);

	if (is_exact_mark(line))
		return count <= MARKED_EXACT_LINES;
	if (has_long || has_data(lines, index + 1, to))
		return false;
	return is_mark(line)
		   ? count <= MARKED_LINES
		   : count <= RULED_LINES && count_contacts(lines, index + 1, to, &kinds) >= 2;
}

/* The topmost exact mark in [from, to), else the lowest other one; when there are several
 * others they divide a text. */
static guint
find_mark(const GArray *lines, guint from, guint to)
{
	guint exact = to, other = to, others = 0;

	for (guint i = to; i > from; i--) {
		const struct quote_line *line = quote_line_at(lines, i - 1);

		if (is_exact_mark(line)) {
			exact = is_below_mark(lines, i - 1, to) ? i - 1 : exact;
		} else if (is_mark(line) || quote_line_is_rule(line, RULE_MARKS)) {
			others += is_mark(line);
			if (other == to && is_below_mark(lines, i - 1, to))
				other = i - 1;
		}
	}
	return exact < to ? exact : others > 1 ? to : other;
}

/* Does the line begin with the sender's name and surname? */
static bool
is_sender(const GArray *lines, guint index, const struct evidence_address *sender)
{
	char folded[QUOTE_FOLD_BYTES];

	if (sender == NULL || strchr(sender->name, ' ') == NULL)
		return false;
	g_autofree char *name = text_lower(sender->name, -1);
	size_t size = strlen(name);

	quote_line_fold(quote_line_at(lines, index), true, folded);
	return strncmp(folded, name, size) == 0 &&
	       !g_unichar_isalpha(g_utf8_get_char(folded + size));
}

/* Who gives his own address in a block of contacts gives his own contacts. */
static bool
has_own_address(
    const GArray *lines, guint from, guint to, const struct evidence_address *sender)
{
	bool has_address = false;

	if (sender == NULL || sender->address[0] == '\0')
		return false;
	g_autofree char *address = text_lower(sender->address, -1);

	for (guint i = from; i < to && !has_address; i++) {
		char folded[QUOTE_FOLD_BYTES];

		quote_line_fold(quote_line_at(lines, i), false, folded);
		has_address = strstr(folded, address) != NULL;
	}
	return has_address;
}

/* A line of a text: long, or a question, or announcing something. */
static bool
is_prose(const GArray *lines, guint index)
{
	char folded[QUOTE_FOLD_BYTES];
	const struct quote_line *line = quote_line_at(lines, index);
	size_t size = quote_line_fold(line, false, folded);

	return size > LONG_BYTES || (size > 0 && strchr("?!:;", folded[size - 1]) != NULL);
}

static bool
is_closing(const GArray *lines, guint index)
{
	char folded[QUOTE_FOLD_BYTES];
	size_t size = quote_line_fold(quote_line_at(lines, index), false, folded);

	return quote_phrase_is_closing(folded, size);
}

/* The first filled line above index ends a sentence that does not speak of contacts. */
static bool
is_below_sentence(const GArray *lines, guint from, guint index)
{
	char folded[QUOTE_FOLD_BYTES];
	int last = last_filled(lines, from, index);

	if (last < 0)
		return false;
	size_t size = quote_line_fold(quote_line_at(lines, (guint)last), false, folded);
	return size > 0 && strchr(".!)", folded[size - 1]) != NULL &&
	       !quote_phrase_names_contacts(folded);
}

/*
 * A block of name and contacts at the end: below a closing formula or beginning with the
 * sender's name one contact is enough; else two kinds below the end of a sentence, and three of
 * them or the sender's own address.
 */
static guint
find_block(const GArray *lines, guint from, guint to, const struct evidence_address *sender)
{
	guint filled = 0, begin = to, top = to;
	unsigned kinds;

	for (guint i = to; i > from && filled <= BLOCK_LINES; i--) {
		if (!is_filled(lines, i - 1))
			continue;
		if (is_closing(lines, i - 1)) {
			begin = i;
			break;
		}
		if (is_prose(lines, i - 1))
			break;
		filled++;
		top = i - 1;
		if (is_sender(lines, i - 1, sender) && i - 1 > from &&
		    !is_filled(lines, i - 2) && is_below_sentence(lines, from, i - 1)) {
			begin = i - 1;
			break;
		}
	}
	if (begin < to && filled > 1)
		return count_contacts(lines, begin, to, &kinds) >= 1 &&
			       !has_data(lines, begin, to)
			   ? begin
			   : to;
	int last = last_filled(lines, from, to);
	if (last < 0 || filled < 3)
		return to;
	begin = paragraph_begin(lines, from, (guint)last);
	if (begin < top || begin == from || !is_below_sentence(lines, from, begin))
		return to;
	guint contacts = count_contacts(lines, begin, to, &kinds);
	bool is_block = (kinds & (kinds - 1)) != 0 && !has_data(lines, begin, to) &&
			(contacts >= 3 || has_own_address(lines, begin, to, sender));
	return is_block ? begin : to;
}

/* "-Abhishek Kona" alone at the end: dash, name and surname. */
static guint
find_sign_off(const GArray *lines, guint from, guint to)
{
	int last = last_filled(lines, from, to);
	unsigned words = 0;

	if (last <= (int)from || is_filled(lines, (guint)last - 1))
		return to;
	const struct quote_line *line = quote_line_at(lines, (guint)last);
	if (line->size > SIGN_OFF_BYTES || line->at[0] != '-')
		return to;
	for (const char *p = line->at + 1, *end = line->at + line->size; p < end; words++) {
		if (!g_unichar_isupper(g_utf8_get_char(p)))
			return to;
		while (p < end && (g_unichar_isalpha(g_utf8_get_char(p)) || *p == '.'))
			p = g_utf8_next_char(p);
		if (p < end && *p != ' ' && *p != '\r')
			return to;
		while (p < end && (*p == ' ' || *p == '\r'))
			p++;
	}
	return words >= 2 && words <= 4 ? (guint)last : to;
}

guint
quote_signature_find(
    const GArray *lines, guint from, guint to, const struct evidence_address *sender)
{
	guint window = to - from > WINDOW_LINES ? to - WINDOW_LINES : from;
	guint cut = skip_boilerplate(lines, window, to);
	guint found = find_mark(lines, window, cut);

	if (found < cut)
		return skip_boilerplate(lines, window, found);
	found = find_block(lines, window, cut, sender);
	if (found == cut)
		found = find_sign_off(lines, window, cut);
	if (found < cut)
		cut = found;
	return cut;
}
