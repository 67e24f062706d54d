#include "config.h"
#include "web/form.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"

struct form *
form_new(void)
{
	struct form *form = g_new0(struct form, 1);

	form->values = json_object();
	form->errors = json_object();
	return form;
}

void
form_free(struct form *form)
{
	if (form == NULL)
		return;
	json_decref(form->values);
	json_decref(form->errors);
	g_free(form);
}

const char *
form_text(const struct form *form, const char *name)
{
	const char *text = json_string_value(json_object_get(form->values, name));

	return text != NULL ? text : "";
}

static const struct field common_fields[] = {{"csrf", FIELD_KEY, 64},
    {"form_key", FIELD_KEY, 64}, {"done", FIELD_WORD, 24}, {NULL, 0, 0}};

static bool
is_made_of(const char *text, const char *letters)
{
	return *text != '\0' && strspn(text, letters) == strlen(text);
}

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

enum { OWN_NAME_BYTES = 64 }; /* of the b that "a.*" stands for */

static bool
is_named(const struct field *field, const char *name)
{
	size_t stem = strlen(field->name) - 1;

	if (!g_str_has_suffix(field->name, ".*"))
		return g_str_equal(field->name, name);
	return strncmp(field->name, name, stem) == 0 && strlen(name + stem) <= OWN_NAME_BYTES &&
	       is_made_of(name + stem, LOWER DIGITS "_");
}

static const struct field *
find_field(const struct field *fields, const char *name)
{
	for (const struct field *field = fields; field->name != NULL; field++)
		if (is_named(field, name))
			return field;
	return fields != common_fields ? find_field(common_fields, name) : NULL;
}

static json_t *
parse_number(const char *text)
{
	guint64 number = 0;

	if (!g_ascii_string_to_unsigned(text, 10, 1, (guint64)1 << 53, &number, NULL))
		return NULL;
	return json_integer((json_int_t)number);
}

/* The value as JSON by kind; NULL when it is not of that kind. */
static json_t *
parse_value(enum field_kind kind, const char *value, size_t size)
{
	g_autofree char *line = text_clean_line(value, size);
	g_autofree char *text = text_clean(value, size);

	switch (kind) {
	case FIELD_LINE:
	case FIELD_LINES:
		return json_string(line);
	case FIELD_TEXT:
		return json_string(text);
	case FIELD_SECRET:
		return g_utf8_validate(value, (gssize)size, NULL) ? json_stringn(value, size)
								  : NULL;
	case FIELD_FLAG:
		return json_true();
	case FIELD_NUMBER:
	case FIELD_NUMBERS:
		return parse_number(line);
	case FIELD_WORD:
		return is_made_of(line, LOWER "_") ? json_string(line) : NULL;
	case FIELD_KEY:
		return is_made_of(line, LOWER UPPER DIGITS ".-_") ? json_string(line) : NULL;
	}
	return NULL;
}

/* The object that takes the value of the field called name, and *ret_key its key there. */
static json_t *
find_place(const struct form *form, const char *name, const char **ret_key)
{
	const char *dot = strchr(name, '.');

	*ret_key = dot != NULL ? dot + 1 : name;
	if (dot == NULL)
		return form->values;
	g_autofree char *outer = g_strndup(name, (gsize)(dot - name));
	json_t *place = json_object_get(form->values, outer);
	if (place == NULL) {
		place = json_object();
		json_object_set_new(form->values, outer, place);
	}
	return place;
}

static void
append_value(json_t *place, const char *name, json_t *value)
{
	json_t *list = json_object_get(place, name);

	if (list == NULL) {
		list = json_array();
		json_object_set_new(place, name, list);
	}
	json_array_append_new(list, value);
}

static bool
is_left_empty(enum field_kind kind, size_t value_size)
{
	return value_size == 0 &&
	       (kind == FIELD_NUMBER || kind == FIELD_NUMBERS || kind == FIELD_LINES ||
		   kind == FIELD_WORD || kind == FIELD_KEY);
}

void
form_add(struct form *form, const struct field *fields, const char *name, const char *value,
    size_t value_size)
{
	const struct field *field = find_field(fields, name);

	if (field == NULL || is_left_empty(field->kind, value_size))
		return;
	const char *key = NULL;
	json_t *place = find_place(form, name, &key);
	json_t *parsed = parse_value(field->kind, value, value_size);
	if (parsed == NULL) {
		json_object_set_new(form->errors, key, json_string("form"));
		return;
	}
	if (value_size > field->limit_bytes)
		json_object_set_new(form->errors, key, json_string("long"));
	if (field->kind == FIELD_NUMBERS || field->kind == FIELD_LINES)
		append_value(place, key, parsed);
	else if (json_object_get(place, key) == NULL)
		json_object_set_new(place, key, parsed);
	else
		json_decref(parsed); /* said twice: the first counts */
}

