#include "config.h"
#include "mail/evidence_check.h"

#include <jansson.h>
#include <string.h>

#include "base/decode.h"
#include "base/error.h"
#include "base/limit.h"
#include "base/text.h"
#include "mail/evidence.h"
#include "mail/json_text.h"

#define NUMBER_MAX ((json_int_t)1 << 53)
#define STRING_BYTES 2048u /* ids, statuses, names: longer than any that parse gives */

enum kind {
	KIND_STRING,   /* at most limit bytes, one line */
	KIND_OPTIONAL, /* the same or null */
	KIND_TEXT,     /* at most limit bytes, any lines */
	KIND_HEX,      /* exactly limit bytes as lower-case hex digits */
	KIND_NUMBER,   /* 0..2^53 */
	KIND_BOOL,
	KIND_MAYBE,   /* true, false or null */
	KIND_STRINGS, /* at most limit strings of one line */
	KIND_FROM,    /* the lists of objects */
	KIND_HEADERS,
	KIND_ATTACHMENTS,
	KIND_TOKENS,
	KIND_AUTHENTICATION,
	KIND_RESULTS,
	KIND_PROPERTIES,
	KIND_PEC,
	KIND_FORWARD, /* one object */
	KIND_SIGNATURE,
};

struct rule {
	const char *key;
	enum kind kind;
	size_t limit;
	bool may_miss;
};

static const struct rule root_rule[] = {
    {"version", KIND_NUMBER, 0, false},
    {"size", KIND_NUMBER, 0, false},
    {"message_id", KIND_STRING, STRING_BYTES, false},
    {"in_reply_to", KIND_STRING, STRING_BYTES, false},
    {"references", KIND_STRINGS, 2 * LIMIT_REFERENCES, false},
    {"date", KIND_OPTIONAL, 40, false},
    {"from", KIND_FROM, LIMIT_ADDRESSES, false},
    {"from_address", KIND_STRING, STRING_BYTES, false},
    {"from_name", KIND_STRING, STRING_BYTES, false},
    {"sender_address", KIND_STRING, STRING_BYTES, false},
    {"effective_sender", KIND_STRING, STRING_BYTES, false},
    {"from_fields", KIND_NUMBER, 0, false},
    {"headers", KIND_HEADERS, LIMIT_FIELDS_TOLD, false},
    {"authentication", KIND_AUTHENTICATION, LIMIT_AUTHRES_FIELDS, false},
    {"pec", KIND_PEC, 0, false},
    {"signature", KIND_SIGNATURE, 0, false},
    {"to", KIND_STRINGS, LIMIT_ADDRESSES, false},
    {"cc", KIND_STRINGS, LIMIT_ADDRESSES, false},
    {"reply_to", KIND_STRING, STRING_BYTES, false},
    {"delivered_to", KIND_STRINGS, LIMIT_ADDRESSES, false},
    {"return_path", KIND_OPTIONAL, STRING_BYTES, false},
    {"subject", KIND_STRING, LIMIT_SUBJECT_BYTES, false},
    {"body_text", KIND_TEXT, LIMIT_TEXT_BYTES, false},
    {"reply_visible_text", KIND_TEXT, LIMIT_TEXT_BYTES, false},
    {"quoted_text", KIND_TEXT, LIMIT_TEXT_BYTES, false},
    {"signature_text", KIND_TEXT, LIMIT_TEXT_BYTES, false},
    {"text_repaired", KIND_BOOL, 0, false},
    {"text_truncated", KIND_BOOL, 0, false},
    {"attachments", KIND_ATTACHMENTS, LIMIT_PARTS, false},
    {"html", KIND_ATTACHMENTS, 1, true},
    {"body_sha256", KIND_HEX, 32, false},
    {"automatic", KIND_STRING, 16, false},
    {"is_auto_reply", KIND_BOOL, 0, false},
    {"is_bounce", KIND_BOOL, 0, false},
    {"is_delayed", KIND_BOOL, 0, false},
    {"is_delivery_success", KIND_BOOL, 0, false},
    {"is_feedback_report", KIND_BOOL, 0, false},
    {"bounced_recipients", KIND_STRINGS, LIMIT_ADDRESSES, false},
    {"bounce_status", KIND_STRINGS, LIMIT_ADDRESSES, false},
    {"bounce_permanent", KIND_MAYBE, 0, false},
    {"bounce_original_message_id", KIND_STRING, STRING_BYTES, false},
    {"bounce_diagnostic", KIND_STRING, STRING_BYTES, false},
    {"mdn", KIND_STRING, 16, false},
    {"mdn_original_message_id", KIND_STRING, STRING_BYTES, false},
    {"forwarded", KIND_FORWARD, 0, false},
    {"tokens", KIND_TOKENS, 2 * LIMIT_REFERENCES, false},
    {"notices", KIND_STRINGS, 16, false},
    {NULL, KIND_BOOL, 0, false},
};

