#include "config.h"
#include "parse/parse.h"

#include <gmime/gmime.h>
#include <string.h>

#include "base/limit.h"
#include "base/text.h"
#include "mail/evidence.h"
#include "mail/evidence_auth.h"
#include "mail/evidence_pec.h"
#include "parse/address.h"
#include "parse/authres.h"
#include "parse/automatic.h"
#include "parse/body.h"
#include "parse/charset.h"
#include "parse/cms.h"
#include "parse/cue.h"
#include "parse/date.h"
#include "parse/forward.h"
#include "parse/digest.h"
#include "parse/header.h"
#include "parse/inside.h"
#include "parse/mime.h"
#include "parse/pec.h"
#include "parse/quote.h"
#include "parse/reference.h"
#include "parse/report.h"
#include "parse/sender.h"
#include "parse/smime.h"
#include "parse/word.h"

#define ID_FIELDS_MAX 5u
#define DELIVERED_FIELDS_MAX 20u

void
parse_init(void)
{
	g_mime_init();
	charset_preload();
}

static void
set(char **field, char *text)
{
	if (text == NULL)
		return;
	g_free(*field);
	*field = text;
}

/* Addresses of every field of that name, as strings. */
static void
collect_addresses(
    struct evidence *evidence, const struct header *header, const char *name, GPtrArray *list)
{
	unsigned count = MIN(header_count(header, name), DELIVERED_FIELDS_MAX);
	g_autoptr(GPtrArray) found = evidence_addresses_new();

	for (unsigned i = 0; i < count; i++) {
		g_autofree char *field = header_raw(header, name, i);

		if (!address_parse(field, found))
			evidence_add_notice(evidence, "addresses");
	}
	for (guint i = 0; i < found->len; i++) {
		const struct evidence_address *entry = found->pdata[i];

		if (entry->address[0] == '\0')
			continue;
		if (list->len >= LIMIT_ADDRESSES)
			evidence_add_notice(evidence, "addresses");
		else
			g_ptr_array_add(list, g_strdup(entry->address));
	}
}

static char *
first_address(struct evidence *evidence, const struct header *header, const char *name)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(g_free);

	collect_addresses(evidence, header, name, list);
	return list->len > 0 ? g_strdup(list->pdata[0]) : NULL;
}

static void
read_people(struct evidence *evidence, const struct header *header)
{
	static const char *const delivered[] = {
	    "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To"};
	unsigned count = MIN(header_count(header, "From"), DELIVERED_FIELDS_MAX);

	evidence->from_fields = count;
	for (unsigned i = 0; i < count; i++) {
		g_autofree char *field = header_raw(header, "From", i);

		if (!address_parse(field, evidence->from))
			evidence_add_notice(evidence, "addresses");
	}
	set(&evidence->sender_address, first_address(evidence, header, "Sender"));
	set(&evidence->reply_to, first_address(evidence, header, "Reply-To"));
	collect_addresses(evidence, header, "To", evidence->to);
	collect_addresses(evidence, header, "Cc", evidence->cc);
	for (size_t i = 0; i < G_N_ELEMENTS(delivered); i++)
		collect_addresses(evidence, header, delivered[i], evidence->delivered_to);
	/* The topmost is that of our own server. */
	g_autofree char *path = header_raw(header, "Return-Path", 0);
	if (path != NULL)
		evidence->return_path = address_normalise(path);
}

static char *
message_id_of(const struct header *header)
{
	g_autofree char *field = header_raw(header, "Message-ID", 0);
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);

	if (field == NULL)
		return NULL;
	reference_add_ids(field, ids);
	if (ids->len > 0)
		return g_strdup(ids->pdata[0]);
	/* Some write it without the brackets. */
	char *bare = word_decode(field, NULL);
	text_truncate(bare, LIMIT_SUBJECT_BYTES);
	return bare;
}

static void
add_ids(
    struct evidence *evidence, const struct header *header, const char *name, GPtrArray *ids)
{
	unsigned count = MIN(header_count(header, name), ID_FIELDS_MAX);

	for (unsigned i = 0; i < count; i++) {
		g_autofree char *field = header_raw(header, name, i);

		if (!reference_add_ids(field, ids))
			evidence_add_notice(evidence, "references");
	}
}

