#include "config.h"
#include "parse/inside.h"

#include <glib.h>
#include <string.h>

#include "base/decode.h"
#include "base/limit.h"
#include "mail/evidence.h"
#include "parse/mime_part.h"

static void
swap(char **one, char **other)
{
	char *kept = *one;

	*one = *other;
	*other = kept;
}

static void
swap_list(GPtrArray **one, GPtrArray **other)
{
	GPtrArray *kept = *one;

	*one = *other;
	*other = kept;
}

static void
take_notices(struct evidence *evidence, const struct evidence *inside)
{
	for (guint i = 0; i < inside->notices->len; i++)
		evidence_add_notice(evidence, inside->notices->pdata[i]);
}

bool
inside_take_text(struct evidence *evidence, struct evidence *inside)
{
	take_notices(evidence, inside);
	if (inside->body_text[0] == '\0')
		return false;
	swap(&evidence->body_text, &inside->body_text);
	swap(&evidence->reply_visible_text, &inside->reply_visible_text);
	swap(&evidence->quoted_text, &inside->quoted_text);
	swap(&evidence->signature_text, &inside->signature_text);
	evidence->text_repaired = inside->text_repaired;
	evidence->text_truncated = inside->text_truncated;
	return true;
}

static void
take_report(struct evidence *evidence, struct evidence *inside)
{
	evidence->is_bounce = inside->is_bounce;
	evidence->is_delayed = inside->is_delayed;
	evidence->is_delivery_success = inside->is_delivery_success;
	evidence->is_feedback_report = inside->is_feedback_report;
	evidence->bounce_permanent = inside->bounce_permanent;
	swap_list(&evidence->bounced_recipients, &inside->bounced_recipients);
	swap_list(&evidence->bounce_status, &inside->bounce_status);
	swap(&evidence->bounce_original_message_id, &inside->bounce_original_message_id);
	swap(&evidence->bounce_diagnostic, &inside->bounce_diagnostic);
	swap(&evidence->mdn, &inside->mdn);
	swap(&evidence->mdn_original_message_id, &inside->mdn_original_message_id);
}

void
inside_take_nature(struct evidence *evidence, struct evidence *inside)
{
	struct evidence_forward *forward = evidence->forward;

	evidence->forward = inside->forward;
	inside->forward = forward;
	if (inside->references->len > 0) {
		swap_list(&evidence->references, &inside->references);
		swap(&evidence->in_reply_to, &inside->in_reply_to);
	}
	for (guint i = 0; i < inside->tokens_message->len; i++) {
		const struct evidence_token *token = inside->tokens_message->pdata[i];

		if (evidence->tokens_message->len < 2 * LIMIT_REFERENCES)
			evidence_add_token(evidence->tokens_message, token->role, token->ticket,
			    token->recipient, token->key, token->mac, token->base);
	}
	for (guint i = 0;
	     i < inside->tokens_loop->len && evidence->tokens_loop->len < LIMIT_REFERENCES; i++)
		g_ptr_array_add(evidence->tokens_loop, g_strdup(inside->tokens_loop->pdata[i]));
	if (evidence->automatic == EVIDENCE_AUTOMATIC_NO)
		evidence->automatic = inside->automatic;
	take_report(evidence, inside);
}

/* Where a document of the mail inside stands in the whole mail. False when that would take too
 * many steps. */
static bool
place(struct evidence_attachment *attachment, const struct mime_part *part, const char *bytes)
{
	size_t offset = 0, length = 0;
	bool is_plain = part->wrap == NULL && part->encoding != MIME_BASE64 &&
			part->encoding != MIME_QUOTED_PRINTABLE &&
			part->encoding != MIME_UUENCODE;

	if (is_plain) {
		attachment->offset += part->offset;
		return true;
	}
	g_autofree char *inside =
	    g_strdup_printf("%" G_GUINT64_FORMAT "+%" G_GUINT64_FORMAT "/%s",
		attachment->offset, attachment->length, attachment->encoding);
	char *encoding = mime_part_place(part, inside, &offset, &length);
	if (encoding == NULL)
		return false;
	attachment->offset = offset;
	attachment->length = length;
	g_free(attachment->encoding);
	attachment->encoding = encoding;
	if (!g_str_has_prefix(encoding, "base64") ||
	    !decode_find_lines(
		bytes + offset, length, &attachment->line_chars, &attachment->line_bytes))
		attachment->line_chars = attachment->line_bytes = 0;
	return true;
}

void
inside_take_attachments(struct evidence *evidence, struct evidence *inside,
    const struct mime_part *part, const char *bytes)
{
	GPtrArray *all = inside->attachments;

	for (guint i = 0; i < all->len;) {
		if (place(all->pdata[i], part, bytes)) {
			i++;
		} else {
			g_ptr_array_remove_index(all, i);
			evidence_add_notice(evidence, "depth");
		}
	}
	g_ptr_array_extend_and_steal(all, evidence->attachments);
	evidence->attachments = all;
	inside->attachments = g_ptr_array_new();
	if (inside->html->len > 0 && place(inside->html->pdata[0], part, bytes)) {
		GPtrArray *html = evidence->html;
		evidence->html = inside->html;
		inside->html = html;
	}
	if (all->len > LIMIT_PARTS) {
		g_ptr_array_set_size(all, LIMIT_PARTS);
		evidence_add_notice(evidence, "parts");
	}
}
