#include "config.h"
#include "parse/forward_block.h"

#include <string.h>

#include "base/limit.h"
#include "base/text.h"
#include "parse/forward_line.h"
#include "parse/language_word.h"

#define BLANKS_MAX 12u   /* around the fields of one header */
#define PEOPLE_LINES 12u /* that one list of people may be wrapped to */
#define WRAPPED_LINES 2u /* any other field */
#define VALUE_BYTES (64u << 10)
#define ESSENTIAL (LANGUAGE_FROM | LANGUAGE_TO | LANGUAGE_DATE | LANGUAGE_SUBJECT | LANGUAGE_CC)
#define PEOPLE (LANGUAGE_TO | LANGUAGE_CC | LANGUAGE_BCC)

struct scan {
	const char *text;
	size_t size;
	bool with_introduced;
	/* What stood above the line that is looked at. */
	bool has_rule, is_introduced, is_after_answer, has_quote;
	size_t rule;
};

struct reader {
	const struct scan *scan;
	struct forward_block *block;
	bool has_mark;
	bool is_spaced; /* a blank line between each two fields */
	bool is_split;  /* values stand on the line below their word */
	unsigned last;  /* kind of the field that was read last */
	unsigned count; /* lines that were taken */
};

static struct forward_block *
block_new(void)
{
	struct forward_block *block = g_new0(struct forward_block, 1);

	block->from = g_string_new(NULL);
	block->to = g_string_new(NULL);
	block->cc = g_string_new(NULL);
	block->date = g_string_new(NULL);
	block->subject = g_string_new(NULL);
	return block;
}

void
forward_block_free(struct forward_block *block)
{
	if (block == NULL)
		return;
	g_string_free(block->from, TRUE);
	g_string_free(block->to, TRUE);
	g_string_free(block->cc, TRUE);
	g_string_free(block->date, TRUE);
	g_string_free(block->subject, TRUE);
	g_free(block);
}

static GString *
field_of(struct forward_block *block, unsigned kind)
{
	switch (kind) {
	case LANGUAGE_FROM:
		return block->from;
	case LANGUAGE_TO:
		return block->to;
	case LANGUAGE_CC:
		return block->cc;
	case LANGUAGE_DATE:
		return block->date;
	case LANGUAGE_SUBJECT:
		return block->subject;
	default:
		return NULL; /* Bcc, Reply-To and the rest are passed over */
	}
}

static void
add_value(struct forward_block *block, unsigned kind, const char *value, size_t size)
{
	GString *field = field_of(block, kind);

	if (field == NULL || field->len + size > VALUE_BYTES)
		return;
	g_autofree char *clean = text_clean_line(value, size);
	if (field->len > 0 && clean[0] != '\0')
		g_string_append_c(field, ' ');
	g_string_append(field, clean);
}

static bool
is_empty(struct forward_block *block, unsigned kind)
{
	const GString *field = field_of(block, kind);

	return field != NULL && field->len == 0;
}

static bool
is_unseen(const struct forward_block *block, unsigned kind)
{
	return (kind & ESSENTIAL) != 0 && (block->fields & kind) == 0;
}

/* Does a field that is still missing follow within `lines` lines, none of them blank, or one
 * that ends a header ("Importance:") in the first of them? */
static bool
has_field_below(const struct reader *reader, size_t at, unsigned lines)
{
	struct forward_line line;
	bool is_first = true;

	while (lines-- > 0 &&
	       forward_line_read(reader->scan->text, reader->scan->size, at, &line) &&
	       line.size > 0 && line.level >= reader->block->level) {
		unsigned kind = language_find_header(line.at, line.size, NULL);

		if (is_unseen(reader->block, kind) || (kind == LANGUAGE_OTHER && is_first))
			return true;
		is_first = false;
		at = line.next;
	}
	return false;
}

/* "X-Mailer: y": a field that no table knows. */
static bool
is_unknown_field(const struct forward_line *line)
{
	size_t n = 0;

	while (n < line->size && (g_ascii_isalnum(line->at[n]) || line->at[n] == '-'))
		n++;
	return n > 0 && n + 1 < line->size && line->at[n] == ':' && line->at[n + 1] == ' ';
}

