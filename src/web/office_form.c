/* office_form: the fields and rows of a noun as its pages show them, and back from the form. */
#include "config.h"

#include <string.h>

#include "web/office.h"
#include "web/office_rule.h"
#include "web/route/limit.h"
#include "web/sentence.h"

enum { LINE_BYTES = 2000 };

static const char *
text_or(const char *text, enum language language)
{
	return text != NULL ? message_text(language, text) : "";
}

/* A value of a row as text: lists by line breaks, numbers in decimal. Caller frees. */
static char *
value_line(const json_t *value, const char *between)
{
	if (json_is_integer(value))
		return g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
	if (!json_is_array(value))
		return g_strdup(json_is_string(value) ? json_string_value(value) : "");
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
	for (size_t i = 0; i < json_array_size(value); i++)
		g_ptr_array_add(words, value_line(json_array_get(value, i), between));
	g_ptr_array_add(words, NULL);
	return g_strjoinv(between, (char **)words->pdata);
}

static bool
is_among(const json_t *value, const char *word)
{
	if (!json_is_array(value))
		return g_strcmp0(json_string_value(value), word) == 0;
	for (size_t i = 0; i < json_array_size(value); i++)
		if (g_strcmp0(json_string_value(json_array_get(value, i)), word) == 0)
			return true;
	return false;
}

static void
add_option(json_t *options, const char *value, const char *label, const json_t *chosen)
{
	json_array_append_new(options, json_pack("{s:s, s:s, s:b}", "value", value, "label",
					   label, "is_chosen", is_among(chosen, value)));
}

static json_t *
show_options(const struct office_field *field, const json_t *chosen, const json_t *lists,
    enum language language)
{
	json_t *options = json_array();
	const json_t *list = field->list != NULL ? json_object_get(lists, field->list) : NULL;
	g_auto(GStrv) words = g_strsplit(field->choices != NULL ? field->choices : "", " ", -1);

	if (field->use & OFFICE_NONE)
		add_option(options, "",
		    message_text(language, field->none != NULL ? field->none : N_("— none —")),
		    chosen);
	for (char **word = words; *word != NULL; word++) {
		const char *label = message_word(language, field->words, *word);

		add_option(options, *word, label != NULL ? label : *word, chosen);
	}
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *row = json_array_get(list, i);

		add_option(options, json_string_value(json_object_get(row, "value")),
		    json_string_value(json_object_get(row, "label")), chosen);
	}
	return options;
}

static const char *const kind_names[] = {[OFFICE_LINE] = "is_line",
    [OFFICE_TEXT] = "is_text",
    [OFFICE_LINES] = "is_text",
    [OFFICE_NUMBER] = "is_number",
    [OFFICE_FLAG] = "is_flag",
    [OFFICE_COLOUR] = "is_colour",
    [OFFICE_CHOICE] = "is_choice",
    [OFFICE_CHECKS] = "is_checks",
    [OFFICE_DATE] = "is_date",
    [OFFICE_RULES] = "is_rules",
    [OFFICE_SECRET] = "is_secret"};

static json_t *
show_field(const struct office_field *field, json_t *values, bool is_typed, json_t *errors,
    json_t *lists, enum language language)
{
	const char *member = !is_typed && field->from != NULL ? field->from : field->name;
	json_t *value = json_object_get(values, member);
	json_t *shown = json_pack("{s:s, s:s, s:s, s:b, s:b}", "name", field->name, "label",
	    text_or(field->label, language), "help", text_or(field->help, language),
	    kind_names[field->kind], true, "is_required", (field->use & OFFICE_REQUIRED) != 0);
	g_autofree char *line = value_line(value, "\n");
	const char *error = json_string_value(json_object_get(errors, field->name));

	if (field->kind == OFFICE_FLAG)
		json_object_set_new(shown, "value", json_boolean(json_is_true(value)));
	else if (field->kind == OFFICE_CHOICE || field->kind == OFFICE_CHECKS)
		json_object_set_new(
		    shown, "options", show_options(field, value, lists, language));
	else if (field->kind == OFFICE_RULES)
		json_object_set_new(shown, "rules",
		    office_rule_show(field->name, field->choices, values, is_typed, language));
	else if (field->kind != OFFICE_SECRET)
		json_object_set_new(shown, "value", json_string(line));
	if (field->use & OFFICE_CONFIRM)
		json_object_set_new(shown, "is_confirm", json_true());
	if (error != NULL) {
		const char *known = message_word(language, "error", error);
		g_autofree char *sentence =
		    known != NULL ? g_strdup(known) : sentence_text(language, error);

		json_object_set_new(shown, "error", json_string(sentence));
	}
	return shown;
}

json_t *
office_show_fields(const struct office_noun *noun, unsigned use, json_t *values, bool is_typed,
    json_t *errors, json_t *lists, enum language language)
{
	json_t *fields = json_array();

	for (const struct office_field *field = noun->fields; field->name != NULL; field++)
		if (field->use & use)
			json_array_append_new(fields,
			    show_field(field, values, is_typed, errors, lists, language));
	return fields;
}

static enum field_kind
form_kind(enum office_kind kind)
{
	if (kind == OFFICE_TEXT || kind == OFFICE_LINES)
		return FIELD_TEXT;
	if (kind == OFFICE_FLAG)
		return FIELD_FLAG;
	if (kind == OFFICE_SECRET)
		return FIELD_SECRET;
	return kind == OFFICE_CHECKS ? FIELD_LINES : FIELD_LINE;
}