static const struct rule from_rule[] = {
    {"name", KIND_STRING, LIMIT_NAME_BYTES, false},
    {"address", KIND_STRING, STRING_BYTES, false},
    {NULL, KIND_BOOL, 0, false},
};

static const struct rule header_rule[] = {
    {"name", KIND_STRING, LIMIT_NAME_BYTES, false},
    {"value", KIND_STRING, LIMIT_FIELD_TOLD_BYTES, false},
    {NULL, KIND_BOOL, 0, false},
};

static const struct rule forward_rule[] = {
    {"is_forwarded", KIND_BOOL, 0, false},
    {"from_name", KIND_STRING, LIMIT_NAME_BYTES, false},
    {"from_address", KIND_STRING, STRING_BYTES, false},
    {"to", KIND_STRINGS, LIMIT_ADDRESSES, false},
    {"cc", KIND_STRINGS, LIMIT_ADDRESSES, false},
    {"subject", KIND_STRING, LIMIT_SUBJECT_BYTES, false},
    {"date", KIND_OPTIONAL, 40, false},
    {"date_text", KIND_STRING, LIMIT_SUBJECT_BYTES, false},
    {"message", KIND_TEXT, LIMIT_TEXT_BYTES, false},
    {"body_text", KIND_TEXT, LIMIT_TEXT_BYTES, false},
    {"embedded_text", KIND_TEXT, LIMIT_TEXT_BYTES, false},
    {NULL, KIND_BOOL, 0, false},
};

static const struct rule attachment_rule[] = {
    {"name", KIND_STRING, LIMIT_NAME_BYTES, false},
    {"type", KIND_STRING, LIMIT_NAME_BYTES, false},
    {"size", KIND_NUMBER, 0, false},
    {"sha256", KIND_HEX, 32, false},
    {"md5", KIND_HEX, 16, true},
    {"disposition", KIND_STRING, 16, false},
    {"content_id", KIND_STRING, STRING_BYTES, false},
    {"inline", KIND_BOOL, 0, false},
    {"offset", KIND_NUMBER, 0, false},
    {"length", KIND_NUMBER, 0, false},
    {"encoding", KIND_STRING, DECODE_NAME_BYTES, false},
    {"line_chars", KIND_NUMBER, 0, false},
    {"line_bytes", KIND_NUMBER, 0, false},
    {NULL, KIND_BOOL, 0, false},
};

#define TOKEN_RULES                                                                            \
	{"ticket", KIND_NUMBER, 0, false}, {"key", KIND_NUMBER, 0, false},                     \
	{                                                                                      \
		"mac", KIND_STRING, 16, false                                                  \
	}

static const struct rule token_address_rule[] = {
    TOKEN_RULES,
    {"role", KIND_STRING, 1, false},
    {"recipient", KIND_NUMBER, 0, false},
    {"base", KIND_STRING, STRING_BYTES, false},
    {NULL, KIND_BOOL, 0, false},
};
static const struct rule token_message_rule[] = {
    TOKEN_RULES,
    {"outbox", KIND_NUMBER, 0, false},
    {NULL, KIND_BOOL, 0, false},
};
static const struct rule token_subject_rule[] = {
    TOKEN_RULES,
    {NULL, KIND_BOOL, 0, false},
};