/* Does the line go on with the field above it? */
static bool
is_continuation(const struct reader *reader, const struct forward_line *line)
{
	bool is_people = (reader->last & PEOPLE) != 0;
	const GString *list = is_people ? field_of(reader->block, reader->last) : NULL;

	if (has_field_below(reader, line->next, is_people ? PEOPLE_LINES : WRAPPED_LINES))
		return true;
	if (reader->is_split && is_empty(reader->block, reader->last))
		return true;
	/* The last list of a header, wrapped behind a comma. */
	return list != NULL && list->len > 0 &&
	       strchr(",;", list->str[list->len - 1]) != NULL &&
	       memchr(line->at, '@', line->size) != NULL;
}

/* The sender in a language that no table knows: "Saatja: A B <a@b>" right below the mark. */
static bool
is_foreign_sender(
    const struct reader *reader, const struct forward_line *line, size_t *ret_value)
{
	const char *colon = memchr(line->at, ':', MIN(line->size, 40));

	if (!reader->has_mark || reader->count > 0 || colon == NULL ||
	    memchr(line->at, '@', line->size) == NULL ||
	    memchr(line->at, '@', (size_t)(colon - line->at)) != NULL ||
	    colon == line->at + line->size - 1)
		return false;
	*ret_value = (size_t)(colon - line->at) + 1;
	return true;
}

/* A blank line between two fields: allowed when it was so from the start. */
static bool
goes_on_below_blank(struct reader *reader, size_t *at)
{
	struct forward_line line;
	size_t next = *at;

	if (reader->count == 0)
		return reader->has_mark;
	if (reader->count > 1 && !reader->is_spaced)
		return false;
	for (unsigned i = 0; i < 2; i++)
		if (forward_line_read(reader->scan->text, reader->scan->size, next, &line) &&
		    line.size == 0)
			next = line.next;
	if (!forward_line_read(reader->scan->text, reader->scan->size, next, &line) ||
	    !is_unseen(reader->block, language_find_header(line.at, line.size, NULL)))
		return false;
	reader->is_spaced = true;
	*at = next;
	return true;
}

/* Is the word in front of the value the English one? */
static bool
is_english_from(const char *word, size_t size)
{
	while (size > 0 && strchr(": *\t", word[size - 1]) != NULL)
		size--;
	return size >= 4 && g_ascii_strncasecmp(word + size - 4, "from", 4) == 0;
}

/* Takes the line as a part of the header; false when it is none. */
static bool
take_line(struct reader *reader, const struct forward_line *line)
{
	struct forward_block *block = reader->block;
	size_t value = 0;
	unsigned kind = language_find_header(line->at, line->size, &value);

	if (reader->count > 0 && line->level < block->level)
		return false;
	if (kind == 0 && is_foreign_sender(reader, line, &value))
		kind = LANGUAGE_FROM;
	if (kind == LANGUAGE_OTHER || (kind != 0 && (block->fields & kind) == 0)) {
		block->fields |= kind;
		add_value(block, kind, line->at + value, line->size - value);
		block->answers_with_vs =
		    block->answers_with_vs || language_answers_with_vs(line->at, line->size);
		if (kind == LANGUAGE_FROM)
			block->is_english = is_english_from(line->at, value);
		reader->last = kind;
	} else if (kind == 0 && reader->count > 0 && is_continuation(reader, line)) {
		if (is_unknown_field(line))
			return true;
		reader->is_split = reader->is_split || is_empty(block, reader->last);
		add_value(block, reader->last, line->at, line->size);
	} else {
		return false;
	}
	if (reader->count++ == 0) {
		block->begin = line->begin;
		block->level = line->level;
	}
	return true;
}

/* A sender, and enough else that no sentence looks like it. */
static bool
is_header(const struct forward_block *block, unsigned needed)
{
	unsigned others = ((block->fields & LANGUAGE_TO) != 0) +
			  ((block->fields & LANGUAGE_DATE) != 0) +
			  ((block->fields & LANGUAGE_SUBJECT) != 0);

	return (block->fields & LANGUAGE_FROM) != 0 && block->from->len > 0 && others >= needed;
}

static bool
read_header(const struct scan *scan, size_t at, bool has_mark, struct forward_block *block)
{
	struct reader reader = {scan, block, has_mark, false, false, 0, 0};
	struct forward_line line;
	unsigned blanks = 0;

	block->body = at;
	while (forward_line_read(scan->text, scan->size, at, &line)) {
		at = line.next;
		if (line.size == 0) {
			if (++blanks > BLANKS_MAX || !goes_on_below_blank(&reader, &at))
				break;
			continue;
		}
		if (!take_line(&reader, &line))
			break;
		block->body = line.next;
	}
	return is_header(block, block->form == FORWARD_FORM_MARK ? 1 : 2);
}