static void
read_ids(struct evidence *evidence, const struct header *header)
{
	g_autoptr(GPtrArray) replied = g_ptr_array_new_with_free_func(g_free);

	set(&evidence->message_id, message_id_of(header));
	add_ids(evidence, header, "In-Reply-To", replied);
	if (replied->len > 0)
		set(&evidence->in_reply_to, g_strdup(replied->pdata[0]));
	add_ids(evidence, header, "References", evidence->references);
	add_ids(evidence, header, "In-Reply-To", evidence->references);
	/* M16 (2): what it answers first, then the thread from its end. */
	for (guint i = 0; i < replied->len; i++)
		reference_find_in_message_id(evidence, replied->pdata[i]);
	for (guint i = evidence->references->len; i > 0; i--) {
		const char *id = evidence->references->pdata[i - 1];

		if (!g_ptr_array_find_with_equal_func(replied, id, g_str_equal, NULL))
			reference_find_in_message_id(evidence, id);
	}
}

static void
read_tokens(struct evidence *evidence, const struct header *header)
{
	GPtrArray *lists[] = {evidence->delivered_to, evidence->to, evidence->cc};
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
		for (guint k = 0; k < lists[i]->len; k++)
			if (g_hash_table_add(seen, lists[i]->pdata[k]))
				reference_find_in_address(evidence, lists[i]->pdata[k]);
	reference_find_in_subject(evidence, evidence->subject);
	for (unsigned i = 0; i < MIN(header_count(header, "X-Turno-Loop"), ID_FIELDS_MAX);
	     i++) {
		g_autofree char *loop = header_raw(header, "X-Turno-Loop", i);

		reference_find_in_loop(evidence, loop);
	}
}

/* What filters compare (M14). */
static void
tell_field(const char *name, const char *value, void *context)
{
	struct evidence *evidence = context;

	if (evidence->headers->len >= LIMIT_FIELDS_TOLD)
		return;
	g_autofree char *lower = g_ascii_strdown(name, -1);
	g_autofree char *text = word_decode(value, NULL);
	text_truncate(lower, LIMIT_NAME_BYTES);
	text_truncate(text, LIMIT_FIELD_TOLD_BYTES);
	evidence_add_property(evidence->headers, lower, text);
}

static void
read_header(struct evidence *evidence, const struct header *header)
{
	g_autofree char *date = header_raw(header, "Date", 0);

	if (header_is_over_limit(header))
		evidence_add_notice(evidence, "header");
	if (date != NULL)
		evidence->date = date_parse(date);
	set(&evidence->subject, header_text(header, "Subject", 0));
	text_truncate(evidence->subject, LIMIT_SUBJECT_BYTES);
	read_people(evidence, header);
	sender_find(evidence, header);
	authres_read(evidence, header);
	read_ids(evidence, header);
	read_tokens(evidence, header);
	evidence->automatic = automatic_judge(header, evidence->subject);
	header_foreach(header, tell_field, evidence);
}

/*
 * Mail of old Macs ends its lines with a bare CR: as long as the first line end is one, all are
 * read as line ends, but not in documents. Same length, so every offset stays true. NULL when
 * nothing is to be done.
 */
static char *
without_bare_cr(const char *bytes, size_t size)
{
	const char *cr = memchr(bytes, '\r', size);
	const char *lf = memchr(bytes, '\n', size);

	if (cr == NULL || (lf != NULL && lf < cr) || cr + 1 == lf)
		return NULL;
	char *copy = g_memdup2(bytes, size);
	for (size_t i = 0; i < size; i++)
		if (copy[i] == '\r' && (i + 1 == size || copy[i + 1] != '\n'))
			copy[i] = '\n';
	return copy;
}

/* Does a header field begin here? */
static bool
is_field(const char *at, const char *end)
{
	const char *p = at;

	while (p<end && * p> ' ' && *p < 127 && *p != ':')
		p++;
	return p > at && p < end && *p == ':';
}

/* Line ends and a byte order mark before the header are nobody's. Without a field behind them
 * they end a header that is empty. */
static size_t
blank_start(const char *bytes, size_t size)
{
	size_t mark = size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	size_t skipped = mark;

	while (skipped < size && (bytes[skipped] == '\r' || bytes[skipped] == '\n'))
		skipped++;
	return is_field(bytes + skipped, bytes + size) ? skipped : mark;
}

/* How a mail is read: the whole one, or one inside it. */
struct manner {
	bool with_md5;
	unsigned level; /* 0 the whole mail */
};

static struct evidence *read_mail(
    const char *bytes, char *scratch, size_t size_bytes, struct manner manner);

/* The mail in a part, read for itself. */
static struct evidence *
read_inside(const struct mime_part *part, const char *bytes, struct manner manner)
{
	bool is_cut = false;
	size_t size = 0;
	g_autofree char *mail = mime_decode_all(bytes, part, LIMIT_RAW_BYTES, &size, &is_cut);
	g_autofree char *scratch = g_memdup2(mail, size + 1);

	manner.level++;
	return read_mail(mail, scratch, size, manner);
}

