#include "config.h"
#include "parse/cue_match.h"

#include <string.h>

#include "parse/cue.h"

#define KEY_CHARACTERS 40u /* letters and digits that tell a place */
#define KEY_LEAST 12u
#define FILLING 80u /* other characters between them */

struct key {
	gunichar characters[KEY_CHARACTERS];
	size_t count;
};

/* The first line that is quoted for sure; CUE_TO_END: there is none. */
static guint
first_quoted(const GArray *cues)
{
	guint first = CUE_TO_END;

	for (guint i = 0; i < cues->len; i++) {
		const struct cue *cue = &g_array_index(cues, struct cue, i);

		if (cue->is_strong && cue->kind != CUE_SIGNATURE)
			first = MIN(first, cue->begin);
	}
	return first;
}

/* The begin of a line, or the text's end. */
static const char *
line_at(const char *text, guint line)
{
	while (line > 0 && *text != '\0') {
		const char *end = strchr(text, '\n');

		text = end != NULL ? end + 1 : text + strlen(text);
		line--;
	}
	return text;
}

/* Is there any text from `at`, which is that line, on that nothing covers? The cues stand in
 * the order of their begins. */
static bool
is_answered(const GArray *cues, const char *at, guint line)
{
	guint next = 0, covered = 0;

	for (; *at != '\0'; line++) {
		size_t size = strcspn(at, "\n");

		for (; next < cues->len; next++) {
			const struct cue *cue = &g_array_index(cues, struct cue, next);

			if (cue->begin > line)
				break;
			covered = cue->is_strong ? MAX(covered, cue->end) : covered;
		}
		if (strspn(at, " \t>") < size && line >= covered)
			return true;
		at += size + (at[size] == '\n');
	}
	return false;
}

static void
key_read(struct key *key, const char *at)
{
	for (; *at != '\0' && key->count < KEY_CHARACTERS; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		/* A link's target may stand elsewhere in the other form, or not at all; behind
		 * the line may be the end of the quote. */
		if (c == '<' || (c == '\n' && key->count >= KEY_LEAST))
			break;
		if (g_unichar_isalnum(c))
			key->characters[key->count++] = c;
	}
}

static bool
begins_with(const char *at, const struct key *key)
{
	size_t found = 0;
	unsigned filling = 0;

	for (; *at != '\0' && found < key->count; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (!g_unichar_isalnum(c) && ++filling > FILLING)
			return false;
		if (g_unichar_isalnum(c) && c != key->characters[found++])
			return false;
	}
	return found == key->count;
}

/* The last line of text that begins with the key; CUE_TO_END: there is none. */
static guint
last_with(const char *text, const struct key *key)
{
	guint last = CUE_TO_END;

	for (guint line = 0; *text != '\0'; line++) {
		size_t size = strcspn(text, "\n"), blanks = strspn(text, " \t*_");

		if (blanks < size && begins_with(text + blanks, key))
			last = line;
		text += size + (text[size] == '\n');
	}
	return last;
}

bool
cue_match_words(const char *text, const char *words)
{
	struct key key = {.count = 0};

	key_read(&key, words);
	return key.count < KEY_LEAST || last_with(text, &key) != CUE_TO_END;
}

void
cue_match(const char *html_text, const GArray *html_cues, const char *text, GArray *ret_cues)
{
	guint first = first_quoted(html_cues);
	const char *quote = line_at(html_text, first);
	struct key key = {.count = 0};

	if (is_answered(html_cues, quote, first))
		return;
	key_read(&key, quote);
	if (key.count < KEY_LEAST)
		return;
	struct cue cue = {CUE_QUOTE, true, last_with(text, &key), CUE_TO_END};
	if (cue.begin != CUE_TO_END)
		g_array_append_val(ret_cues, cue);
}