bool
form_add_encoded(
    struct form *form, const struct field *fields, const char *encoded, GError **error)
{
	GUriParamsIter iter;
	char *name = NULL;
	char *value = NULL;
	unsigned count = 0;
	g_autoptr(GError) bad = NULL;

	g_uri_params_iter_init(&iter, encoded, -1, "&", G_URI_PARAMS_WWW_FORM);
	while (g_uri_params_iter_next(&iter, &name, &value, &bad)) {
		form_add(form, fields, name, value, strlen(value));
		g_free(name);
		g_free(value);
		if (++count > FORM_FIELDS)
			return error_set(error, ERROR_REJECT, "the form has too many fields");
	}
	if (bad != NULL)
		return error_set(
		    error, ERROR_REJECT, "the form is malformed: %s", bad->message);
	return true;
}

/* Calls push for each piece of the body. */
static bool
pump(const struct request *request, const struct io *io,
    bool (*push)(void *context, const void *bytes, size_t size, GError **error), void *context,
    GError **error)
{
	static char buffer[64 << 10];

	for (int64_t left = request->content_length; left > 0;) {
		int got =
		    io->read(io->context, buffer, (size_t)MIN(left, (int64_t)sizeof buffer));

		if (got <= 0)
			return error_set(error, ERROR_RETRY, "the form did not arrive whole");
		if (!push(context, buffer, (size_t)got, error))
			return false;
		left -= got;
	}
	return true;
}

static bool
push_encoded(void *context, const void *bytes, size_t size, GError **error)
{
	GString *body = context;

	if (body->len + size > FORM_BYTES)
		return error_set(error, ERROR_REJECT, "the form is too large");
	g_string_append_len(body, bytes, (gssize)size);
	return true;
}

static bool
read_encoded(struct form *form, const struct field *fields, const struct request *request,
    const struct io *io, GError **error)
{
	g_autoptr(GString) body = g_string_new(NULL);

	if (!pump(request, io, push_encoded, body, error))
		return false;
	if (strlen(body->str) != body->len)
		return error_set(error, ERROR_REJECT, "the form is malformed: it holds a NUL");
	return form_add_encoded(form, fields, body->str, error);
}

/* One multipart body on its way. */
struct reading {
	struct form *form;
	const struct field *fields;
	const struct form_files *files;
	struct multipart *splitter;
	char *name;     /* of the plain field being read, NULL in a file */
	GString *value; /* its bytes so far */
	size_t total;   /* bytes of all plain fields */
	bool in_file;
};

static bool
begin_part(void *context, const struct part *part, GError **error)
{
	struct reading *r = context;

	g_clear_pointer(&r->name, g_free);
	g_string_truncate(r->value, 0);
	r->in_file = false;
	if (part->filename == NULL) {
		r->name = g_strdup(part->name);
		return true;
	}
	if (*part->filename == '\0') /* a file field left empty */
		return true;
	if (r->files == NULL)
		return error_set(error, ERROR_REJECT, "this form takes no files");
	r->in_file = true;
	return r->files->begin(r->files->context, r->form, part, error);
}

static bool
take_data(void *context, const void *bytes, size_t size, GError **error)
{
	struct reading *r = context;

	if (r->in_file)
		return r->files->data(r->files->context, bytes, size, error);
	r->total += size;
	if (r->total > FORM_BYTES)
		return error_set(error, ERROR_REJECT, "the form is too large");
	g_string_append_len(r->value, bytes, (gssize)size);
	return true;
}

static bool
end_part(void *context, GError **error)
{
	struct reading *r = context;

	if (r->in_file)
		return r->files->end(r->files->context, error);
	if (r->name != NULL)
		form_add(r->form, r->fields, r->name, r->value->str, r->value->len);
	return true;
}

static bool
push_multipart(void *context, const void *bytes, size_t size, GError **error)
{
	struct reading *r = context;

	return multipart_push(r->splitter, bytes, size, error);
}

static bool
read_multipart(struct form *form, const struct field *fields, const struct request *request,
    const struct io *io, const struct form_files *files, GError **error)
{
	g_autoptr(GString) value = g_string_new(NULL);
	struct reading r = {.form = form, .fields = fields, .files = files, .value = value};
	const struct part_sink sink = {&r, begin_part, take_data, end_part};
	g_autoptr(Multipart) splitter = multipart_new(request->content_type, &sink, error);

	if (splitter == NULL)
		return false;
	r.splitter = splitter;
	bool ok =
	    pump(request, io, push_multipart, &r, error) && multipart_finish(splitter, error);
	g_free(r.name);
	return ok;
}

bool
form_read_body(struct form *form, const struct field *fields, const struct request *request,
    const struct io *io, const struct form_files *files, GError **error)
{
	static const char encoded[] = "application/x-www-form-urlencoded";

	if (g_ascii_strncasecmp(request->content_type, encoded, sizeof encoded - 1) == 0)
		return read_encoded(form, fields, request, io, error);
	return read_multipart(form, fields, request, io, files, error);
}