/* Certified mail: what a person wrote is the mail inside (M27). */
static void
read_original(struct evidence *evidence, const struct mime_part *part, const char *bytes,
    struct manner manner)
{
	g_autoptr(Evidence) original = read_inside(part, bytes, manner);

	pec_set_original(evidence, original);
	if (!pec_is_envelope(evidence->pec))
		return;
	inside_take_nature(evidence, original);
	if (inside_take_text(evidence, original)) {
		set(&evidence->pec->envelope_text, g_strdup(original->body_text));
		text_truncate(evidence->pec->envelope_text, LIMIT_PEC_TEXT_BYTES);
	}
	inside_take_attachments(evidence, original, part, bytes);
}

static void
read_body(struct evidence *evidence, const struct header *header, const char *raw,
    const char *bytes, char *scratch, size_t size, struct manner manner)
{
	g_autoptr(MimeTree) tree = mime_tree_new(bytes, scratch, size);
	g_autoptr(GArray) cues = cue_list_new();

	tree->raw = raw;
	smime_unwrap(tree, bytes);
	if (manner.level == 0)
		cms_read(evidence, header, tree, bytes, size);
	if (tree->is_over_parts)
		evidence_add_notice(evidence, "parts");
	if (tree->is_over_depth)
		evidence_add_notice(evidence, "depth");
	if (tree->is_over_header)
		evidence_add_notice(evidence, "header");
	body_collect(evidence, tree, bytes, manner.with_md5, cues);
	if (evidence->text_truncated)
		evidence_add_notice(evidence, "text");
	int original = pec_read(evidence, header, tree, bytes);
	if (evidence->pec->kind[0] == '\0')
		report_read(evidence, header, tree, bytes);
	g_free(evidence->reply_visible_text);
	g_free(evidence->quoted_text);
	g_free(evidence->signature_text);
	const struct evidence_address *sender =
	    evidence->from->len > 0 ? evidence->from->pdata[0] : NULL;
	quote_split(evidence->body_text, cues, sender, &evidence->reply_visible_text,
	    &evidence->quoted_text, &evidence->signature_text);
	if (original >= 0 && manner.level < LIMIT_CONTAINERS)
		read_original(evidence, tree->parts->pdata[original], raw, manner);
	else if (evidence->pec->kind[0] == '\0')
		forward_read(evidence, tree, bytes);
}

/* M4: of the decoded body, text and documents, however it was encoded on its way here. */
static char *
body_digest(const struct evidence *evidence)
{
	g_autoptr(Digest) digest = digest_new(false);
	char *sha256 = NULL;

	digest_push(digest, evidence->body_text, strlen(evidence->body_text));
	for (guint i = 0; i < evidence->attachments->len; i++) {
		const struct evidence_attachment *document = evidence->attachments->pdata[i];
		digest_push(digest, document->sha256, strlen(document->sha256));
	}
	digest_finish(digest, &sha256, NULL);
	return sha256;
}

static struct evidence *
read_mail(const char *bytes, char *scratch, size_t size_bytes, struct manner manner)
{
	struct evidence *evidence = evidence_new();
	g_autofree char *copy = without_bare_cr(bytes, size_bytes);
	size_t skipped = blank_start(bytes, size_bytes);
	const char *mail = (copy != NULL ? copy : bytes) + skipped;
	g_autoptr(Header) header = header_new(mail, size_bytes - skipped);

	if (copy != NULL)
		memcpy(scratch, copy, size_bytes);
	evidence->size = size_bytes;
	read_header(evidence, header);
	read_body(evidence, header, bytes + skipped, mail, scratch + skipped,
	    size_bytes - skipped, manner);
	set(&evidence->body_sha256, body_digest(evidence));
	for (guint i = 0; i < evidence->attachments->len; i++) {
		struct evidence_attachment *attachment = evidence->attachments->pdata[i];
		attachment->offset += skipped;
	}
	return evidence;
}

struct evidence *
parse_mail_with(const char *bytes, char *scratch, size_t size_bytes, bool with_md5)
{
	return read_mail(
	    bytes, scratch, size_bytes, (struct manner){.with_md5 = with_md5, .level = 0});
}

struct evidence *
parse_mail(const char *bytes, size_t size_bytes, bool with_md5)
{
	g_autofree char *scratch = g_malloc(size_bytes + 1);

	memcpy(scratch, bytes, size_bytes);
	return parse_mail_with(bytes, scratch, size_bytes, with_md5);
}
