#include "config.h"
#include "compose/compose.h"

#include <gmime/gmime.h>
#include <jansson.h>
#include <stdbool.h>
#include <string.h>

#include "base/error.h"
#include "base/limit.h"
#include "base/text.h"
#include "compose/certify.h"
#include "compose/header.h"
#include "compose/template.h"
#include "compose/value.h"
#include "compose/view.h"

#define COMPOSE_LINE_BYTES 998 /* RFC 5322 §2.1.1, without CRLF */
#define COMPOSE_ID_BYTES 900   /* one id must fit a line with its header's name */
#define COMPOSE_REFERENCES 10  /* M32 */
#define COMPOSE_SAFE_VALUE 900 /* a header value that is written as it is */

static const char *const languages[] = {"it", "en"};
static const char *const kinds[] = {"acknowledgement", "reply", "notification", "parked",
    "new_link", "password_code", "confirm", "rejected", "quarantine", "status", "reminder",
    "morning", "alert", "transcript", "summary"};

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeMessage, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(InternetAddress, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeObject, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeStream, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeDataWrapper, g_object_unref)

struct compose {
	char *base_url;
	GHashTable *templates; /* "it/reply" → struct template * */
};

static struct template *
load_template(const char *template_dir, const char *name, const char *kind, GError **error)
{
	g_autofree char *where = NULL;
	g_autofree char *text = template_find_text(template_dir, name, &where, error);

	if (text == NULL)
		return NULL;
	return template_parse(where, text, view_names(kind), error);
}

struct compose *
compose_new(const char *base_url, const char *template_dir, GError **error)
{
	g_autoptr(Compose) compose = g_new0(struct compose, 1);

	g_mime_init();
	compose->base_url = g_strdup(base_url);
	compose->templates = g_hash_table_new_full(
	    g_str_hash, g_str_equal, g_free, (GDestroyNotify)template_free);
	for (size_t l = 0; l < G_N_ELEMENTS(languages); l++) {
		for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++) {
			g_autofree char *name = g_strjoin("/", languages[l], kinds[k], NULL);
			struct template *template =
			    load_template(template_dir, name, kinds[k], error);
			if (template == NULL)
				return NULL;
			g_hash_table_insert(
			    compose->templates, g_steal_pointer(&name), template);
		}
	}
	return g_steal_pointer(&compose);
}

void
compose_free(struct compose *compose)
{
	if (compose == NULL)
		return;
	g_hash_table_unref(compose->templates);
	g_free(compose->base_url);
	g_free(compose);
}

/* A message id without its brackets that may be written into a header field: printable ASCII
 * with one @ and no brackets or blanks. Laxer than RFC 5322 §3.6.4, as ids in the wild are. */
static bool
is_message_id(const char *id)
{
	const char *at = strchr(id, '@');

	if (at == NULL || at == id || at[1] == '\0' || strchr(at + 1, '@') != NULL ||
	    strlen(id) > COMPOSE_ID_BYTES)
		return false;
	for (const char *p = id; *p != '\0'; p++)
		if (!g_ascii_isgraph(*p) || *p == '<' || *p == '>')
			return false;
	return true;
}

/* Sets a field to a value that is encoded and folded already. GMime keeps it as it is. */
static void
set_raw(GMimeObject *object, const char *name, const char *value)
{
	g_autofree char *raw = g_strconcat(" ", value, "\n", NULL);

	g_mime_object_set_header(object, name, "", NULL);
	g_mime_header_set_raw_value(
	    g_mime_header_list_get_header(g_mime_object_get_header_list(object), name), raw);
}

static bool
set_mailbox(GMimeObject *object, const char *name, const char *display, const char *address,
    GError **error)
{
	g_autofree char *line = text_clean_line(display, strlen(display));

	if (!text_is_mail_address(address))
		return error_set(
		    error, ERROR_REJECT, "%s: \"%s\" is no mail address", name, address);
	g_autoptr(InternetAddress) mailbox = internet_address_mailbox_new(NULL, address);
	text_truncate(line, LIMIT_NAME_BYTES);
	g_autofree char *value = header_encode_mailbox(name, line,
	    internet_address_mailbox_get_idn_addr(INTERNET_ADDRESS_MAILBOX(mailbox)));
	set_raw(object, name, value);
	return true;
}

