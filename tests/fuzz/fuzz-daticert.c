/* daticert.xml: what comes out may travel in evidence, and nothing of a file that is refused.
 */
#include "config.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "base/limit.h"
#include "base/text.h"
#include "fuzz.h"
#include "mail/evidence_pec.h"
#include "parse/daticert.h"

static void
check_line(const char *text)
{
	if (!g_utf8_validate(text, -1, NULL) || !text_is_line_safe(text) ||
	    strlen(text) > LIMIT_SUBJECT_BYTES)
		fuzz_fail("no line: %s", text);
}

static void
check_list(const GPtrArray *list)
{
	if (list->len > LIMIT_ADDRESSES)
		fuzz_fail("%u addresses", list->len);
	for (guint i = 0; i < list->len; i++)
		check_line(list->pdata[i]);
}

static void
check_date(const char *date)
{
	g_autoptr(GDateTime) when =
	    date[0] != '\0' ? g_date_time_new_from_iso8601(date, NULL) : NULL;

	if (date[0] != '\0' && when == NULL)
		fuzz_fail("no date: %s", date);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct evidence_pec *pec = evidence_pec_new();
	bool is_cut = false;

	if (daticert_read((const char *)data, size, pec, &is_cut)) {
		const char *text[] = {pec->data_kind, pec->error, pec->error_ext, pec->sender,
		    pec->reply_to, pec->provider, pec->identifier, pec->ref_message_id,
		    pec->delivered_to, pec->original_subject, pec->receipt_type};

		for (size_t i = 0; i < G_N_ELEMENTS(text); i++)
			check_line(text[i]);
		check_list(pec->recipients);
		check_list(pec->recipient_types);
		check_list(pec->received);
		check_date(pec->date);
		if (pec->recipients->len != pec->recipient_types->len)
			fuzz_fail("a recipient without type");
	}
	evidence_pec_free(pec);
	return 0;
}