static const struct rule authentication_rule[] = {
    {"authserv_id", KIND_STRING, LIMIT_NAME_BYTES, false},
    {"received_above", KIND_NUMBER, 0, false},
    {"results", KIND_RESULTS, LIMIT_AUTHRES_RESULTS, false},
    {NULL, KIND_BOOL, 0, false},
};
static const struct rule result_rule[] = {
    {"method", KIND_STRING, LIMIT_NAME_BYTES, false},
    {"result", KIND_STRING, LIMIT_NAME_BYTES, false},
    {"reason", KIND_STRING, STRING_BYTES, false},
    {"properties", KIND_PROPERTIES, LIMIT_AUTHRES_PROPERTIES, false},
    {NULL, KIND_BOOL, 0, false},
};
static const struct rule property_rule[] = {
    {"name", KIND_STRING, LIMIT_NAME_BYTES, false},
    {"value", KIND_STRING, STRING_BYTES, false},
    {NULL, KIND_BOOL, 0, false},
};

static const struct rule no_pec_rule[] = {
    {"kind", KIND_STRING, 0, false},
    {NULL, KIND_BOOL, 0, false},
};
static const struct rule pec_rule[] = {
    {"kind", KIND_STRING, 32, false},
    {"receipt_type", KIND_STRING, STRING_BYTES, false},
    {"ref_message_id", KIND_STRING, STRING_BYTES, false},
    {"security", KIND_STRING, 32, false},
    {"data", KIND_STRING, 32, false},
    {"data_kind", KIND_STRING, STRING_BYTES, false},
    {"error", KIND_STRING, STRING_BYTES, false},
    {"error_ext", KIND_STRING, STRING_BYTES, false},
    {"sender", KIND_STRING, STRING_BYTES, false},
    {"reply_to", KIND_STRING, STRING_BYTES, false},
    {"provider", KIND_STRING, STRING_BYTES, false},
    {"identifier", KIND_STRING, STRING_BYTES, false},
    {"header_ref_message_id", KIND_STRING, STRING_BYTES, false},
    {"delivered_to", KIND_STRING, STRING_BYTES, false},
    {"date", KIND_STRING, 40, false},
    {"recipients", KIND_STRINGS, LIMIT_ADDRESSES, false},
    {"recipient_types", KIND_STRINGS, LIMIT_ADDRESSES, false},
    {"received", KIND_STRINGS, LIMIT_ADDRESSES, false},
    {"has_original", KIND_BOOL, 0, false},
    {"sender_agrees", KIND_BOOL, 0, false},
    {"original_subject", KIND_STRING, STRING_BYTES, false},
    {"original_from", KIND_STRING, STRING_BYTES, false},
    {"original_from_name", KIND_STRING, STRING_BYTES, false},
    {"original_message_id", KIND_STRING, STRING_BYTES, false},
    {"original_body_text", KIND_TEXT, LIMIT_PEC_TEXT_BYTES, false},
    {"original_attachment_names", KIND_STRINGS, LIMIT_PARTS, false},
    {"envelope_text", KIND_TEXT, LIMIT_PEC_TEXT_BYTES, false},
    {"signature", KIND_STRING, 16, false},
    {NULL, KIND_BOOL, 0, false},
};
static const struct rule signature_rule[] = {
    {"state", KIND_STRING, 16, false},
    {"reason", KIND_STRING, 16, false},
    {"form", KIND_STRING, 16, false},
    {"signer", KIND_STRING, STRING_BYTES, false},
    {"issuer", KIND_STRING, STRING_BYTES, false},
    {"signer_addresses", KIND_STRINGS, LIMIT_ADDRESSES, false},
    {NULL, KIND_BOOL, 0, false},
};

