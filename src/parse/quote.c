#include "config.h"
#include "parse/quote.h"

#include <stdbool.h>
#include <string.h>

#include "parse/cue.h"
#include "parse/quote_attribution.h"
#include "parse/quote_head.h"
#include "parse/quote_line.h"
#include "parse/quote_phrase.h"
#include "parse/quote_signature.h"

#define MARKER_BYTES 200u
#define RULE_MARKS 3u
#define GAP_LINES 3u
#define INTRO_LINES 6u
#define WRAP_LEAST 58u /* columns at which programs break lines */
#define WRAP_MOST 80u
#define WRAPPED_BYTES 48u
#define COMMENT_BYTES 1500u

/* A run of quoted lines, with nothing but blank ones between them. */
struct run {
	guint from, to;
	bool has_intro;   /* it says whose words it quotes */
	bool is_unmarked; /* its end has no quote marks */
	bool is_weak;
	bool has_text_behind;
};

static void
mark_intro(GArray *lines, guint from, guint to)
{
	quote_line_mark(lines, from, to, QUOTE_QUOTED);
	for (guint i = from; i < to; i++)
		quote_line_at(lines, i)->is_intro = true;
}

/* "____" or "----" above a header or a separator belongs to it, with words or without. */
static guint
with_rule_above(const GArray *lines, guint index)
{
	guint above = index;

	while (above > 0 && quote_line_at(lines, above - 1)->kind == QUOTE_BLANK)
		above--;
	if (above == 0 || quote_line_at(lines, above - 1)->kind != QUOTE_TEXT)
		return index;
	const struct quote_line *line = quote_line_at(lines, above - 1);
	return quote_line_is_rule(line, RULE_MARKS) || quote_line_is_dashed(line) ? above - 1
										  : index;
}

/* "--- Reply above this line ---", with some sign in front of it. */
static bool
is_reply_above(const struct quote_line *line)
{
	char folded[QUOTE_FOLD_BYTES];
	const char *at = line->at, *end = at + MIN(line->size, MARKER_BYTES + 1);

	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	if (line->size > MARKER_BYTES || at == end || g_unichar_isalnum(g_utf8_get_char(at)))
		return false;
	quote_line_fold(line, true, folded);
	return quote_phrase_is_reply_above(folded);
}

/* Our own marker ends the reply even when it was quoted. */
static bool
has_own_marker(const struct quote_line *line)
{
	static const char marker[] = "rispondi sopra questa riga";

	return memmem(line->at, line->size, marker, sizeof(marker) - 1) != NULL;
}

/* Lines of the header or the separator that begins at index; 0 none. *dead_end: no header
 * begins above it unless below a rule. */
static guint
head_size(const GArray *lines, guint index, guint *dead_end)
{
	const struct quote_line *line = quote_line_at(lines, index);
	guint end = index;

	if (quote_head_is_mark(line->at, line->size))
		return 1 + (index + 1 < lines->len
				   ? quote_head_find(lines, index + 1, true, &end)
				   : 0);
	bool is_below_rule = index > 0 && with_rule_above(lines, index) < index;
	if (index < *dead_end && !is_below_rule)
		return 0;
	guint size = quote_head_find(lines, index, is_below_rule, &end);
	*dead_end = MAX(*dead_end, end);
	return size;
}

static bool
is_block_at(const GArray *lines, guint index)
{
	return index < lines->len && quote_line_at(lines, index)->kind == QUOTE_QUOTED;
}

/* Older Gmail quotes with bars: below an attribution only, elsewhere they are tables. */
static bool
mark_bars(GArray *lines, guint index)
{
	guint i = index;

	for (; i < lines->len && quote_line_at(lines, i)->size > 0 &&
	       quote_line_at(lines, i)->at[0] == '|';
	     i++)
		quote_line_at(lines, i)->is_marked = true;
	quote_line_mark(lines, index, i, QUOTE_QUOTED);
	return i > index;
}

/* The lines [begin, end) introduce what follows. false: and that is all the rest. */
static bool
take_intro(GArray *lines, guint begin, guint end, bool is_certain)
{
	guint next = quote_line_next_filled(lines, end);

	if (next - end < GAP_LINES && (is_block_at(lines, next) || mark_bars(lines, next))) {
		mark_intro(lines, begin, end);
		return true;
	}
	if (!is_certain)
		return true;
	mark_intro(lines, begin, end);
	quote_line_mark(lines, end, lines->len, QUOTE_QUOTED);
	return false;
}

