#include "config.h"
#include "parse/quote_attribution.h"

#include <string.h>

#include "parse/quote_line.h"
#include "parse/quote_word.h"

#define LINES_MAX 4u
#define BYTES_MAX 500u
#define TOKENS_MAX 96u
#define WORD_MAX 48u
#define NAME_WORDS_MAX 8u
#define DATE_WORDS_MAX 4u /* "понедельник, 6 …", "Em seg., 2 …", "På 14 …" */

struct token {
	guint8 bits; /* of enum quote_word */
	bool is_number;
	bool is_address;
	bool is_small;  /* begins with a small letter */
	bool is_elided; /* "l'" */
};

struct facts {
	struct token tokens[TOKENS_MAX];
	guint count;
	guint digits[3]; /* of the last numbers in a row, newest first; 0 none */
	gunichar between[2];
	bool has_date, has_time, has_address, has_colon, has_dashes, ends_with_verb;
};

/* A date in digits, a time, a year: "3.4.12", "18:26", "2012". */
static void
note_number(struct facts *facts, guint digits, guint value, gunichar before)
{
	bool has_sizes = (facts->digits[1] <= 2 || facts->digits[1] == 4) &&
			 facts->digits[0] <= 2 && (digits <= 2 || digits == 4);
	bool is_dated = has_sizes && facts->digits[0] > 0 && facts->digits[1] > 0 &&
			before < 0x80 && strchr("./-", (int)before) != NULL &&
			before == facts->between[0];

	facts->has_date |= is_dated || (digits == 4 && value >= 1970 && value < 2100);
	facts->has_time |= facts->digits[0] > 0 && facts->digits[0] <= 2 && digits == 2 &&
			   (before == ':' || before == '.' || before == 'h');
	facts->digits[2] = facts->digits[1];
	facts->digits[1] = facts->digits[0];
	facts->digits[0] = digits;
	facts->between[1] = facts->between[0];
	facts->between[0] = before;
}

static struct token *
add_token(struct facts *facts)
{
	static struct token spare;

	return facts->count < TOKENS_MAX ? &facts->tokens[facts->count++] : &spare;
}

static const char *
read_number(struct facts *facts, const char *at, const char *end, gunichar before)
{
	guint digits = 0, value = 0;

	for (; at < end && g_unichar_isdigit(g_utf8_get_char(at)); at = g_utf8_next_char(at)) {
		value = value < 100000
			    ? value * 10 + (guint)g_unichar_digit_value(g_utf8_get_char(at))
			    : value;
		digits++;
	}
	note_number(facts, digits, value, before);
	*add_token(facts) = (struct token){.is_number = true};
	return at;
}

static bool
is_letter(gunichar c)
{
	return g_unichar_isalpha(c) || g_unichar_ismark(c);
}

static const char *
read_word(struct facts *facts, const char *at, const char *end)
{
	char word[WORD_MAX + 8];
	size_t size = 0;
	struct token token = {.is_small = g_unichar_islower(g_utf8_get_char(at))};

	for (; at < end && is_letter(g_utf8_get_char(at)); at = g_utf8_next_char(at))
		if (size < WORD_MAX)
			size += (size_t)g_unichar_to_utf8(
			    g_unichar_tolower(g_utf8_get_char(at)), word + size);
	token.bits = (guint8)quote_word_find(word, size);
	token.is_elided =
	    at < end && (*at == '\'' || g_utf8_get_char(at) == 0x2019) && size <= 2;
	*add_token(facts) = token;
	return at;
}

/* Words and numbers of a piece without blanks. */
static void
read_piece(struct facts *facts, const char *at, const char *end)
{
	gunichar before = ' ';

	while (at < end) {
		gunichar c = g_utf8_get_char(at);

		if (g_unichar_isdigit(c)) {
			at = read_number(facts, at, end, before);
			before = 0;
		} else if (is_letter(c)) {
			const char *word = at;

			at = read_word(facts, at, end);
			/* "16h19", "2012-04-03T16:19" */
			bool is_sign = at == word + 1 && (c == 'h' || c == 'T');
			if (is_sign && facts->count > 0)
				facts->count--;
			before = is_sign ? c : 0;
			if (!is_sign)
				memset(facts->digits, 0, sizeof(facts->digits));
		} else {
			before = before == 0 ? c : ' ';
			at = g_utf8_next_char(at);
		}
	}
}