static bool
string_fits(const json_t *value, size_t limit, bool one_line)
{
	return json_is_string(value) && json_string_length(value) <= limit &&
	       (!one_line || text_is_line_safe(json_string_value(value)));
}

static bool
strings_fit(const json_t *value, size_t limit)
{
	if (!json_is_array(value) || json_array_size(value) > limit)
		return false;
	for (size_t i = 0; i < json_array_size(value); i++)
		if (!string_fits(json_array_get(value, i), STRING_BYTES, true))
			return false;
	return true;
}

static bool
hex_fits(const json_t *value, size_t size)
{
	const char *text = json_string_value(value);

	return text != NULL && strlen(text) == 2 * size &&
	       strspn(text, "0123456789abcdef") == 2 * size;
}

static bool object_fits(const json_t *object, const struct rule *rules, const char **ret_key);

static bool
objects_fit(const json_t *value, const struct rule *rules, size_t limit)
{
	const char *key = NULL;

	if (!json_is_array(value) || json_array_size(value) > limit)
		return false;
	for (size_t i = 0; i < json_array_size(value); i++)
		if (!object_fits(json_array_get(value, i), rules, &key))
			return false;
	return true;
}

static bool
tokens_fit(const json_t *value, size_t limit)
{
	return json_is_object(value) && json_object_size(value) == 4 &&
	       objects_fit(json_object_get(value, "address"), token_address_rule, limit) &&
	       objects_fit(json_object_get(value, "message"), token_message_rule, limit) &&
	       objects_fit(json_object_get(value, "subject"), token_subject_rule, limit) &&
	       strings_fit(json_object_get(value, "loop"), limit);
}

static bool
value_fits(const json_t *value, const struct rule *rule)
{
	const char *key = NULL;

	switch (rule->kind) {
	case KIND_STRING:
		return string_fits(value, rule->limit, true);
	case KIND_OPTIONAL:
		return json_is_null(value) || string_fits(value, rule->limit, true);
	case KIND_TEXT:
		return string_fits(value, rule->limit, false);
	case KIND_HEX:
		return hex_fits(value, rule->limit);
	case KIND_NUMBER:
		return json_is_integer(value) && json_integer_value(value) >= 0 &&
		       json_integer_value(value) <= NUMBER_MAX;
	case KIND_BOOL:
		return json_is_boolean(value);
	case KIND_MAYBE:
		return json_is_boolean(value) || json_is_null(value);
	case KIND_STRINGS:
		return strings_fit(value, rule->limit);
	case KIND_FROM:
		return objects_fit(value, from_rule, rule->limit);
	case KIND_HEADERS:
		return objects_fit(value, header_rule, rule->limit);
	case KIND_FORWARD:
		return object_fits(value, forward_rule, &key);
	case KIND_ATTACHMENTS:
		return objects_fit(value, attachment_rule, rule->limit);
	case KIND_TOKENS:
		return tokens_fit(value, rule->limit);
	case KIND_AUTHENTICATION:
		return objects_fit(value, authentication_rule, rule->limit);
	case KIND_PEC:
		return object_fits(
		    value, json_object_size(value) == 1 ? no_pec_rule : pec_rule, &key);
	case KIND_SIGNATURE:
		return object_fits(value, signature_rule, &key);
	case KIND_RESULTS:
		return objects_fit(value, result_rule, rule->limit);
	case KIND_PROPERTIES:
		return objects_fit(value, property_rule, rule->limit);
	}
	return false;
}

/* Every rule is met and nothing else is there; *ret_key names the first offender. */
static bool
object_fits(const json_t *object, const struct rule *rules, const char **ret_key)
{
	size_t count = 0;

	*ret_key = "";
	if (!json_is_object(object))
		return false;
	for (const struct rule *rule = rules; rule->key != NULL; rule++) {
		const json_t *value = json_object_get(object, rule->key);

		*ret_key = rule->key;
		if (value == NULL && rule->may_miss)
			continue;
		if (value == NULL || !value_fits(value, rule))
			return false;
		count++;
	}
	*ret_key = "a key that does not belong there";
	return count == json_object_size(object);
}

