#include "config.h"
#include "mail/evidence.h"

#include <jansson.h>
#include <string.h>

#include "mail/evidence_auth.h"
#include "mail/evidence_forward.h"
#include "mail/evidence_pec.h"
#include "mail/evidence_signature.h"
#include "mail/json_text.h"

static const char *const automatic_name[] = {
    [EVIDENCE_AUTOMATIC_NO] = "no",
    [EVIDENCE_AUTOMATIC_RESPONSE] = "response",
    [EVIDENCE_AUTOMATIC_GENERATED] = "generated",
    [EVIDENCE_AUTOMATIC_LIST] = "list",
};

static void
address_free(gpointer data)
{
	struct evidence_address *address = data;

	g_free(address->name);
	g_free(address->address);
	g_free(address);
}

static void
attachment_free(gpointer data)
{
	struct evidence_attachment *attachment = data;

	g_free(attachment->name);
	g_free(attachment->type);
	g_free(attachment->disposition);
	g_free(attachment->content_id);
	g_free(attachment->sha256);
	g_free(attachment->md5);
	g_free(attachment->encoding);
	g_free(attachment);
}

static void
token_free(gpointer data)
{
	struct evidence_token *token = data;

	g_free(token->role);
	g_free(token->mac);
	g_free(token->base);
	g_free(token);
}

struct evidence *
evidence_new(void)
{
	struct evidence *evidence = g_new0(struct evidence, 1);
	char **text[] = {&evidence->message_id, &evidence->in_reply_to,
	    &evidence->sender_address, &evidence->effective_sender, &evidence->reply_to,
	    &evidence->subject, &evidence->body_text, &evidence->reply_visible_text,
	    &evidence->quoted_text, &evidence->signature_text, &evidence->body_sha256,
	    &evidence->bounce_original_message_id, &evidence->bounce_diagnostic, &evidence->mdn,
	    &evidence->mdn_original_message_id};
	GPtrArray **list[] = {&evidence->references, &evidence->to, &evidence->cc,
	    &evidence->delivered_to, &evidence->bounced_recipients, &evidence->bounce_status,
	    &evidence->tokens_loop, &evidence->notices};

	for (size_t i = 0; i < G_N_ELEMENTS(text); i++)
		*text[i] = g_strdup("");
	for (size_t i = 0; i < G_N_ELEMENTS(list); i++)
		*list[i] = g_ptr_array_new_with_free_func(g_free);
	evidence->from = evidence_addresses_new();
	evidence->headers = evidence_properties_new();
	evidence->forward = evidence_forward_new();
	evidence->attachments = g_ptr_array_new_with_free_func(attachment_free);
	evidence->html = g_ptr_array_new_with_free_func(attachment_free);
	evidence->tokens_address = g_ptr_array_new_with_free_func(token_free);
	evidence->tokens_message = g_ptr_array_new_with_free_func(token_free);
	evidence->tokens_subject = g_ptr_array_new_with_free_func(token_free);
	evidence->authentication = g_ptr_array_new_with_free_func(evidence_authentication_free);
	evidence->pec = evidence_pec_new();
	evidence->signature = evidence_signature_new();
	evidence->bounce_permanent = -1;
	return evidence;
}

