#include "config.h"
#include "floor.h"

#include <gmime/gmime.h>
#include <gnutls/crypto.h>

static void
hash_part(GMimePart *part, struct floor_count *count)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	GMimeStream *decoded = g_mime_stream_mem_new();
	guint8 digest[32];

	if (content != NULL)
		g_mime_data_wrapper_write_to_stream(content, decoded);
	const GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(decoded));
	if (gnutls_hash_fast(GNUTLS_DIG_SHA256, bytes->data, bytes->len, digest) != 0)
		g_error("no SHA-256");
	count->attachments++;
	count->attachment_bytes += bytes->len;
	g_object_unref(decoded);
}

static void
read_part(GMimeObject *parent, GMimeObject *part, gpointer data)
{
	struct floor_count *count = data;

	(void)parent;
	if (GMIME_IS_TEXT_PART(part) && !g_mime_part_is_attachment(GMIME_PART(part))) {
		g_autofree char *text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
		count->text_bytes += text != NULL ? strlen(text) : 0;
	} else if (GMIME_IS_PART(part)) {
		hash_part(GMIME_PART(part), count);
	}
}

void
floor_read(const char *bytes, size_t size_bytes, struct floor_count *count)
{
	GByteArray *array = g_byte_array_new_take((guint8 *)bytes, size_bytes);
	GMimeStream *stream = g_mime_stream_mem_new();

	g_mime_stream_mem_set_byte_array(GMIME_STREAM_MEM(stream), array);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
	if (message != NULL)
		g_mime_message_foreach(message, read_part, count);
	g_clear_object(&message);
	g_object_unref(parser);
	g_object_unref(stream);
	(void)g_byte_array_steal(array, NULL); /* it is the caller's */
	g_byte_array_unref(array);
}