/* An address is one token; what sticks to it ("<a@b.c>wrote:") is read as well. */
static void
read_chunk(struct facts *facts, const char *at, const char *end)
{
	size_t size = (size_t)(end - at);

	if (memchr(at, '@', size) == NULL) {
		read_piece(facts, at, end);
		return;
	}
	const char *close = memrchr(at, '>', size);
	*add_token(facts) = (struct token){.is_address = true};
	facts->has_address = true;
	memset(facts->digits, 0, sizeof(facts->digits));
	if (close != NULL)
		read_piece(facts, close + 1, end);
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The end without blanks, emphasis, invisible characters and dashes. */
static const char *
trim_end(const char *at, const char *end, guint *ret_dashes)
{
	guint dashes = 0;

	while (end > at) {
		const char *last = end - 1;

		if ((guchar)*last < 0x80) {
			if (!g_ascii_isspace(*last) && strchr("*_-", *last) == NULL)
				break;
		} else {
			last = g_utf8_find_prev_char(at, end);
			gunichar c = g_utf8_get_char(last);

			if (!g_unichar_isspace(c) && g_unichar_type(c) != G_UNICODE_FORMAT)
				break;
		}
		dashes += *last == '-';
		end = last;
	}
	*ret_dashes = dashes;
	return end;
}

static void
read_facts(struct facts *facts, const char *at, const char *end)
{
	guint before = 0, behind, none;

	for (; at < end && (*at == '-' || is_space(*at)); at++)
		before += *at == '-';
	const char *stop = trim_end(at, end, &behind);
	facts->has_dashes = before >= 2 && behind >= 2;
	const char *last = stop > at ? g_utf8_find_prev_char(at, stop) : NULL;
	if (last != NULL && (*last == ':' || g_utf8_get_char(last) == 0xff1a)) {
		facts->has_colon = true;
		stop = trim_end(at, last, &none);
	}
	facts->ends_with_verb = quote_word_ends_with_verb(at, (size_t)(stop - at));
	for (; at < stop;) {
		const char *from = at;

		while (at < stop && !is_space(*at))
			at++;
		read_chunk(facts, from, at);
		while (at < stop && is_space(*at))
			at++;
	}
}

/* The last verb: its token, or count when the language does not divide words; -1 none. */
static int
find_verb(const struct facts *facts)
{
	bool has_auxiliary = false;
	int verb = facts->ends_with_verb ? (int)facts->count : -1;

	for (guint i = 0; i < facts->count; i++) {
		guint bits = facts->tokens[i].bits;

		if ((bits & QUOTE_WORD_VERB) != 0 ||
		    ((bits & QUOTE_WORD_PARTICIPLE) != 0 && has_auxiliary))
			verb = (int)i;
		has_auxiliary |= (bits & QUOTE_WORD_AUXILIARY) != 0;
	}
	return verb;
}

static bool
is_object(const struct token *token)
{
	return (token->bits & QUOTE_WORD_OBJECT) != 0 && token->is_small;
}

/* "mi ha scritto", "m'a écrit", "hat mir das Amt geschrieben", "wrote me": a person tells that
 * he was written to. */
static bool
has_object(const struct facts *facts, int verb)
{
	int i = verb - 1;
	bool is_split = verb < (int)facts->count &&
			(facts->tokens[verb].bits & QUOTE_WORD_PARTICIPLE) != 0 && i > 0 &&
			(facts->tokens[i].bits & QUOTE_WORD_AUXILIARY) == 0;

	for (int k = i; is_split && k >= 0; k--) {
		if ((facts->tokens[k].bits & QUOTE_WORD_AUXILIARY) != 0)
			break;
		if (is_object(&facts->tokens[k]))
			return true;
	}

	while (i > 0 && (facts->tokens[i].bits & QUOTE_WORD_AUXILIARY) != 0)
		i--;
	if (i >= 0 && i < (int)facts->count && is_object(&facts->tokens[i]) &&
	    (facts->tokens[i].bits & QUOTE_WORD_AUXILIARY) == 0)
		return true;
	return verb + 1 < (int)facts->count && is_object(&facts->tokens[verb + 1]) &&
	       (facts->tokens[verb + 1].bits &
		   (QUOTE_WORD_PARTICLE | QUOTE_WORD_AUXILIARY | QUOTE_WORD_OPENER)) == 0;
}

static bool
is_name(const struct token *token)
{
	return token->is_address || (!token->is_number && !token->is_small);
}

/* Nothing but names, and what stands between them and dates. */
static bool
has_only_names(const struct facts *facts, guint from, guint to)
{
	for (guint i = from; i < to; i++) {
		const struct token *token = &facts->tokens[i];

		if (!is_name(token) && !token->is_number &&
		    (token->bits &
			(QUOTE_WORD_AUXILIARY | QUOTE_WORD_PARTICLE | QUOTE_WORD_OPENER)) == 0)
			return false;
	}
	return to > from && to - from <= NAME_WORDS_MAX + DATE_WORDS_MAX;
}

/* Between the date and the verb, or behind the verb, stands a name and nothing else. */
static bool
has_name_at(const struct facts *facts, int verb)
{
	int count = (int)facts->count, i = verb - 1;

	if (verb + 1 < count)
		return is_name(&facts->tokens[verb + 1]) &&
		       has_only_names(facts, (guint)verb + 1, facts->count);
	while (i >= 0 && (facts->tokens[i].bits & QUOTE_WORD_AUXILIARY) != 0)
		i--;
	int last = i;
	while (i >= 0 && (is_name(&facts->tokens[i]) ||
			     (facts->tokens[i].bits & QUOTE_WORD_PARTICLE) != 0))
		i--;
	if (i < 0 || i == last || last - i > (int)NAME_WORDS_MAX ||
	    !is_name(&facts->tokens[i + 1]))
		return false;
	return facts->tokens[i].is_number;
}

static enum quote_attribution
judge_with_verb(const struct facts *facts, int verb, guint first_number)
{
	bool is_dated = facts->has_date || facts->has_time;
	bool is_closed = facts->has_colon || facts->has_dashes;
	bool is_opened = (facts->tokens[0].bits & QUOTE_WORD_OPENER) != 0;
	bool is_begin = is_opened || first_number <= DATE_WORDS_MAX;

	if (!is_closed || has_object(facts, verb))
		return QUOTE_ATTRIBUTION_NONE;
	if (is_dated && is_begin && (int)first_number < verb)
		return facts->has_address ||
			       (facts->has_date && facts->has_time && has_name_at(facts, verb))
			   ? QUOTE_ATTRIBUTION_CERTAIN
			   : QUOTE_ATTRIBUTION_STRONG;
	/* "Missatge de X <x@y.z> del dia … a les 9:41:" begins with what is the verb elsewhere.
	 */
	bool is_named = is_name(&facts->tokens[0]) &&
			has_only_names(facts, 0, MIN(MAX((guint)verb, 1), first_number));
	if (facts->has_date && facts->has_time && is_named)
		return facts->has_address ? QUOTE_ATTRIBUTION_CERTAIN
					  : QUOTE_ATTRIBUTION_STRONG;
	if (facts->has_dashes && is_named)
		return QUOTE_ATTRIBUTION_CERTAIN;
	bool is_last = verb + 1 >= (int)facts->count ||
		       has_only_names(facts, (guint)verb + 1, facts->count);
	return is_last && (facts->has_address || !is_opened) &&
		       has_only_names(facts, 0, (guint)verb)
		   ? QUOTE_ATTRIBUTION_WEAK
		   : QUOTE_ATTRIBUTION_NONE;
}

/* "2014-10-17 11:28 GMT+03:00 X <x@y.z>:", "пн, 2 апр. 2012 г. в 18:26, X <x@y.z>:". */
static enum quote_attribution
judge_without_verb(const struct facts *facts, guint first_number)
{
	const struct token *last = &facts->tokens[facts->count - 1];
	bool is_begin = first_number <= DATE_WORDS_MAX && last->is_address && facts->has_date;

	if (facts->has_colon && is_begin && facts->has_time)
		return first_number <= 1 ? QUOTE_ATTRIBUTION_CERTAIN : QUOTE_ATTRIBUTION_STRONG;
	if (!facts->has_colon)
		return is_begin && first_number == 0 ? QUOTE_ATTRIBUTION_STRONG
						     : QUOTE_ATTRIBUTION_NONE;
	bool is_quoting = (facts->tokens[0].bits & QUOTE_WORD_QUOTING) != 0;
	return (facts->has_address || is_quoting) && has_only_names(facts, 0, facts->count)
		   ? QUOTE_ATTRIBUTION_WEAK
		   : QUOTE_ATTRIBUTION_NONE;
}

static enum quote_attribution
judge(const char *at, const char *end, bool *ret_begins_with_number)
{
	struct facts facts;
	guint first_number = 0;

	facts.count = 0;
	memset(facts.digits, 0, sizeof(facts.digits));
	memset(facts.between, 0, sizeof(facts.between));
	facts.has_date = facts.has_time = facts.has_address = facts.has_colon = false;
	read_facts(&facts, at, end);
	*ret_begins_with_number = false;
	if (facts.count == 0 || facts.count == TOKENS_MAX)
		return QUOTE_ATTRIBUTION_NONE;
	while (first_number < facts.count && !facts.tokens[first_number].is_number)
		first_number++;
	*ret_begins_with_number = first_number == 0;
	int verb = find_verb(&facts);
	return verb >= 0 ? judge_with_verb(&facts, verb, first_number)
			 : judge_without_verb(&facts, first_number);
}

static bool
starts_with_digit(const char *at, const char *end)
{
	while (at < end && is_space(*at))
		at++;
	return at < end && g_ascii_isdigit(*at);
}

/* Could an attribution end here? Most lines of a text are dismissed by this. */
static bool
is_candidate(const char *at, const char *end)
{
	guint dashes;
	const char *stop = trim_end(at, end, &dashes);
	const char *last = stop > at ? g_utf8_find_prev_char(at, stop) : NULL;

	/* without a colon: "2012/4/2 X <x@y.z>" */
	return last != NULL &&
	       (*last == ':' || dashes >= 2 || g_utf8_get_char(last) == 0xff1a ||
		   (*last == '>' && starts_with_digit(at, last)));
}

enum quote_attribution
quote_attribution_judge(const char *at, gsize size)
{
	bool begins_with_number;

	if (size > BYTES_MAX || !is_candidate(at, at + size))
		return QUOTE_ATTRIBUTION_NONE;
	return judge(at, at + size, &begins_with_number);
}

/* "Il giorno mar 3 nov 2026 alle ore" above "10:00 Mario Rossi ha scritto:". */
static bool
is_first_half(const struct quote_line *line)
{
	size_t word = 0;
	char folded[QUOTE_FOLD_BYTES];
	size_t size = quote_line_fold(line, false, folded);

	while (word < size && folded[word] != ' ')
		word++;
	return size > 0 && strchr(".:!?", folded[size - 1]) == NULL &&
	       strpbrk(folded, "0123456789") != NULL &&
	       (quote_word_find(folded, word) & QUOTE_WORD_OPENER) != 0;
}

/* Yahoo's programs for telephones let the quoted text follow in the same line, behind blanks.
 */
static enum quote_attribution
judge_begin(const struct quote_line *line)
{
	const char *colon = memmem(line->at, MIN(line->size, BYTES_MAX), ":  ", 3);
	bool begins_with_number;

	if (colon == NULL ||
	    judge(line->at, colon + 1, &begins_with_number) != QUOTE_ATTRIBUTION_CERTAIN)
		return QUOTE_ATTRIBUTION_NONE;
	return QUOTE_ATTRIBUTION_CERTAIN;
}

enum quote_attribution
quote_attribution_find(const GArray *lines, guint least, guint end, guint *ret_begin)
{
	const struct quote_line *last = quote_line_at(lines, end);
	const char *stop = last->at + last->size;
	enum quote_attribution best = QUOTE_ATTRIBUTION_NONE;

	*ret_begin = end;
	if (last->size > BYTES_MAX || !is_candidate(last->at, stop))
		return judge_begin(last);
	for (guint begin = end + 1; begin > least && end + 1 - begin < LINES_MAX;) {
		const struct quote_line *line = quote_line_at(lines, --begin);
		bool begins_with_number;

		if (line->kind != QUOTE_TEXT || stop - line->at > (ptrdiff_t)BYTES_MAX)
			break;
		enum quote_attribution found = judge(line->at, stop, &begins_with_number);
		if (found > best) {
			best = found;
			*ret_begin = begin;
		}
		if (best < QUOTE_ATTRIBUTION_STRONG)
			continue;
		if (begins_with_number && begin > least &&
		    quote_line_at(lines, begin - 1)->kind == QUOTE_TEXT &&
		    is_first_half(quote_line_at(lines, begin - 1)))
			*ret_begin = begin - 1;
		break;
	}
	return best;
}
