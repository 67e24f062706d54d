/*
 * Reply, quote and signature of a text. Whatever the text is: no line of it is lost, doubled or
 * moved, and something is shown. The first byte of the input is the number of cues (its lowest
 * three bits), then come three bytes for each: kind and strength, begin, lines; then the text.
 */
#include "config.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "fuzz.h"
#include "mail/evidence.h"
#include "parse/charset.h"
#include "parse/cue.h"
#include "parse/quote.h"

static GArray *
read_cues(const uint8_t **data, size_t *size)
{
	GArray *cues = cue_list_new();
	unsigned count = *size > 0 ? (*data)[0] & 7u : 0;
	guint begin = 0;

	*data += *size > 0;
	*size -= *size > 0;
	for (; count > 0 && *size >= 3; count--) {
		begin += (*data)[1] & 31u;
		struct cue cue = {(enum cue_kind)((*data)[0] % 3), ((*data)[0] & 4u) != 0,
		    begin, (*data)[2] > 200 ? CUE_TO_END : begin + (*data)[2]};

		g_array_append_val(cues, cue);
		*data += 3;
		*size -= 3;
	}
	return cues;
}

static bool
is_blank(const char *line)
{
	for (; *line != '\0'; line = g_utf8_next_char(line)) {
		gunichar c = g_utf8_get_char(line);

		if (!g_unichar_isspace(c) && g_unichar_type(c) != G_UNICODE_FORMAT)
			return false;
	}
	return true;
}

/* The lines that are not blank, without blanks at their ends. */
static GPtrArray *
filled_lines(const char *text)
{
	GPtrArray *filled = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (size_t i = 0; lines[i] != NULL; i++)
		if (!is_blank(lines[i]))
			g_ptr_array_add(filled, g_strchomp(g_strdup(lines[i])));
	return filled;
}

/* The lines of a part stand in the whole in the same order. */
static guint
check_order(const GPtrArray *whole, const char *part, const char *name, guint *ret_hash)
{
	g_autoptr(GPtrArray) lines = filled_lines(part);
	guint at = 0;

	if (!g_utf8_validate(part, -1, NULL))
		fuzz_fail("%s is not UTF-8", name);
	for (guint i = 0; i < lines->len; i++, at++) {
		while (at < whole->len && strcmp(whole->pdata[at], lines->pdata[i]) != 0)
			at++;
		if (at == whole->len)
			fuzz_fail("a line of %s is nowhere in the text", name);
		*ret_hash += g_str_hash(lines->pdata[i]);
	}
	return lines->len;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GArray) cues = read_cues(&data, &size);
	g_autofree char *text = charset_decode((const char *)data, size, NULL, NULL);
	g_autoptr(GPtrArray) whole = filled_lines(text);
	g_autofree char *visible = NULL, *quoted = NULL, *signature = NULL;
	char name[] = "Mario Rossi", address[] = "mario@demo.example";
	const struct evidence_address sender = {name, address};
	guint count = 0, hash = 0, hash_whole = 0;

	for (guint i = 0; i < whole->len; i++)
		hash_whole += g_str_hash(whole->pdata[i]);
	quote_split(text, cues, &sender, &visible, &quoted, &signature);
	if (whole->len > 0 && is_blank(visible))
		fuzz_fail("a reply is lost");
	count += check_order(whole, visible, "the visible text", &hash);
	count += check_order(whole, quoted, "the quoted text", &hash);
	count += check_order(whole, signature, "the signature", &hash);
	if (count != whole->len || hash != hash_whole)
		fuzz_fail("%u lines became %u", whole->len, count);
	return 0;
}
