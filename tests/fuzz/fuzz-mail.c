/* The whole mail: any bytes give evidence that the parent accepts, and documents that come out
 * of the bytes as they were measured. */
#include "config.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "base/decode.h"
#include "fuzz.h"
#include "mail/evidence.h"
#include "mail/evidence_check.h"
#include "parse/parse.h"

#define PIECE_BYTES 100u

/* As the download does, in other pieces than the reader. */
static void
check_document(const struct evidence_attachment *attachment, const char *mail)
{
	g_autoptr(GByteArray) out = g_byte_array_new();
	g_autoptr(GChecksum) sha256 = g_checksum_new(G_CHECKSUM_SHA256);
	struct decoder decoder;
	guint64 size = 0;

	if (!decoder_init(&decoder, attachment->encoding))
		fuzz_fail("encoding %s", attachment->encoding);
	for (guint64 at = 0; at < attachment->length; at += PIECE_BYTES) {
		decoder_push(&decoder, mail + attachment->offset + at,
		    (size_t)MIN(PIECE_BYTES, attachment->length - at), out);
		g_checksum_update(sha256, out->data, (gssize)out->len);
		size += out->len;
	}
	decoder_finish(&decoder, out);
	g_checksum_update(sha256, out->data, (gssize)out->len);
	size += out->len;
	if (size != attachment->size ||
	    strcmp(g_checksum_get_string(sha256), attachment->sha256) != 0)
		fuzz_fail(
		    "%s: a document comes out otherwise than measured", attachment->encoding);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool is_ready;
	size_t json_size = 0;

	if (!is_ready)
		parse_init();
	is_ready = true;
	g_autoptr(Evidence) evidence = parse_mail((const char *)data, size, true);
	g_autofree char *json = evidence_to_json(evidence, &json_size);
	g_autoptr(GError) error = NULL;
	if (!evidence_check(json, json_size, size, &error))
		fuzz_fail("%s: %s", error->message, json);
	for (guint i = 0; i < evidence->attachments->len; i++)
		check_document(evidence->attachments->pdata[i], (const char *)data);
	for (guint i = 0; i < evidence->html->len; i++)
		check_document(evidence->html->pdata[i], (const char *)data);
	return 0;
}