void
evidence_free(struct evidence *evidence)
{
	if (evidence == NULL)
		return;
	char *text[] = {evidence->message_id, evidence->in_reply_to, evidence->date,
	    evidence->sender_address, evidence->effective_sender, evidence->reply_to,
	    evidence->return_path, evidence->subject, evidence->body_text,
	    evidence->reply_visible_text, evidence->quoted_text, evidence->signature_text,
	    evidence->body_sha256, evidence->bounce_original_message_id,
	    evidence->bounce_diagnostic, evidence->mdn, evidence->mdn_original_message_id};
	GPtrArray *list[] = {evidence->references, evidence->from, evidence->headers,
	    evidence->to, evidence->cc, evidence->delivered_to, evidence->attachments,
	    evidence->html, evidence->bounced_recipients, evidence->bounce_status,
	    evidence->tokens_address, evidence->tokens_message, evidence->tokens_subject,
	    evidence->tokens_loop, evidence->authentication, evidence->notices};

	for (size_t i = 0; i < G_N_ELEMENTS(text); i++)
		g_free(text[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(list); i++)
		g_ptr_array_unref(list[i]);
	evidence_pec_free(evidence->pec);
	evidence_forward_free(evidence->forward);
	evidence_signature_free(evidence->signature);
	g_free(evidence);
}

GPtrArray *
evidence_addresses_new(void)
{
	return g_ptr_array_new_with_free_func(address_free);
}

const struct evidence_address *
evidence_first_from(const struct evidence *evidence)
{
	for (guint i = 0; i < evidence->from->len; i++) {
		const struct evidence_address *entry = evidence->from->pdata[i];

		if (entry->address[0] != '\0')
			return entry;
	}
	return evidence->from->len > 0 ? evidence->from->pdata[0] : NULL;
}

void
evidence_add_address(GPtrArray *list, const char *name, const char *address)
{
	struct evidence_address *entry = g_new0(struct evidence_address, 1);

	entry->name = g_strdup(name);
	entry->address = g_strdup(address);
	g_ptr_array_add(list, entry);
}

struct evidence_attachment *
evidence_add_attachment(struct evidence *evidence)
{
	struct evidence_attachment *attachment = g_new0(struct evidence_attachment, 1);

	attachment->name = g_strdup("");
	attachment->type = g_strdup("");
	attachment->disposition = g_strdup("");
	attachment->content_id = g_strdup("");
	attachment->sha256 = g_strdup("");
	attachment->encoding = g_strdup("7bit");
	g_ptr_array_add(evidence->attachments, attachment);
	return attachment;
}

void
evidence_add_token(GPtrArray *list, const char *role, int64_t ticket, int64_t recipient,
    int64_t key, const char *mac, const char *base)
{
	struct evidence_token *token = g_new0(struct evidence_token, 1);

	token->role = g_strdup(role);
	token->ticket = ticket;
	token->recipient = recipient;
	token->key = key;
	token->mac = g_strdup(mac);
	token->base = g_strdup(base);
	g_ptr_array_add(list, token);
}

void
evidence_add_notice(struct evidence *evidence, const char *name)
{
	for (guint i = 0; i < evidence->notices->len; i++)
		if (strcmp(evidence->notices->pdata[i], name) == 0)
			return;
	g_ptr_array_add(evidence->notices, g_strdup(name));
}

static json_t *
from_json(const GPtrArray *list)
{
	json_t *array = json_array();

	for (guint i = 0; i < list->len; i++) {
		const struct evidence_address *entry = list->pdata[i];

		json_array_append_new(array,
		    json_pack("{s:s, s:s}", "name", entry->name, "address", entry->address));
	}
	return array;
}

static json_t *
attachments_json(const GPtrArray *list)
{
	json_t *array = json_array();

	for (guint i = 0; i < list->len; i++) {
		const struct evidence_attachment *a = list->pdata[i];
		json_t *object =
		    json_pack("{s:s, s:s, s:I, s:s, s:s, s:s, s:b, s:I, s:I, s:s, s:I, s:I}",
			"name", a->name, "type", a->type, "size", (json_int_t)a->size, "sha256",
			a->sha256, "disposition", a->disposition, "content_id", a->content_id,
			"inline", a->is_inline, "offset", (json_int_t)a->offset, "length",
			(json_int_t)a->length, "encoding", a->encoding, "line_chars",
			(json_int_t)a->line_chars, "line_bytes", (json_int_t)a->line_bytes);

		if (a->md5 != NULL)
			json_object_set_new_nocheck(object, "md5", json_string_nocheck(a->md5));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *
tokens_json(const GPtrArray *list, const char *recipient_key)
{
	json_t *array = json_array();

	for (guint i = 0; i < list->len; i++) {
		const struct evidence_token *token = list->pdata[i];
		json_t *object =
		    json_pack("{s:I, s:I, s:s}", "ticket", (json_int_t)token->ticket, "key",
			(json_int_t)token->key, "mac", token->mac);

		if (token->role != NULL)
			json_object_set_new_nocheck(
			    object, "role", json_string_nocheck(token->role));
		if (recipient_key != NULL)
			json_object_set_new_nocheck(
			    object, recipient_key, json_integer((json_int_t)token->recipient));
		if (token->base != NULL)
			json_object_set_new_nocheck(
			    object, "base", json_string_nocheck(token->base));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *
optional_json(const char *text)
{
	return text != NULL ? json_string_nocheck(text) : json_null();
}

/* The fields of header and text. */
static void
set_letter(json_t *root, const struct evidence *e)
{
	const struct evidence_address *first = evidence_first_from(e);
	const struct {
		const char *key, *value;
	} text[] = {
	    {"message_id", e->message_id},
	    {"in_reply_to", e->in_reply_to},
	    {"from_address", first != NULL ? first->address : ""},
	    {"from_name", first != NULL ? first->name : ""},
	    {"sender_address", e->sender_address},
	    {"effective_sender", e->effective_sender},
	    {"reply_to", e->reply_to},
	    {"subject", e->subject},
	    {"body_text", e->body_text},
	    {"reply_visible_text", e->reply_visible_text},
	    {"quoted_text", e->quoted_text},
	    {"signature_text", e->signature_text},
	    {"body_sha256", e->body_sha256},
	};

	json_object_set_new_nocheck(root, "version", json_integer(EVIDENCE_VERSION));
	json_object_set_new_nocheck(root, "size", json_integer((json_int_t)e->size));
	for (size_t i = 0; i < G_N_ELEMENTS(text); i++)
		json_object_set_new_nocheck(
		    root, text[i].key, json_string_nocheck(text[i].value));
	json_object_set_new_nocheck(root, "references", json_text_strings(e->references));
	json_object_set_new_nocheck(root, "date", optional_json(e->date));
	json_object_set_new_nocheck(root, "from", from_json(e->from));
	json_object_set_new_nocheck(root, "from_fields", json_integer(e->from_fields));
	json_object_set_new_nocheck(root, "headers", evidence_properties_json(e->headers));
	json_object_set_new_nocheck(
	    root, "authentication", evidence_authentications_json(e->authentication));
	json_object_set_new_nocheck(root, "to", json_text_strings(e->to));
	json_object_set_new_nocheck(root, "cc", json_text_strings(e->cc));
	json_object_set_new_nocheck(root, "delivered_to", json_text_strings(e->delivered_to));
	json_object_set_new_nocheck(root, "return_path", optional_json(e->return_path));
	json_object_set_new_nocheck(root, "text_repaired", json_boolean(e->text_repaired));
	json_object_set_new_nocheck(root, "text_truncated", json_boolean(e->text_truncated));
	json_object_set_new_nocheck(root, "attachments", attachments_json(e->attachments));
	if (e->html->len > 0)
		json_object_set_new_nocheck(root, "html", attachments_json(e->html));
	json_object_set_new_nocheck(root, "notices", json_text_strings(e->notices));
}

/* The fields that later decide what the mail is for. */
static void
set_judgement(json_t *root, const struct evidence *e)
{
	json_object_set_new_nocheck(
	    root, "automatic", json_string_nocheck(automatic_name[e->automatic]));
	json_object_set_new_nocheck(root, "is_auto_reply",
	    json_boolean(e->automatic == EVIDENCE_AUTOMATIC_RESPONSE ||
			 e->automatic == EVIDENCE_AUTOMATIC_GENERATED));
	json_object_set_new_nocheck(root, "is_bounce", json_boolean(e->is_bounce));
	json_object_set_new_nocheck(root, "is_delayed", json_boolean(e->is_delayed));
	json_object_set_new_nocheck(
	    root, "is_delivery_success", json_boolean(e->is_delivery_success));
	json_object_set_new_nocheck(
	    root, "is_feedback_report", json_boolean(e->is_feedback_report));
	json_object_set_new_nocheck(
	    root, "bounced_recipients", json_text_strings(e->bounced_recipients));
	json_object_set_new_nocheck(root, "bounce_status", json_text_strings(e->bounce_status));
	json_object_set_new_nocheck(root, "bounce_permanent",
	    e->bounce_permanent < 0 ? json_null() : json_boolean(e->bounce_permanent));
	json_object_set_new_nocheck(root, "bounce_original_message_id",
	    json_string_nocheck(e->bounce_original_message_id));
	json_object_set_new_nocheck(
	    root, "bounce_diagnostic", json_string_nocheck(e->bounce_diagnostic));
	json_object_set_new_nocheck(root, "mdn", json_string_nocheck(e->mdn));
	json_object_set_new_nocheck(
	    root, "mdn_original_message_id", json_string_nocheck(e->mdn_original_message_id));
	json_object_set_new_nocheck(root, "forwarded", evidence_forward_json(e->forward));

	json_object_set_new_nocheck(
	    root, "pec", evidence_pec_json(e->pec, e->signature->state));
	json_object_set_new_nocheck(root, "signature", evidence_signature_json(e->signature));
	json_t *tokens = json_object();
	json_object_set_new_nocheck(
	    tokens, "address", tokens_json(e->tokens_address, "recipient"));
	json_object_set_new_nocheck(
	    tokens, "message", tokens_json(e->tokens_message, "outbox"));
	json_object_set_new_nocheck(tokens, "subject", tokens_json(e->tokens_subject, NULL));
	json_object_set_new_nocheck(tokens, "loop", json_text_strings(e->tokens_loop));
	json_object_set_new_nocheck(root, "tokens", tokens);
}

char *
evidence_to_json(const struct evidence *evidence, size_t *ret_size)
{
	json_t *root = json_object();

	set_letter(root, evidence);
	set_judgement(root, evidence);
	char *text = json_text_write(root, ret_size);
	json_decref(root);
	return text;
}
