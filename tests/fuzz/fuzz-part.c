/* What has a form of its own within a mail: winmail.dat, Rich Text, invitations, enriched text,
 * signed text, Mac files, uuencode. */
#include "config.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "base/limit.h"
#include "fuzz.h"
#include "parse/applefile.h"
#include "parse/calendar.h"
#include "parse/charset.h"
#include "parse/clearsign.h"
#include "parse/enriched.h"
#include "parse/rtf.h"
#include "parse/tnef.h"
#include "parse/uuencode.h"

#define RTF_BYTES 20000u

static void
check_valid(char *text)
{
	if (text != NULL && !g_utf8_validate(text, -1, NULL))
		fuzz_fail("not UTF-8");
	g_free(text);
}

static void
check_range(size_t offset, size_t length, size_t size)
{
	if (offset > size || length > size - offset)
		fuzz_fail("%zu+%zu of %zu bytes", offset, length, size);
}

static void
check_tnef(const char *bytes, size_t size)
{
	g_autoptr(Tnef) tnef = tnef_read(bytes, size);

	if (tnef == NULL)
		return;
	const struct tnef_range body[] = {tnef->text, tnef->html, tnef->rtf};
	for (size_t i = 0; i < G_N_ELEMENTS(body); i++)
		check_range(body[i].offset, body[i].length, size);
	if (tnef->members->len > LIMIT_PARTS)
		fuzz_fail("%u members", tnef->members->len);
	for (guint i = 0; i < tnef->members->len; i++) {
		const struct tnef_member *member = tnef->members->pdata[i];

		check_range(member->data.offset, member->data.length, size);
		check_valid(g_strconcat(member->name, member->type, member->content_id, NULL));
	}
}

static void
check_rtf(const char *bytes, size_t size)
{
	size_t rtf_size = 0;
	bool is_html = false;
	g_autofree char *rtf = rtf_decompress(bytes, size, RTF_BYTES, &rtf_size);

	if (rtf_size > RTF_BYTES)
		fuzz_fail("%zu bytes of Rich Text", rtf_size);
	if (rtf != NULL)
		check_valid(rtf_to_text(rtf, rtf_size, &is_html));
	check_valid(rtf_to_text(bytes, size, &is_html));
}

static void
check_uuencode(const char *bytes, size_t size)
{
	struct uuencode_file file;
	size_t at = 0;

	while (uuencode_find(bytes, size, at, &file)) {
		check_range(file.offset, file.length, size);
		if (file.begin < at || file.offset <= file.begin || file.end > size ||
		    file.end < file.offset + file.length)
			fuzz_fail("a file that is not where it is");
		at = file.end;
		g_free(file.name);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bytes = (const char *)data;
	g_autofree char *text = charset_decode(bytes, size, NULL, NULL);
	struct applefile file;

	check_tnef(bytes, size);
	check_rtf(bytes, size);
	check_uuencode(bytes, size);
	if (applefile_read(bytes, size, &file)) {
		check_range(file.offset, file.length, size);
		g_free(file.name);
	}
	check_valid(calendar_to_text(text, true));
	check_valid(enriched_to_text(text, false));
	check_valid(enriched_to_text(text, true));
	check_valid(clearsign_strip(text));
	return 0;
}