static void
find_quotes(GArray *lines)
{
	bool has_text = false;
	guint least = 0, dead_end = 0;

	for (guint i = 0; i < lines->len; i++) {
		const struct quote_line *line = quote_line_at(lines, i);
		guint begin = i;

		if (line->kind == QUOTE_QUOTED && has_text && has_own_marker(line)) {
			quote_line_mark(lines, i, lines->len, QUOTE_QUOTED);
			return;
		}
		if (line->kind != QUOTE_TEXT) {
			least = i + 1;
			continue;
		}
		if (is_reply_above(line)) {
			mark_intro(lines, with_rule_above(lines, i), i + 1);
			quote_line_mark(lines, i, lines->len, QUOTE_QUOTED);
			return;
		}
		guint size = head_size(lines, i, &dead_end);
		enum quote_attribution attribution =
		    size > 0 ? QUOTE_ATTRIBUTION_CERTAIN
			     : quote_attribution_find(lines, least, i, &begin);
		if (attribution == QUOTE_ATTRIBUTION_NONE) {
			has_text = true;
			continue;
		}
		begin = size > 0 ? with_rule_above(lines, i) : begin;
		size = MAX(size, 1);
		if (!take_intro(
			lines, begin, i + size, attribution == QUOTE_ATTRIBUTION_CERTAIN))
			return;
		if (quote_line_at(lines, i)->kind == QUOTE_TEXT) {
			has_text = true;
			continue;
		}
		i += size - 1;
		least = i + 1;
	}
}

/* The rest of a link that a program set beside its text: it closes what the line above opened,
 * or is one. */
static bool
is_link_rest(const struct quote_line *above, const struct quote_line *line)
{
	static const char pairs[][2] = {{'(', ')'}, {'<', '>'}, {'[', ']'}};
	bool has_blank = memchr(line->at, ' ', line->size) != NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
		const char *open = memrchr(above->at, pairs[i][0], above->size);

		if (!has_blank && open != NULL &&
		    memchr(line->at, pairs[i][1], line->size) != NULL &&
		    memchr(open, pairs[i][1], (size_t)(above->at + above->size - open)) == NULL)
			return true;
	}
	return memmem(line->at, line->size, "(http", 5) != NULL;
}

/* A quoted line that was broken on the way: a short rest between two marked lines, the first of
 * which is as long as programs make lines and does not end a sentence. */
static void
mend_wrapped(GArray *lines)
{
	for (guint i = 1; i + 1 < lines->len; i++) {
		struct quote_line *line = quote_line_at(lines, i);
		const struct quote_line *above = quote_line_at(lines, i - 1);

		if (line->kind != QUOTE_TEXT || !above->is_marked ||
		    !quote_line_at(lines, i + 1)->is_marked)
			continue;
		glong columns = line->size <= WRAPPED_BYTES && above->size <= 4 * WRAP_MOST
				    ? g_utf8_strlen(above->at, above->size)
				    : 0;
		bool is_cut = columns >= (glong)WRAP_LEAST && columns <= (glong)WRAP_MOST &&
			      strchr("?!.:", above->at[above->size - 1]) == NULL;
		if (is_cut || is_link_rest(above, line))
			line->kind = QUOTE_QUOTED;
	}
}

/* Says a run in its first marked lines whose words they are? iPhones quote that line as well.
 */
static bool
has_quoted_intro(const GArray *lines, guint from, guint to)
{
	guint limit = MIN(to, from + INTRO_LINES);

	for (guint i = from; i < limit; i++) {
		const struct quote_line *line = quote_line_at(lines, i);
		size_t skipped = quote_line_prefix(line->at, line->size);
		const char *at = line->at + skipped;

		if (line->kind == QUOTE_BLANK || line->size == skipped)
			continue;
		if (quote_head_is_mark(at, line->size - skipped))
			return true;
		for (guint k = i; k < MIN(limit, i + 3); k++) {
			const struct quote_line *last = quote_line_at(lines, k);

			if (quote_attribution_judge(at, (gsize)(last->at + last->size - at)) >=
			    QUOTE_ATTRIBUTION_STRONG)
				return true;
		}
	}
	return quote_head_is_quoted(lines, from, limit);
}

static GArray *
find_runs(const GArray *lines)
{
	GArray *runs = g_array_new(FALSE, FALSE, sizeof(struct run));
	struct run *run = NULL;
	bool is_open = false;

	for (guint i = 0; i < lines->len; i++) {
		const struct quote_line *line = quote_line_at(lines, i);

		if (line->kind == QUOTE_TEXT && run != NULL)
			run->has_text_behind = true;
		is_open = is_open && line->kind != QUOTE_TEXT;
		if (line->kind != QUOTE_QUOTED)
			continue;
		if (!is_open) {
			struct run fresh = {i, i, false, false, true, false};

			g_array_append_val(runs, fresh);
			run = &g_array_index(runs, struct run, runs->len - 1);
			is_open = true;
		}
		run->to = i + 1;
		run->has_intro |= line->is_intro;
		run->is_weak = run->is_weak && line->is_weak;
		run->is_unmarked = !line->is_marked && !line->is_intro;
	}
	for (guint i = 0; i < runs->len; i++) {
		run = &g_array_index(runs, struct run, i);
		run->has_intro = run->has_intro || has_quoted_intro(lines, run->from, run->to);
	}
	return runs;
}

/* The sender says that he answers within the text below, and that has no marks, or his text
 * goes on behind it. */