/* "…>Dw A B <a@b>": Yahoo forgets the colon in one language. */
static void
split_copy(struct forward_block *block)
{
	const char *close = strchr(block->to->str, '>');

	while (close != NULL && block->cc->len == 0) {
		size_t word = strcspn(close + 1, " ");
		const struct language_word *found = language_word_find(close + 1, word);

		if (found != NULL && found->header == LANGUAGE_CC) {
			g_string_assign(
			    block->cc, close + 1 + word + strspn(close + 1 + word, " "));
			g_string_truncate(block->to, (gsize)(close + 1 - block->to->str));
			return;
		}
		close = strchr(close + 1, '>');
	}
}

/* The fields of a line that several share: "From: A <a@b>To: C <c@d>Subject: x". */
static bool
read_shared_line(struct forward_block *block, const struct forward_line *line, size_t from)
{
	size_t at = from, word = 0, value = 0;
	unsigned last = 0, kind;

	while ((kind = language_find_header_inside(line->at, line->size, at, &word, &value)) !=
	       0) {
		if (last == 0 && word != from)
			return false;
		if (is_unseen(block, kind) || last == 0) {
			if (last != 0)
				add_value(block, last, line->at + from, word - from);
			if (kind == LANGUAGE_FROM)
				block->is_english = is_english_from(line->at, value);
			block->fields |= kind;
			last = kind;
			from = value;
		}
		at = value;
		/* A subject may hold anything: it ends the header that is whole. */
		if (last == LANGUAGE_SUBJECT && (block->fields & LANGUAGE_FROM) != 0 &&
		    (block->fields & (LANGUAGE_TO | LANGUAGE_DATE)) != 0)
			break;
	}
	if (last == 0)
		return false;
	add_value(block, last, line->at + from, line->size - from);
	split_copy(block);
	block->begin = line->begin;
	block->body = line->next;
	return is_header(block, 1);
}

/* "26.10.2021, 14:25, "A B" <a@b>:" below the mark, as Yandex has it. */
static bool
read_introduced(const struct scan *scan, size_t at, struct forward_block *block)
{
	struct forward_line line;

	for (unsigned i = 0; i < BLANKS_MAX; i++) {
		if (!forward_line_read(scan->text, scan->size, at, &line))
			return false;
		if (line.size > 0)
			break;
		at = line.next;
	}
	if (!forward_line_is_introduction(&line))
		return false;
	block->form = FORWARD_FORM_INTRODUCED;
	block->begin = line.begin;
	block->body = line.next;
	block->level = line.level;
	block->fields = LANGUAGE_FROM;
	g_string_truncate(block->from, 0);
	add_value(block, LANGUAGE_FROM, line.at, line.size);
	return true;
}

/* "===8<====Original message text====" */
static bool
has_scissors(const struct forward_line *line)
{
	return g_strstr_len(line->at, (gssize)line->size, "=8<=") != NULL;
}

/* What clients put between the header and the text: a rule, the mark once more; The Bat! a
 * mark of the original behind a blank line. */
static void
skip_rule(const struct scan *scan, struct forward_block *block)
{
	struct forward_line line, below;

	if (forward_line_read(scan->text, scan->size, block->body, &line) &&
	    (forward_line_is_rule(&line) ||
		(block->form == FORWARD_FORM_MARK &&
		    language_find_mark(line.at, line.size, NULL) == LANGUAGE_MARK_FORWARD)))
		block->body = line.next;
	else if (forward_line_read(scan->text, scan->size, block->body, &line) &&
		 line.size == 0 &&
		 forward_line_read(scan->text, scan->size, line.next, &below) &&
		 has_scissors(&below) &&
		 language_find_mark(below.at, below.size, NULL) == LANGUAGE_MARK_ORIGINAL)
		block->body = below.next;
}

static void
place(const struct scan *scan, const struct forward_line *line, struct forward_block *block)
{
	block->above = scan->has_rule ? scan->rule : line->begin;
	block->is_nested = scan->is_introduced || (line->level > 0 && scan->has_quote);
	block->is_after_answer = scan->is_after_answer;
	skip_rule(scan, block);
}

