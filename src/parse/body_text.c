#include "config.h"
#include "parse/body_text.h"

#include <string.h>

#include "base/limit.h"
#include "base/text.h"
#include "mail/evidence.h"
#include "parse/calendar.h"
#include "parse/charset.h"
#include "parse/clearsign.h"
#include "parse/cue.h"
#include "parse/enriched.h"
#include "parse/flowed.h"
#include "parse/html.h"
#include "parse/html_meta.h"
#include "parse/mime.h"
#include "parse/rtf.h"

enum form
body_form_of(const struct mime_part *part)
{
	static const struct {
		const char *type;
		enum form form;
	} forms[] = {{"text/plain", FORM_PLAIN}, {"text/html", FORM_HTML},
	    {"application/xhtml+xml", FORM_HTML}, {"text/enriched", FORM_ENRICHED},
	    {"text/richtext", FORM_RICHTEXT}, {"text/rtf", FORM_RTF},
	    {"application/rtf", FORM_RTF}};

	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
		if (strcmp(part->type, forms[i].type) == 0)
			return forms[i].form;
	return FORM_NONE;
}

bool
body_is_calendar(const struct mime_part *part)
{
	return strcmp(part->type, "text/calendar") == 0 ||
	       strcmp(part->type, "application/ics") == 0;
}

static void
replace(char **text, char *by)
{
	g_free(*text);
	*text = by;
}

/* Plain text, from whatever form. */
static char *
plain_of(enum form form, const char *text, GArray *ret_cues)
{
	bool is_html = form == FORM_HTML;
	g_autofree char *inner = NULL;

	if (form == FORM_ENRICHED || form == FORM_RICHTEXT)
		return enriched_to_text(text, form == FORM_RICHTEXT);
	if (form == FORM_RTF)
		inner = rtf_to_text(text, strlen(text), &is_html);
	if (is_html)
		return html_to_text(inner != NULL ? inner : text, ret_cues);
	return inner != NULL ? g_steal_pointer(&inner) : g_strdup(text);
}

/* HTML without a charset in its header may name one in itself. */
static char *
charset_of(const struct mime_part *part, const char *bytes, size_t size)
{
	bool is_declared =
	    part->charset != NULL && g_ascii_strcasecmp(part->charset, "us-ascii") != 0;
	char *named = body_form_of(part) == FORM_HTML && !is_declared
			  ? html_meta_charset(bytes, size)
			  : NULL;

	return named != NULL ? named : g_strdup(part->charset);
}

void
body_text_read(const struct mime_part *part, const char *bytes, size_t *budget_bytes,
    struct reading *ret_reading)
{
	size_t size = 0;
	bool is_cut = false;
	enum form form = body_form_of(part);
	size_t limit = form == FORM_PLAIN ? LIMIT_TEXT_BYTES : LIMIT_FORM_BYTES;
	g_autofree char *decoded =
	    mime_decode_all(bytes, part, MIN(limit, *budget_bytes), &size, &is_cut);
	g_autofree char *charset = charset_of(part, decoded, size);
	char *text = charset_decode(decoded, size, charset, &ret_reading->is_repaired);

	*budget_bytes -= size;
	ret_reading->cues = cue_list_new();
	if (form == FORM_PLAIN && html_is_document(text))
		form = FORM_HTML;

	if (form == FORM_ENRICHED || form == FORM_RICHTEXT) /* line ends count there */
		replace(&text, text_clean(text, strlen(text)));
	if (form != FORM_PLAIN && form != FORM_NONE)
		replace(&text, plain_of(form, text, ret_reading->cues));
	replace(&text, text_clean(text, strlen(text)));
	if (form == FORM_PLAIN) {
		char *unsigned_text = clearsign_strip(text);
		if (unsigned_text != NULL)
			replace(&text, unsigned_text);
		if (part->is_flowed)
			replace(&text, flowed_unwrap(text, part->is_delsp));
	}
	ret_reading->is_truncated = is_cut || strlen(text) > LIMIT_TEXT_BYTES;
	text_truncate(text, LIMIT_TEXT_BYTES);
	ret_reading->text = text;
}

void
body_text_clear(struct reading *reading)
{
	g_free(reading->text);
	if (reading->cues != NULL)
		g_array_unref(reading->cues);
	*reading = (struct reading){NULL, NULL, false, false};
}

char *
body_calendar_text(struct evidence *evidence, const struct mime_part *part, const char *bytes,
    bool with_description)
{
	size_t size = 0;
	bool is_cut = false;
	g_autofree char *decoded =
	    mime_decode_all(bytes, part, LIMIT_TEXT_BYTES, &size, &is_cut);
	/* RFC 5545 §3.1.4: UTF-8 when nothing else is said. */
	g_autofree char *text =
	    charset_decode(decoded, size, part->charset, &evidence->text_repaired);

	replace(&text, text_clean(text, strlen(text)));
	return calendar_to_text(text, with_description);
}
