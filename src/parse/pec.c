#include "config.h"
#include "parse/pec.h"

#include <glib.h>
#include <string.h>

#include "base/limit.h"
#include "base/text.h"
#include "mail/evidence.h"
#include "mail/evidence_pec.h"
#include "parse/daticert.h"
#include "parse/header.h"
#include "parse/mime.h"
#include "parse/reference.h"

#define WORD_BYTES 64u

/* RFC 6109: its English words are only a translation, these are sent. */
static const char *const receipts[] = {"accettazione", "non-accettazione", "presa-in-carico",
    "avvenuta-consegna", "posta-certificata", "errore-consegna", "preavviso-errore-consegna",
    "rilevazione-virus", NULL};
static const char *const transports[] = {"posta-certificata", "errore", NULL};
static const char *const receipt_types[] = {"completa", "breve", "sintetica", NULL};
static const char *const securities[] = {"errore", NULL};

/* The field when it is one of the words, else "". Caller frees. */
static char *
word_of(const struct header *header, const char *name, const char *const *words)
{
	g_autofree char *field = header_lower(header, name);
	g_autofree char *word = g_strstrip(g_strndup(field, WORD_BYTES));

	return g_strdup(g_strv_contains(words, word) ? word : "");
}

static void
set(char **field, char *text)
{
	g_free(*field);
	*field = text;
}

static bool
is_named(const struct mime_part *part, const char *name)
{
	return part->name != NULL && g_ascii_strcasecmp(part->name, name) == 0;
}

static bool
is_daticert(const struct mime_part *part)
{
	return !part->is_multipart &&
	       (is_named(part, "daticert.xml") || is_named(part, "certdata.xml"));
}

/* The mail inside is named postacert.eml; a webmail that handed the mail on may have given it
 * another name, but no other type. */
static int
find_original(const struct mime_tree *tree)
{
	int other = -1;

	for (guint i = 0; i < tree->parts->len; i++) {
		const struct mime_part *part = tree->parts->pdata[i];

		if (!part->is_multipart && is_named(part, "postacert.eml"))
			return (int)i;
		if (other < 0 && strcmp(part->type, "message/rfc822") == 0)
			other = (int)i;
	}
	return other;
}

static void
read_daticert(struct evidence *evidence, const struct mime_part *part, const char *bytes)
{
	size_t size = 0;
	bool is_cut = false, has_too_many = false;
	/* One byte more, so that a larger one is known as such. */
	g_autofree char *document =
	    mime_decode_all(bytes, part, LIMIT_DATICERT_BYTES + 1, &size, &is_cut);

	if (daticert_read(document, size, evidence->pec, &has_too_many)) {
		set(&evidence->pec->data, g_strdup("read"));
	} else {
		evidence_pec_free(evidence->pec);
		evidence->pec = evidence_pec_new();
		set(&evidence->pec->data, g_strdup("malformed"));
	}
	if (has_too_many)
		evidence_add_notice(evidence, "addresses");
}

static char *
cited_message_id(const struct header *header)
{
	g_autofree char *field = header_raw(header, "X-Riferimento-Message-ID", 0);
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);

	if (field == NULL)
		return g_strdup("");
	reference_add_ids(field, ids);
	if (ids->len > 0)
		return g_strdup(ids->pdata[0]);
	/* Some write it without the brackets. */
	char *bare = text_clean_line(field, strlen(field));
	text_truncate(bare, LIMIT_SUBJECT_BYTES);
	return bare;
}

static void
read_fields(struct evidence_pec *pec, const struct header *header)
{
	g_autofree char *type = word_of(header, "X-TipoRicevuta", receipt_types);

	if (type[0] != '\0')
		set(&pec->receipt_type, g_steal_pointer(&type));
	set(&pec->security, word_of(header, "X-VerificaSicurezza", securities));
	set(&pec->header_ref_message_id, cited_message_id(header));
	if (pec->ref_message_id[0] == '\0')
		set(&pec->ref_message_id, g_strdup(pec->header_ref_message_id));
}

int
pec_read(struct evidence *evidence, const struct header *header, const struct mime_tree *tree,
    const char *bytes)
{
	g_autofree char *receipt = word_of(header, "X-Ricevuta", receipts);
	g_autofree char *transport = word_of(header, "X-Trasporto", transports);
	bool is_receipt = receipt[0] != '\0';

	if (!is_receipt && transport[0] == '\0')
		return -1;
	for (guint i = 0; i < tree->parts->len; i++) {
		const struct mime_part *part = tree->parts->pdata[i];

		if (is_daticert(part)) {
			read_daticert(evidence, part, bytes);
			break;
		}
	}
	set(&evidence->pec->kind, g_strdup(is_receipt ? receipt : transport));
	read_fields(evidence->pec, header);
	if (is_receipt) {
		reference_find_in_message_id(evidence, evidence->pec->ref_message_id);
		if (strcmp(evidence->pec->ref_message_id,
			evidence->pec->header_ref_message_id) != 0)
			reference_find_in_message_id(
			    evidence, evidence->pec->header_ref_message_id);
		if (evidence->automatic == EVIDENCE_AUTOMATIC_NO)
			evidence->automatic = EVIDENCE_AUTOMATIC_GENERATED;
	}
	int original = find_original(tree);
	evidence->pec->has_original = original >= 0;
	return original;
}

bool
pec_is_envelope(const struct evidence_pec *pec)
{
	return g_strv_contains(transports, pec->kind);
}

void
pec_set_original(struct evidence *evidence, const struct evidence *original)
{
	struct evidence_pec *pec = evidence->pec;
	const struct evidence_address *from =
	    original->from->len > 0 ? original->from->pdata[0] : NULL;

	if (pec->original_subject[0] == '\0')
		set(&pec->original_subject, g_strdup(original->subject));
	set(&pec->original_from, g_strdup(from != NULL ? from->address : ""));
	set(&pec->original_from_name, g_strdup(from != NULL ? from->name : ""));
	set(&pec->original_message_id, g_strdup(original->message_id));
	set(&pec->original_body_text, g_strdup(original->body_text));
	text_truncate(pec->original_body_text, LIMIT_PEC_TEXT_BYTES);
	for (guint i = 0; i < original->attachments->len; i++) {
		const struct evidence_attachment *attachment = original->attachments->pdata[i];

		if (attachment->name[0] != '\0')
			g_ptr_array_add(
			    pec->original_attachment_names, g_strdup(attachment->name));
	}
	pec->sender_agrees = original->from->len == 1 && pec->sender[0] != '\0' &&
			     g_ascii_strcasecmp(pec->sender, pec->original_from) == 0;
	if (strcmp(pec->kind, "posta-certificata") == 0 && pec->sender_agrees)
		set(&evidence->effective_sender, g_strdup(pec->sender));
	else if (strcmp(pec->kind, "errore") == 0)
		set(&evidence->effective_sender, g_strdup(original->effective_sender));
}