static bool
set_people(GMimeObject *object, const json_t *envelope, GError **error)
{
	const json_t *from = json_object_get(envelope, "from");
	const json_t *to = json_object_get(envelope, "to");
	const char *reply_to = value_text(envelope, "reply_to");

	return set_mailbox(object, "From", value_text(from, "name"),
		   value_text(from, "address"), error) &&
	       set_mailbox(
		   object, "To", value_text(to, "name"), value_text(to, "address"), error) &&
	       (*reply_to == '\0' || set_mailbox(object, "Reply-To", "", reply_to, error));
}

/* Sets a header field whose value is written as it stands: ASCII, one line. "" leaves it out.
 */
static bool
set_plain(GMimeObject *object, const char *name, const char *value, GError **error)
{
	if (*value == '\0')
		return true;
	if (!g_str_is_ascii(value) || !text_is_line_safe(value) ||
	    strlen(value) > COMPOSE_SAFE_VALUE)
		return error_set(
		    error, ERROR_REJECT, "%s cannot stand in a header field", name);
	g_mime_object_set_header(object, name, value, NULL);
	return true;
}

/* Foreign ids: those that could break the field are left out, the last ones are kept. */
static void
set_references(GMimeObject *object, const json_t *envelope)
{
	const json_t *ids = json_object_get(envelope, "references");
	const char *parent = value_text(envelope, "in_reply_to");
	size_t count = json_array_size(ids);
	GString *value = g_string_new(NULL);

	for (size_t i = count > COMPOSE_REFERENCES ? count - COMPOSE_REFERENCES : 0; i < count;
	     i++) {
		const char *id = json_string_value(json_array_get(ids, i));
		if (id != NULL && is_message_id(id))
			g_string_append_printf(value, "%s<%s>", value->len > 0 ? " " : "", id);
	}
	if (is_message_id(parent)) {
		g_autofree char *bracketed = g_strdup_printf("<%s>", parent);
		g_mime_object_set_header(object, "In-Reply-To", bracketed, NULL);
	}
	if (value->len > 0)
		g_mime_object_set_header(object, "References", value->str, NULL);
	g_string_free(value, TRUE);
}

static void
set_date(GMimeMessage *message, const json_t *envelope)
{
	g_autoptr(GDateTime) date =
	    g_date_time_new_from_iso8601(value_text(envelope, "date"), NULL);

	if (date == NULL)
		date = g_date_time_new_now_local();
	g_mime_message_set_date(message, date);
}

static bool
set_headers(GMimeMessage *message, const json_t *envelope, const char *subject, GError **error)
{
	GMimeObject *object = GMIME_OBJECT(message);
	const char *id = value_text(envelope, "message_id");

	if (!is_message_id(id))
		return error_set(error, ERROR_REJECT, "the message id cannot be sent");
	if (!set_people(object, envelope, error))
		return false;
	g_autofree char *encoded = header_encode_text("Subject", subject);
	set_raw(object, "Subject", encoded);
	set_date(message, envelope);
	g_mime_message_set_message_id(message, id);
	set_references(object, envelope);
	return set_plain(
		   object, "Auto-Submitted", value_text(envelope, "auto_submitted"), error) &&
	       set_plain(object, "X-Auto-Response-Suppress", "All", error) &&
	       set_plain(object, "X-Turno-Loop", value_text(envelope, "loop"), error);
}

static bool
fits_seven_bits(const char *text)
{
	gsize line = 0;

	for (const char *p = text; *p != '\0'; p++) {
		line = *p == '\n' ? 0 : line + 1;
		if ((unsigned char)*p >= 0x80 || line > COMPOSE_LINE_BYTES)
			return false;
	}
	return true;
}

