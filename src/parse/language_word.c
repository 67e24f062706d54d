#include "config.h"
#include "parse/language_word.h"

#include <string.h>

#include "parse/language.h"
#include "parse/language_table.h"

#define START_WORDS_MAX 64u
#define START_BYTES 96u

struct start {
	const char *folded;
	size_t size;
};

static GHashTable *words;
static struct start starts[START_WORDS_MAX];
static size_t start_count;

/* Bytes of the character at `at`, of which size are left. */
static size_t
char_size(const char *at, size_t size)
{
	return MIN((size_t)(g_utf8_next_char(at) - at), size);
}

static gunichar
char_at(const char *at, size_t size)
{
	return size > 0 ? g_utf8_get_char(at) : 0;
}

size_t
language_invisible_size(const char *at, size_t size)
{
	if (size == 0 || (unsigned char)at[0] < 0x80)
		return 0;
	gunichar c = char_at(at, size);
	bool is_invisible = (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
			    (c >= 0x2060 && c <= 0x2069) || c == 0xfeff || c == 0xad;

	return is_invisible ? char_size(at, size) : 0;
}

size_t
language_blank_size(const char *at, size_t size)
{
	if (size == 0)
		return 0;
	if ((unsigned char)at[0] < 0x80)
		return at[0] == ' ' || at[0] == '\t' || at[0] == '\r' ? 1 : 0;
	size_t invisible = language_invisible_size(at, size);
	if (invisible > 0)
		return invisible;
	return g_unichar_isspace(char_at(at, size)) ? char_size(at, size) : 0;
}

size_t
language_colon_size(const char *at, size_t size)
{
	if (size == 0)
		return 0;
	if (at[0] == ':')
		return 1;
	return size >= 3 && memcmp(at, "\xef\xbc\x9a", 3) == 0 ? 3 : 0;
}

size_t
language_dash_size(const char *at, size_t size)
{
	if (size == 0)
		return 0;
	if ((unsigned char)at[0] < 0x80)
		return strchr("-_=~*#", at[0]) != NULL && at[0] != '\0' ? 1 : 0;
	gunichar c = char_at(at, size);
	bool is_dash = (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2500 ||
		       c == 0x2501 || c == 0xff0d;

	return is_dash ? char_size(at, size) : 0;
}

/* Writes the folded word to folded; false when it has no room there. */
static bool
fold(const char *word, size_t size, char folded[LANGUAGE_WORD_BYTES])
{
	size_t used = 0;
	bool is_blank = false;

	for (size_t i = 0; i < size;) {
		size_t blank = language_blank_size(word + i, size - i);
		bool is_seen = language_invisible_size(word + i, size - i) == 0;

		if (blank > 0) {
			is_blank = is_blank || (is_seen && used > 0);
			i += blank;
			continue;
		}
		if (used + 8 > LANGUAGE_WORD_BYTES)
			return false;
		if (is_blank)
			folded[used++] = ' ';
		is_blank = false;
		gunichar c = g_unichar_tolower(char_at(word + i, size - i));
		used += (size_t)g_unichar_to_utf8(c == 0x3c2 ? 0x3c3 : c, folded + used);
		i += char_size(word + i, size - i);
	}
	folded[used] = '\0';
	return used > 0;
}

static struct language_word *
word_at(const char *folded)
{
	struct language_word *word = g_hash_table_lookup(words, folded);

	if (word == NULL) {
		word = g_new0(struct language_word, 1);
		g_hash_table_insert(words, g_strdup(folded), word);
	}
	return word;
}

static bool
row_has(const struct language_row *row, const char *language, enum language_use use,
    const char *word)
{
	g_auto(GStrv) list = NULL;

	if (row->use != use || strcmp(row->language, language) != 0)
		return false;
	list = g_strsplit(row->words, "|", -1);
	return g_strv_contains((const char *const *)list, word);
}

/* Is "VS:" an answer in this language? */
static bool
answers_with_vs(const char *language)
{
	const struct language_row *tables[] = {language_west, language_east};
	const size_t counts[] = {language_west_count, language_east_count};

	for (size_t t = 0; t < G_N_ELEMENTS(tables); t++)
		for (size_t i = 0; i < counts[t]; i++)
			if (row_has(&tables[t][i], language, USE_REPLY_PREFIX, "VS"))
				return true;
	return false;
}

static void
add_start(const char *folded)
{
	g_assert(start_count < START_WORDS_MAX);
	starts[start_count].folded = g_strdup(folded);
	starts[start_count++].size = strlen(folded);
}

static void
add_header(struct language_word *word, enum language_use use, bool is_vs)
{
	static const unsigned headers[] = {[USE_FROM] = LANGUAGE_FROM,
	    [USE_DATE] = LANGUAGE_DATE,
	    [USE_TO] = LANGUAGE_TO,
	    [USE_SUBJECT] = LANGUAGE_SUBJECT,
	    [USE_CC] = LANGUAGE_CC,
	    [USE_BCC] = LANGUAGE_BCC,
	    [USE_REPLY_TO] = LANGUAGE_REPLY_TO,
	    [USE_OTHER] = LANGUAGE_OTHER};

	/* The first language that has a word decides what it is. */
	word->header = word->header != 0 ? word->header : headers[use];
	word->is_other_than_vs = word->is_other_than_vs || !is_vs;
}

/* nth: place of the word in its row. */
static void
add_word(const struct language_row *row, const char *text, unsigned nth, bool is_vs)
{
	char folded[LANGUAGE_WORD_BYTES];

	g_assert(fold(text, strlen(text), folded));
	if (row->use == USE_FORWARD_BY) {
		add_start(folded);
		return;
	}
	struct language_word *word = word_at(folded);
	if (row->use <= USE_OTHER)
		add_header(word, row->use, is_vs);
	else if (row->use == USE_FORWARD)
		word->mark = LANGUAGE_MARK_FORWARD;
	else if (row->use == USE_FORWARD_END)
		word->mark = LANGUAGE_MARK_END;
	else if (row->use == USE_ORIGINAL && word->mark == 0)
		word->mark = LANGUAGE_MARK_ORIGINAL;
	else if (row->use == USE_REPLY_PREFIX)
		word->prefix |= LANGUAGE_PREFIX_REPLY;
	else if (row->use == USE_FORWARD_PREFIX)
		word->prefix |= LANGUAGE_PREFIX_FORWARD;
	else if (row->use == USE_MONTH)
		word->month = word->month == 0 || word->month == nth + 1
				  ? nth + 1
				  : LANGUAGE_MONTH_UNSURE;
	else if (row->use == USE_MORNING)
		word->is_morning = true;
	else if (row->use == USE_AFTERNOON)
		word->is_afternoon = true;
}

static void
load_table(const struct language_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		g_auto(GStrv) list = g_strsplit(rows[i].words, "|", -1);
		bool is_vs = answers_with_vs(rows[i].language);

		for (unsigned k = 0; list[k] != NULL; k++)
			add_word(&rows[i], list[k], k, is_vs);
	}
}

static void
load(void)
{
	static gsize is_loaded;

	if (!g_once_init_enter(&is_loaded))
		return;
	words = g_hash_table_new(g_str_hash, g_str_equal);
	load_table(language_west, language_west_count);
	load_table(language_east, language_east_count);
	load_table(language_script, language_script_count);
	load_table(language_month, language_month_count);
	g_once_init_leave(&is_loaded, 1);
}

const struct language_word *
language_word_find(const char *word, size_t size)
{
	char folded[LANGUAGE_WORD_BYTES];

	load();
	if (size >= LANGUAGE_WORD_BYTES || !fold(word, size, folded))
		return NULL;
	return g_hash_table_lookup(words, folded);
}

unsigned
language_word_find_start(const char *core, size_t size)
{
	char folded[LANGUAGE_WORD_BYTES];
	size_t limit = MIN(size, START_BYTES);

	load();
	/* Not inside a character. */
	while (limit > 0 && limit < size && ((unsigned char)core[limit] & 0xc0) == 0x80)
		limit--;
	if (!fold(core, limit, folded))
		return LANGUAGE_MARK_NONE;
	for (size_t i = 0; i < start_count; i++)
		if (strncmp(folded, starts[i].folded, starts[i].size) == 0 &&
		    folded[starts[i].size] == ' ')
			return LANGUAGE_MARK_FORWARD;
	return LANGUAGE_MARK_NONE;
}