static bool
try_mark(const struct scan *scan, const struct forward_line *line, struct forward_block *block)
{
	size_t end = 0;
	enum language_mark mark = language_find_mark(line->at, line->size, &end);

	if (mark != LANGUAGE_MARK_FORWARD && mark != LANGUAGE_MARK_ORIGINAL)
		return false;
	bool is_forward = mark == LANGUAGE_MARK_FORWARD;
	block->form = is_forward ? FORWARD_FORM_MARK : FORWARD_FORM_ORIGINAL;
	if (end < line->size)
		return read_shared_line(block, line, end);
	return read_header(scan, line->next, true, block) ||
	       (is_forward && read_introduced(scan, line->next, block));
}

static bool
try_line(const struct scan *scan, const struct forward_line *line, struct forward_block *block)
{
	if (try_mark(scan, line, block))
		return true;
	unsigned kind = language_find_header(line->at, line->size, NULL);
	if (kind != 0 && kind != LANGUAGE_OTHER) {
		block->form = FORWARD_FORM_HEADER;
		return read_header(scan, line->begin, false, block);
	}
	return scan->with_introduced && read_introduced(scan, line->begin, block);
}

static void
remember(struct scan *scan, const struct forward_line *line)
{
	bool is_rule = forward_line_is_rule(line);

	scan->rule = is_rule && !scan->has_rule ? line->begin : scan->rule;
	scan->has_rule = is_rule;
	scan->is_introduced = forward_line_is_introduction(line);
	scan->is_after_answer = scan->is_after_answer || scan->is_introduced;
	scan->has_quote = line->level > 0;
}

struct forward_block *
forward_block_find(const char *text, bool with_introduced)
{
	struct scan scan = {text, strlen(text), with_introduced, false, false, false, false, 0};
	struct forward_line line;
	struct forward_block *block = NULL;

	for (size_t at = 0; forward_line_read(text, scan.size, at, &line); at = line.next) {
		if (line.size == 0)
			continue;
		if (block == NULL)
			block = block_new();
		if (try_line(&scan, &line, block)) {
			place(&scan, &line, block);
			return block;
		}
		if (block->fields != 0) {
			forward_block_free(block);
			block = NULL;
		}
		remember(&scan, &line);
	}
	forward_block_free(block);
	return NULL;
}

/* How many quote marks stand in front of each line of the text, and where it ends. */
static unsigned
find_end(const char *text, size_t size, const struct forward_block *block, size_t *ret_end)
{
	struct forward_line line;
	unsigned lowest = G_MAXUINT;
	size_t quoted_end = block->body, end = block->body;

	for (size_t at = block->body; forward_line_read(text, size, at, &line);
	     at = line.next) {
		if (language_find_mark(line.at, line.size, NULL) == LANGUAGE_MARK_END)
			break;
		end = line.next;
		if (line.size == 0)
			continue;
		lowest = MIN(lowest, line.level);
		if (line.level >= block->level)
			quoted_end = line.next;
	}
	*ret_end = block->level > 0 ? quoted_end : end;
	if (block->level > 0)
		return block->level;
	return lowest != G_MAXUINT && lowest > 0 ? 1 : 0;
}

/* Where the text of a line begins behind `level` quote marks. */
static size_t
behind_quotes(const char *text, const struct forward_line *line, unsigned level)
{
	size_t at = line->begin, end = line->next;

	while (level > 0 && at < end && at < (size_t)(line->at - text)) {
		level -= text[at] == '>';
		at++;
	}
	return at < end && line->level > 0 && text[at] == ' ' ? at + 1 : at;
}

char *
forward_block_body(const char *text, const struct forward_block *block)
{
	size_t end = 0, size = strlen(text), indent = G_MAXSIZE;
	unsigned level = find_end(text, size, block, &end);
	struct forward_line line;
	GString *body = g_string_new(NULL);

	for (size_t at = block->body; at < end && forward_line_read(text, size, at, &line);
	     at = line.next) {
		size_t begin = behind_quotes(text, &line, level);

		if (line.size > 0)
			indent = MIN(indent, strspn(text + begin, " "));
	}
	for (size_t at = block->body; at < end && forward_line_read(text, size, at, &line);
	     at = line.next) {
		size_t begin = behind_quotes(text, &line, level);

		if (line.size > 0)
			g_string_append_len(body, text + begin + indent,
			    line.at + line.size - (text + begin + indent));
		g_string_append_c(body, '\n');
	}
	size_t first = 0;
	for (size_t step = 1; step > 0; first += step)
		step = body->str[first] == '\n'
			   ? 1
			   : language_invisible_size(body->str + first, body->len - first);
	g_string_erase(body, 0, (gssize)first);
	return g_strchomp(g_string_free(body, FALSE));
}
