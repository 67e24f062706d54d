#include "config.h"
#include "parse/document.h"

#include <string.h>

#include "base/decode.h"
#include "base/limit.h"
#include "base/text.h"
#include "mail/evidence.h"
#include "parse/digest.h"
#include "parse/filename.h"
#include "parse/header.h"
#include "parse/mime.h"

#define EMBEDDED_BYTES 65536u /* the subject of an attached mail is looked for in these */
#define SUBJECT_BYTES 120u

struct measure {
	struct digest *digest;
	guint64 size;
};

static void
measure_piece(const char *piece, size_t size, void *context)
{
	struct measure *measure = context;

	digest_push(measure->digest, piece, size);
	measure->size += size;
}

static void
set_digest(struct evidence_attachment *attachment, const char *bytes, bool with_md5)
{
	g_autoptr(Digest) digest = digest_new(with_md5);
	struct measure measure = {digest, 0};
	const char *encoded = bytes + attachment->offset;

	mime_decode(encoded, attachment->length, attachment->encoding, measure_piece, &measure);
	attachment->size = measure.size;
	if (g_str_has_prefix(attachment->encoding, "base64") &&
	    !decode_find_lines(
		encoded, attachment->length, &attachment->line_chars, &attachment->line_bytes))
		attachment->line_chars = attachment->line_bytes = 0;
	g_free(attachment->sha256);
	digest_finish(digest, &attachment->sha256, &attachment->md5);
}

/* The subject of an attached mail as a file name; "" none. Caller frees. */
static char *
subject_of(const struct mime_part *part, const char *bytes)
{
	size_t size = 0;
	bool is_cut = false;
	g_autofree char *mail = mime_decode_all(bytes, part, EMBEDDED_BYTES, &size, &is_cut);
	g_autoptr(Header) header = header_new(mail, size);
	g_autofree char *subject = header_text(header, "Subject", 0);

	if (subject == NULL)
		return g_strdup("");
	g_strdelimit(subject, "/\\:*?\"<>|", '_');
	text_truncate(subject, SUBJECT_BYTES);
	return filename_clean(subject);
}

static const struct {
	const char *type, *name;
} usual[] = {{"message/rfc822", "message.eml"}, {"message/global", "message.eml"},
    {"text/calendar", "invite.ics"}, {"application/ics", "invite.ics"},
    {"text/vcard", "contact.vcf"}, {"text/x-vcard", "contact.vcf"},
    {"application/pdf", "document.pdf"}, {"application/zip", "archive.zip"},
    {"application/ms-tnef", "message.dat"}, {"image/png", "image.png"},
    {"image/jpeg", "image.jpg"}, {"image/gif", "image.gif"}, {"text/html", "text.html"},
    {"text/plain", "text.txt"}, {"application/pgp-signature", "signature.asc"},
    {"application/pkcs7-signature", "smime.p7s"},
    {"application/x-pkcs7-signature", "smime.p7s"}, {"application/pkcs7-mime", "smime.p7m"},
    {"application/x-pkcs7-mime", "smime.p7m"}};

/* A document without a name is known by its kind, an attached mail by its subject. */
static char *
name_of(const struct mime_part *part, const char *bytes)
{
	g_autofree char *name = part->name != NULL ? filename_clean(part->name) : g_strdup("");

	if (name[0] != '\0')
		return g_steal_pointer(&name);
	if (strcmp(part->type, "message/rfc822") == 0) {
		g_autofree char *subject = subject_of(part, bytes);
		if (subject[0] != '\0')
			return g_strconcat(subject, ".eml", NULL);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(usual); i++)
		if (strcmp(part->type, usual[i].type) == 0)
			return g_strdup(usual[i].name);
	return g_steal_pointer(&name);
}

static void
set_text(char **field, const char *text)
{
	g_free(*field);
	*field = g_strdup(text);
}

void
document_add(
    struct evidence *evidence, const struct mime_part *part, const char *bytes, bool with_md5)
{
	size_t offset = 0, length = 0;
	g_autofree char *encoding = mime_part_place(part, NULL, &offset, &length);
	if (encoding == NULL) {
		evidence_add_notice(evidence, "depth"); /* inside of too many others */
		return;
	}
	struct evidence_attachment *attachment = evidence_add_attachment(evidence);
	g_autofree char *name = name_of(part, bytes);
	bool is_attached = strcmp(part->disposition, "attachment") == 0;

	set_text(&attachment->name, name);
	set_text(&attachment->type, part->type);
	set_text(&attachment->disposition, is_attached ? "attachment"
					   : strcmp(part->disposition, "inline") == 0 ? "inline"
										      : "");
	set_text(&attachment->content_id, part->content_id);
	set_text(&attachment->encoding, encoding);
	attachment->is_inline = !is_attached && part->content_id[0] != '\0' &&
				g_str_has_prefix(part->type, "image/");
	attachment->offset = offset;
	attachment->length = length;
	set_digest(attachment, bytes, with_md5);
}

static bool
is_charset(const char *name)
{
	size_t size = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				   "0123456789-_.:");

	return size > 0 && size <= 40 && name[size] == '\0';
}

void
document_set_html(struct evidence *evidence, const struct mime_part *part, const char *bytes,
    const char *charset)
{
	guint count = evidence->attachments->len;

	document_add(evidence, part, bytes, false);
	if (evidence->attachments->len == count)
		return;
	struct evidence_attachment *html =
	    g_ptr_array_steal_index(evidence->attachments, count);
	if (charset != NULL && is_charset(charset)) {
		g_free(html->type);
		html->type = g_strdup_printf("text/html; charset=%s", charset);
	}
	g_ptr_array_set_size(evidence->html, 0);
	g_ptr_array_add(evidence->html, html);
}
