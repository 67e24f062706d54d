/* office_setting: the settings of a group as one form. Which there are, of what type and with
 * which limits, the database says. */
#include "config.h"

#include "store/json.h"
#include "web/exchange.h"
#include "web/office.h"
#include "web/page.h"

enum { LINE_CHARS = 500 }; /* of a text that fits on a line */

static enum office_kind
kind_of(const json_t *setting)
{
	const char *type = json_text(setting, "type");

	if (g_str_equal(type, "number"))
		return OFFICE_NUMBER;
	if (g_str_equal(type, "boolean"))
		return OFFICE_FLAG;
	if (g_str_equal(type, "choice"))
		return OFFICE_CHOICE;
	return json_integer_value(json_object_get(setting, "maximum")) > LINE_CHARS
		   ? OFFICE_TEXT
		   : OFFICE_LINE;
}

/* Words of the database are few and the same for as long as the process lives. */
static struct office_field
field_of(const json_t *setting)
{
	g_autoptr(GString) choices = g_string_new(NULL);
	const json_t *list = json_object_get(setting, "choices");

	for (size_t i = 0; i < json_array_size(list); i++)
		g_string_append_printf(choices, "%s%s", i > 0 ? " " : "",
		    json_string_value(json_array_get(list, i)));
	return (struct office_field){.name = g_intern_string(json_text(setting, "key")),
	    .kind = kind_of(setting),
	    .use = OFFICE_EDIT,
	    .label = g_intern_string(json_text(setting, "purpose")),
	    .choices = g_intern_string(choices->str),
	    .words = "settingvalue",
	    .from = NULL};
}

/* The only group of settings of a page as fields, and their values. */
static GArray *
read_group(const json_t *page, json_t **ret_values)
{
	GArray *fields = g_array_new(TRUE, TRUE, sizeof(struct office_field));
	const json_t *settings =
	    json_object_get(json_array_get(json_object_get(page, "groups"), 0), "settings");

	*ret_values = json_object();
	for (size_t i = 0; i < json_array_size(settings); i++) {
		const json_t *setting = json_array_get(settings, i);
		struct office_field field = field_of(setting);
		const char *value = json_text(setting, "value");

		g_array_append_val(fields, field);
		json_object_set_new(*ret_values, field.name,
		    field.kind == OFFICE_FLAG ? json_boolean(g_str_equal(value, "true"))
					      : json_string(value));
	}
	return fields;
}

/* Asks for the group that the path names. */
static bool
find_group(struct exchange *x, GArray **ret_fields, json_t **ret_values)
{
	g_autoptr(GError) error = NULL;
	json_t *page = NULL;

	if (!exchange_enter(x))
		return false;
	bool ok = exchange_call(
	    x, "select turno.page_office_setting($1::jsonb)", x->params, &page, &error);
	if (ok)
		*ret_fields = read_group(page, ret_values);
	else
		exchange_fail(x, error);
	json_decref(page);
	return ok;
}

static void
show(struct exchange *x, int status, const struct office_noun *noun, json_t *values,
    bool is_typed)
{
	enum language language = exchange_language(x);
	json_t *fields = office_show_fields(
	    noun, OFFICE_EDIT, values, is_typed, x->form->errors, NULL, language);
	json_t *data = json_pack("{s:O, s:{s:b}, s:o}", "group",
	    json_object_get(x->params, "group"), "here", "setting", true, "fields", fields);

	office_add_refusal(data, x->form->errors, fields, language);
	exchange_render(x, status, "office_setting_form", data);
	json_decref(data);
}

void
office_setting_ask(struct exchange *x)
{
	GArray *fields = NULL;
	json_t *values = NULL;

	if (!find_group(x, &fields, &values))
		return;
	const struct office_noun noun = {
	    .fields = (const struct office_field *)(void *)fields->data};
	show(x, 200, &noun, values, false);
	g_array_free(fields, TRUE);
	json_decref(values);
}

void
office_setting_submit(struct exchange *x)
{
	GArray *fields = NULL;
	json_t *values = NULL;

	if (!find_group(x, &fields, &values))
		return;
	const struct office_noun noun = {
	    .fields = (const struct office_field *)(void *)fields->data};
	g_autofree struct field *form_fields = office_form_fields(&noun, OFFICE_EDIT);
	if (office_read_form(x, form_fields)) {
		json_t *taken =
		    office_take_values(&noun, OFFICE_EDIT, office_typed(x), x->form->errors);

		if (json_object_size(x->form->errors) > 0 ||
		    !office_change(x, "setting", "fill", taken, "/office/setting"))
			show(x, 422, &noun, office_typed(x), true);
		json_decref(taken);
	}
	g_array_free(fields, TRUE);
	json_decref(values);
}
