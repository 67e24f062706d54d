/* HTML of any quality: what comes out is text on lines that the cues fit. */
#include "config.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "fuzz.h"
#include "parse/charset.h"
#include "parse/cue.h"
#include "parse/html.h"
#include "parse/html_link.h"
#include "parse/quote.h"

static guint
count_lines(const char *text)
{
	guint count = 1;

	for (; *text != '\0'; text++)
		count += *text == '\n';
	return count;
}

static void
check_cues(const char *text, const GArray *cues)
{
	guint lines = count_lines(text);

	for (guint i = 0; i < cues->len; i++) {
		const struct cue *cue = &g_array_index(cues, struct cue, i);

		if (cue->begin >= cue->end || (cue->end != CUE_TO_END && cue->end > lines))
			fuzz_fail(
			    "cue %u: lines %u to %u of %u", i, cue->begin, cue->end, lines);
		if (i > 0 && cue->begin < g_array_index(cues, struct cue, i - 1).begin)
			fuzz_fail("cue %u is out of order", i);
	}
}

static void
check_text(const char *text)
{
	if (!g_utf8_validate(text, -1, NULL))
		fuzz_fail("not UTF-8");
	for (const char *p = text; *p != '\0'; p++)
		if ((guchar)*p < ' ' && *p != '\n' && *p != '\t')
			fuzz_fail("a control character");
	if (strstr(text, "\n\n\n") != NULL)
		fuzz_fail("two empty lines");
	/* What cleans it later must leave the lines where the cues think they are. */
	g_autofree char *clean = text_clean(text, strlen(text));
	if (count_lines(clean) != count_lines(text))
		fuzz_fail("lines moved");
}

static void
check_link(const char *href)
{
	g_autofree char *target = html_link_target(href);

	if (target == NULL)
		return;
	if (!g_utf8_validate(target, -1, NULL) || strpbrk(target, "<>\r\n") != NULL)
		fuzz_fail("target: %s", target);
	if (g_str_has_prefix(target, "http") && !html_link_is_shown(target, target))
		fuzz_fail("a link does not show itself: %s", target);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *html = charset_decode((const char *)data, size, NULL, NULL);
	g_autoptr(GArray) cues = cue_list_new();
	g_autofree char *text = html_to_text(html, cues);
	g_autofree char *same = html_to_text(html, NULL);
	char *visible, *quoted, *signature;

	check_text(text);
	check_cues(text, cues);
	if (strlen(text) > 32 * size + 64)
		fuzz_fail("%zu bytes became %zu", size, strlen(text));
	quote_split(text, cues, NULL, &visible, &quoted, &signature);
	if (visible[0] == '\0' && text[strspn(text, " \n\t")] != '\0')
		fuzz_fail("a reply is lost");
	g_free(visible);
	g_free(quoted);
	g_free(signature);
	check_link(html);
	if (strcmp(same, text) != 0)
		fuzz_fail("cues change the text");
	return 0;
}