/* g_mime_text_part_set_text() would choose a charset of its own. */
static GMimeObject *
make_text_part(const char *text)
{
	GMimeTextPart *part = g_mime_text_part_new_with_subtype("plain");
	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_buffer(text, strlen(text));
	g_autoptr(GMimeDataWrapper) content =
	    g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);

	g_mime_part_set_content(GMIME_PART(part), content);
	g_mime_text_part_set_charset(part, "utf-8");
	g_mime_part_set_content_encoding(
	    GMIME_PART(part), fits_seven_bits(text) ? GMIME_CONTENT_ENCODING_7BIT
						    : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
	return GMIME_OBJECT(part);
}

static GBytes *
write_message(GMimeMessage *message)
{
	GMimeFormatOptions *options = g_mime_format_options_new();
	GByteArray *bytes = g_byte_array_new();
	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_byte_array(bytes);

	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
	g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
	g_mime_object_write_to_stream(GMIME_OBJECT(message), options, stream);
	g_mime_format_options_free(options);
	return g_byte_array_free_to_bytes(bytes);
}

/* The last wall: whatever GMime made of it, no line is longer than the limit, no CR or LF
 * stands alone and no NUL is inside (RFC 5322 §2.1.1, §2.3). */
static bool
check_lines(GBytes *mail, GError **error)
{
	gsize size = 0, start = 0;
	const char *bytes = g_bytes_get_data(mail, &size);

	for (gsize i = 0; i < size; i++) {
		bool ends_line = bytes[i] == '\n' && i > start && bytes[i - 1] == '\r';
		bool is_alone = (bytes[i] == '\n' && !ends_line) || bytes[i] == '\0' ||
				(bytes[i] == '\r' && (i + 1 == size || bytes[i + 1] != '\n'));

		if (is_alone || i - start > COMPOSE_LINE_BYTES + 1)
			return error_set(error, ERROR_REJECT,
			    "the composed mail has a line that SMTP does not allow");
		if (ends_line)
			start = i + 1;
	}
	return true;
}

/* The office's own words, which the database has checked; NULL when there are none, or when
 * they do not parse after all: the mail leaves in ours then. */
static struct template *
parse_own(const json_t *envelope)
{
	const json_t *own = json_object_get(envelope, "override");
	const char *const *names = view_names(value_text(envelope, "kind"));

	if (!json_is_object(own) || names == NULL)
		return NULL;
	g_autofree char *text = g_strconcat(
	    "Subject: ", value_text(own, "subject"), "\n", value_text(own, "body"), NULL);
	return template_parse(value_text(envelope, "template"), text, names, NULL);
}

bool
compose_text(const struct compose *compose, const json_t *envelope, char **ret_subject,
    char **ret_body, GError **error)
{
	bool is_english = strcmp(value_text(envelope, "language"), "en") == 0;
	const char *kind = value_text(envelope, "kind");
	g_autofree char *name = g_strjoin("/", is_english ? "en" : "it", kind, NULL);
	g_autoptr(Template) own = parse_own(envelope);
	const struct template *template =
	    own != NULL ? own : g_hash_table_lookup(compose->templates, name);

	if (template == NULL)
		return error_set(error, ERROR_REJECT, "there is no mail template %s", name);
	json_t *view = view_make(envelope, compose->base_url, error);
	if (view == NULL)
		return false;
	g_autofree char *subject = template_render_subject(template, view);
	*ret_subject = text_clean_line(subject, strlen(subject));
	g_autofree char *body = template_render_body(template, view);
	*ret_body = certify_body(envelope, body);
	json_decref(view);
	return true;
}

GBytes *
compose_mail(const struct compose *compose, const json_t *envelope, GError **error)
{
	g_autofree char *subject = NULL;
	g_autofree char *body = NULL;

	if (!compose_text(compose, envelope, &subject, &body, error))
		return NULL;

	g_autoptr(GMimeMessage) message = g_mime_message_new(TRUE);
	g_autoptr(GMimeObject) part = make_text_part(body);
	if (!set_headers(message, envelope, subject, error))
		return NULL;
	g_mime_message_set_mime_part(message, part);
	g_autoptr(GBytes) mail = write_message(message);
	if (!check_lines(mail, error) ||
	    !certify_check(envelope, g_bytes_get_size(mail), error))
		return NULL;
	return g_steal_pointer(&mail);
}