static bool
is_announced(const GArray *lines, const struct run *run)
{
	g_autofree char *text = NULL;
	const char *begin = quote_line_at(lines, 0)->at;
	size_t size = (size_t)(quote_line_at(lines, run->from)->at - begin);

	if ((!run->is_unmarked && !run->has_text_behind) || size == 0 || size > COMMENT_BYTES)
		return false;
	text = g_utf8_strdown(begin, (gssize)size);
	return quote_phrase_announces_inline(text);
}

/*
 * Stands the answer inside the quote? What was quoted without saying whose it is was chosen by
 * hand: when text follows, it is what that text is about, and is text.
 */
static bool
is_interleaved(GArray *lines)
{
	g_autoptr(GArray) runs = find_runs(lines);
	const struct run *last = NULL;

	if (runs->len == 0)
		return false;
	last = &g_array_index(runs, struct run, runs->len - 1);
	if (is_announced(lines, last))
		return true;
	for (guint i = 0; i + 1 < runs->len; i++)
		if (g_array_index(runs, struct run, i).has_intro)
			return true;
	if (runs->len > 1 && (last->has_text_behind || !last->has_intro))
		return true;
	for (guint i = 0; i < runs->len; i++) {
		const struct run *run = &g_array_index(runs, struct run, i);

		if (!run->has_intro && (run->has_text_behind || run->is_weak))
			quote_line_mark(lines, run->from, run->to, QUOTE_TEXT);
	}
	return false;
}

static void
find_signatures(GArray *lines, const struct evidence_address *sender)
{
	for (guint from = 0; from < lines->len;) {
		bool has_text = false;
		guint to = from;

		for (; to < lines->len && quote_line_at(lines, to)->kind <= QUOTE_BLANK; to++)
			has_text |= quote_line_at(lines, to)->kind == QUOTE_TEXT;
		if (has_text) {
			guint begin = quote_signature_find(lines, from, to, sender);

			quote_line_mark(lines, begin, to, QUOTE_SIGNATURE);
		}
		from = MAX(to, from + 1);
	}
}

/* What the mark-up told. A weak cue only makes marked lines doubtful. Cues may lie within
 * another: no line is looked at twice. */
static void
apply_cues(GArray *lines, const GArray *cues)
{
	guint seen[] = {0, 0, 0};

	for (guint i = 0; cues != NULL && i < cues->len; i++) {
		const struct cue *cue = &g_array_index(cues, struct cue, i);
		guint begin = MAX(cue->begin, seen[cue->kind]), end = MIN(cue->end, lines->len);

		if (begin >= end)
			continue;
		seen[cue->kind] = end;
		for (guint k = begin; k < end; k++) {
			struct quote_line *line = quote_line_at(lines, k);

			line->is_weak = !cue->is_strong;
			if (line->is_weak)
				continue;
			if (cue->kind != CUE_SIGNATURE)
				line->is_intro = cue->kind == CUE_ATTRIBUTION || k == begin;
			if (line->kind == QUOTE_TEXT ||
			    (line->kind == QUOTE_SIGNATURE && cue->kind != CUE_SIGNATURE))
				line->kind =
				    cue->kind == CUE_SIGNATURE ? QUOTE_SIGNATURE : QUOTE_QUOTED;
		}
	}
}

/* The lines of a kind; blank ones go with the line before them. Trimmed of empty lines. */
static char *
collect(const GArray *lines, enum quote_kind kind)
{
	g_autoptr(GString) out = g_string_new(NULL);
	enum quote_kind last = QUOTE_TEXT;

	for (guint i = 0; i < lines->len; i++) {
		const struct quote_line *line = quote_line_at(lines, i);

		if (line->kind != QUOTE_BLANK)
			last = line->kind;
		if (last != kind || (out->len == 0 && line->kind == QUOTE_BLANK))
			continue;
		g_string_append_len(out, line->at, (gssize)line->size);
		g_string_append_c(out, '\n');
	}
	return g_strchomp(g_string_free(g_steal_pointer(&out), FALSE));
}

static bool
has_text(const GArray *lines)
{
	for (guint i = 0; i < lines->len; i++)
		if (quote_line_at(lines, i)->kind == QUOTE_TEXT)
			return true;
	return false;
}

void
quote_split(const char *text, const GArray *cues, const struct evidence_address *sender,
    char **ret_visible, char **ret_quoted, char **ret_signature)
{
	g_autoptr(GArray) lines = quote_line_split(text);

	apply_cues(lines, cues);
	find_quotes(lines);
	mend_wrapped(lines);
	bool is_whole = is_interleaved(lines);
	if (!is_whole)
		find_signatures(lines, sender);
	is_whole = is_whole || !has_text(lines);
	*ret_visible = is_whole ? g_strchomp(g_strdup(text)) : collect(lines, QUOTE_TEXT);
	*ret_quoted = is_whole ? g_strdup("") : collect(lines, QUOTE_QUOTED);
	*ret_signature = is_whole ? g_strdup("") : collect(lines, QUOTE_SIGNATURE);
}