/* No lines, or lines of base64 that can be (decode_find_lines()). */
static bool
lines_fit(const json_t *attachment)
{
	const char *encoding = json_string_value(json_object_get(attachment, "encoding"));
	json_int_t chars = json_integer_value(json_object_get(attachment, "line_chars"));
	json_int_t bytes = json_integer_value(json_object_get(attachment, "line_bytes"));

	if (chars == 0 && bytes == 0)
		return true;
	return encoding != NULL && g_str_has_prefix(encoding, "base64") && chars > 0 &&
	       chars % 4 == 0 && chars <= G_MAXINT32 &&
	       (bytes == chars + 1 || bytes == chars + 2);
}

/* A name that the download will understand, as the database keeps it. */
static bool
encoding_fits(const json_t *value)
{
	const char *encoding = json_string_value(value);
	struct decoder decoder;

	for (const char *p = encoding; *p != '\0'; p++)
		if (g_ascii_isupper(*p))
			return false;
	return decoder_init(&decoder, encoding);
}

static bool
is_one_of(const json_t *value, const char *const *words)
{
	return g_strv_contains(words, json_string_value(value));
}

/* RFC 3339, or null. */
static bool
date_fits(const json_t *value)
{
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();

	if (json_is_null(value))
		return true;
	g_autoptr(GDateTime) date = g_date_time_new_from_iso8601(json_string_value(value), utc);
	return date != NULL;
}

/* Documents that lie within the mail, encoded in a way that is known. */
static bool
places_fit(const json_t *attachments, size_t mail_size)
{
	for (size_t i = 0; i < json_array_size(attachments); i++) {
		const json_t *a = json_array_get(attachments, i);
		guint64 offset = (guint64)json_integer_value(json_object_get(a, "offset"));
		guint64 length = (guint64)json_integer_value(json_object_get(a, "length"));

		if (offset > mail_size || length > mail_size - offset || !lines_fit(a) ||
		    !encoding_fits(json_object_get(a, "encoding")))
			return false;
	}
	return true;
}

/* What the shape alone cannot say: the places of attachments, words of fixed lists, the date.
 */
static bool
meaning_fits(const json_t *root, size_t mail_size)
{
	static const char *const automatics[] = {"no", "response", "generated", "list", NULL};

	if (!places_fit(json_object_get(root, "attachments"), mail_size) ||
	    !places_fit(json_object_get(root, "html"), mail_size))
		return false;
	if (!date_fits(json_object_get(root, "date")) ||
	    !date_fits(json_object_get(json_object_get(root, "forwarded"), "date")))
		return false;
	return is_one_of(json_object_get(root, "automatic"), automatics) &&
	       json_integer_value(json_object_get(root, "version")) == EVIDENCE_VERSION &&
	       (guint64)json_integer_value(json_object_get(root, "size")) == mail_size;
}

bool
evidence_check(const char *bytes, size_t size_bytes, size_t mail_size_bytes, GError **error)
{
	const char *key = "";

	if (size_bytes > LIMIT_EVIDENCE_BYTES)
		return error_set(
		    error, ERROR_REJECT, "the reader answered %zu bytes", size_bytes);
	/* Invalid UTF-8, escaped NUL and lone surrogates are refused here. */
	json_t *root = json_text_read(bytes, size_bytes);
	if (root == NULL)
		return error_set(error, ERROR_REJECT, "the reader's answer is not JSON");
	bool fits = object_fits(root, root_rule, &key);
	if (fits && !meaning_fits(root, mail_size_bytes)) {
		key = "a value";
		fits = false;
	}
	if (!fits)
		error_set(error, ERROR_REJECT, "the reader's answer is wrong at %s", key);
	json_decref(root);
	return fits;
}