struct field *
office_form_fields(const struct office_noun *noun, unsigned use)
{
	g_autoptr(GArray) fields = g_array_new(TRUE, TRUE, sizeof(struct field));
	const struct field key = {"key", FIELD_LINE, LINE_BYTES};

	g_array_append_val(fields, key);
	for (const struct office_field *field = noun->fields; field->name != NULL; field++) {
		g_autofree char *name = g_strconcat(
		    field->use & OFFICE_CONFIRM ? "" : "values.", field->name, NULL);
		const struct field own = {g_intern_string(name), form_kind(field->kind),
		    form_kind(field->kind) == FIELD_TEXT ? TEXT_BYTES : LINE_BYTES};

		if (!(field->use & use))
			continue;
		if (field->kind == OFFICE_RULES)
			office_rule_fields(fields, field->name);
		else
			g_array_append_val(fields, own);
	}
	return (struct field *)g_array_free(g_steal_pointer(&fields), FALSE);
}

/* One line of text is one of the list; empty ones count for nothing. */
static json_t *
split_lines(const char *text)
{
	json_t *list = json_array();
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line != NULL; line++)
		if (*g_strstrip(*line) != '\0')
			json_array_append_new(list, json_string(*line));
	return list;
}

static json_t *
take_number(const char *name, const char *text, json_t *errors)
{
	guint64 number = 0;

	if (*text == '\0')
		return json_string("");
	if (g_ascii_string_to_unsigned(text, 10, 0, G_MAXINT32, &number, NULL))
		return json_integer((json_int_t)number);
	json_object_set_new(errors, name, json_string("number"));
	return NULL;
}

/* NULL where nothing is to be sent. */
static json_t *
take_value(const struct office_field *field, json_t *typed, json_t *errors)
{
	json_t *value = json_object_get(typed, field->name);
	const char *text = json_string_value(value);

	if (field->kind == OFFICE_FLAG)
		return json_boolean(json_is_true(value));
	if (field->kind == OFFICE_CHECKS)
		return value != NULL ? json_incref(value) : json_array();
	if (field->kind == OFFICE_RULES)
		return office_rule_take(field->name, field->choices, typed);
	if (text == NULL || (*text == '\0' && (field->use & OFFICE_LEAVE)))
		return NULL;
	if (field->kind == OFFICE_NUMBER)
		return take_number(field->name, text, errors);
	if (field->kind == OFFICE_LINES)
		return split_lines(text);
	if (field->kind == OFFICE_COLOUR) {
		g_autofree char *lower = g_ascii_strdown(text, -1);
		return json_string(lower);
	}
	return json_string(text);
}

json_t *
office_take_values(const struct office_noun *noun, unsigned use, json_t *typed, json_t *errors)
{
	json_t *values = json_object();

	for (const struct office_field *field = noun->fields; field->name != NULL; field++) {
		json_t *value = field->use & use ? take_value(field, typed, errors) : NULL;

		if (value != NULL)
			json_object_set_new(values, field->name, value);
	}
	return values;
}

json_t *
office_list_names(const struct office_noun *noun)
{
	json_t *names = json_array();

	for (const struct office_field *field = noun->fields; field->name != NULL; field++)
		if (field->list != NULL)
			json_array_append_new(names, json_string(field->list));
	return names;
}

json_t *
office_show_lists(const json_t *lists)
{
	json_t *values = json_array();
	const char *name = NULL;
	json_t *list = NULL;

	json_object_foreach((json_t *)lists, name, list) for (size_t i = 0;
							      i < json_array_size(list); i++)
	    json_array_append(values, json_array_get(list, i));
	return values;
}

bool
office_has_field(const struct office_noun *noun, unsigned use, const char *name)
{
	for (const struct office_field *field = noun->fields; field->name != NULL; field++)
		if ((field->use & use) && g_str_equal(field->name, name))
			return true;
	return false;
}

static json_t *
show_cell(const struct office_column *column, const json_t *row, enum language language)
{
	const json_t *value = json_object_get(row, column->name);
	g_autofree char *line = value_line(value, ", ");
	const char *word =
	    column->words != NULL ? message_word(language, column->words, line) : NULL;

	if (column->kind == OFFICE_FLAG)
		return json_pack("{s:b, s:b}", "is_flag", true, "is_on", json_is_true(value));
	if (column->kind == OFFICE_COLOUR)
		return json_pack("{s:s}", "colour", line);
	if (column->kind == OFFICE_DATE)
		return json_pack("{s:s}", "date", line);
	return json_pack("{s:s}", "text", word != NULL ? word : line);
}

json_t *
office_show_row(const struct office_noun *noun, const json_t *row, enum language language)
{
	json_t *cells = json_array();

	for (const struct office_column *column = noun->columns; column->name != NULL;
	     column++) {
		json_t *cell = show_cell(column, row, language);

		json_object_set_new(
		    cell, "label", json_string(message_text(language, column->label)));
		json_array_append_new(cells, cell);
	}
	json_object_set_new(json_array_get(cells, 0), "is_first", json_true());
	g_autofree char *key = value_line(json_object_get(row, noun->key), "");
	return json_pack("{s:s, s:o}", "key", key, "cells", cells);
}
