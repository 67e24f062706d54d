#include "config.h"
#include "web/office_rule.h"

#include <string.h>

#include "web/form.h"

enum {
	ROWS = 100, /* as many as the database takes */
	SPARE = 2,
	VALUE_BYTES = 4000
};

/* What may stand in a row. */
struct grammar {
	const char *name;
	const char *subjects;  /* the first word: a field or an action */
	const char *bare;      /* subjects that take no value */
	const char *operators; /* by commas; NULL: none, a value follows at once */
	bool has_header;       /* the subject "header" is followed by a name */
	bool has_not;
};

static const struct grammar grammars[] = {
    {"route_if", "subject from to body header attachment type size trust automatic", "",
	"contains,equals,starts,ends,word,like,above,below,at least", true, true},
    {"route_then", "category priority level assign tag hold filter accept",
	"hold filter accept", NULL, false, false},
    {"automation_if",
	"category level turn status priority assignee channel mailbox contact customer subject "
	"text author documents",
	"", "is,is not,below,at least,contains,starts", false, false},
    {"automation_then", "category status priority level assign note remind mail webhook open",
	"remind", NULL, false, false},
};

static const struct grammar *
find_grammar(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(grammars); i++)
		if (g_str_equal(grammars[i].name, name))
			return &grammars[i];
	g_assert_not_reached();
}

/* One row: what stands in each of its fields. */
struct rule {
	char *subject;
	char *header;
	bool is_not;
	char *operator;
	char *value;
};

static void
rule_clear(struct rule *rule)
{
	g_free(rule->subject);
	g_free(rule->header);
	g_free(rule->operator);
	g_free(rule->value);
}

/* The word at *text, which moves behind it. Caller frees. */
static char *
take_word(const char **text)
{
	size_t length = strcspn(*text, " ");
	char *word = g_strndup(*text, length);

	*text += length;
	*text += strspn(*text, " ");
	return word;
}

/* The longest operator with which text begins; text moves behind it. Caller frees. */
static char *
take_operator(const struct grammar *grammar, const char **text)
{
	g_auto(GStrv) known = g_strsplit(grammar->operators, ",", -1);
	const char *best = "";

	for (char **word = known; *word != NULL; word++)
		if (g_str_has_prefix(*text, *word) && strlen(*word) > strlen(best) &&
		    (*text)[strlen(*word)] == ' ')
			best = *word;
	*text += strlen(best);
	*text += strspn(*text, " ");
	return g_strdup(best);
}

/* From the words of the database. */
static struct rule
read_words(const struct grammar *grammar, const char *text)
{
	struct rule rule = {.subject = take_word(&text)};

	if (grammar->has_header && g_str_equal(rule.subject, "header"))
		rule.header = take_word(&text);
	if (grammar->has_not && g_str_has_prefix(text, "not ")) {
		rule.is_not = true;
		text += strlen("not ");
	}
	if (grammar->operators != NULL)
		rule.operator= take_operator(grammar, &text);
	rule.value = g_strdup(text);
	return rule;
}

static char *
typed_text(const json_t *typed, const char *name, int row, const char *part)
{
	g_autofree char *key = g_strdup_printf("%s_%d_%s", name, row, part);
	const char *text = json_string_value(json_object_get(typed, key));

	return g_strdup(text != NULL ? text : "");
}

/* From what was typed into a row of the form. */
static struct rule
read_row(const json_t *typed, const char *name, int row)
{
	g_autofree char *not = g_strdup_printf("%s_%d_not", name, row);

	return (struct rule){.subject = typed_text(typed, name, row, "subject"),
	    .header = typed_text(typed, name, row, "header"),
	    .is_not = json_is_true(json_object_get(typed, not )),
	    .operator= typed_text(typed, name, row, "operator"),
	    .value = typed_text(typed, name, row, "value")};
}

static json_t *
show_options(const char *words, const char *separator, const char *kind, const char *chosen,
    enum language language)
{
	json_t *options = json_array();
	g_auto(GStrv) known = g_strsplit(words, separator, -1);

	for (char **word = known; *word != NULL; word++) {
		const char *label = message_word(language, kind, *word);

		json_array_append_new(options, json_pack("{s:s, s:s, s:b}", "value", *word,
						   "label", label != NULL ? label : *word,
						   "is_chosen", g_strcmp0(*word, chosen) == 0));
	}
	return options;
}

static json_t *
show_rule(const struct grammar *grammar, const char *name, int row, const struct rule *rule,
    enum language language)
{
	json_t *shown = json_pack("{s:s, s:i, s:s, s:s, s:b, s:b, s:b, s:o}", "rule", name,
	    "row", row, "header", rule->header != NULL ? rule->header : "", "value",
	    rule->value != NULL ? rule->value : "", "is_not", rule->is_not, "has_header",
	    grammar->has_header, "has_not", grammar->has_not, "subjects",
	    show_options(grammar->subjects, " ",
		grammar->operators != NULL ? "ruleif" : "rulethen", rule->subject, language));

	if (grammar->operators != NULL)
		json_object_set_new(shown, "operators_shown", json_true());
	if (grammar->operators != NULL)
		json_object_set_new(shown, "operators",
		    show_options(grammar->operators, ",", "ruleop", rule->operator, language));
	return shown;
}

/* The rows up to the last of which part was sent. */
static int
count_typed(const json_t *typed, const char *name, const char *part)
{
	int count = 0;

	for (int row = 0; row < ROWS; row++) {
		g_autofree char *text = typed_text(typed, name, row, part);

		if (*text != '\0')
			count = row + 1;
	}
	return count;
}

/* How many rows to show of used ones: some are empty, and more of them when that was asked for.
 */
static int
count_shown(const json_t *typed, const char *name, int used)
{
	g_autofree char *more = g_strconcat(name, "_more", NULL);
	int shown = MAX(used + SPARE, count_typed(typed, name, "subject"));

	if (json_is_true(json_object_get(typed, more)))
		shown += SPARE;
	return MAX(used, MIN(shown, ROWS));
}

json_t *
office_rule_show(const char *name, const char *grammar_name, const json_t *values,
    bool is_typed, enum language language)
{
	const struct grammar *grammar = find_grammar(grammar_name);
	const json_t *words = json_object_get(values, name);
	json_t *rows = json_array();
	int used = is_typed ? count_typed(values, name, "value") : (int)json_array_size(words);
	int shown = count_shown(values, name, used);

	for (int row = 0; row < shown; row++) {
		struct rule rule = {0};

		if (is_typed)
			rule = read_row(values, name, row);
		else if (row < used)
			rule = read_words(
			    grammar, json_string_value(json_array_get(words, (size_t)row)));
		json_array_append_new(rows, show_rule(grammar, name, row, &rule, language));
		rule_clear(&rule);
	}
	return rows;
}

void
office_rule_fields(GArray *fields, const char *name)
{
	static const struct field parts[] = {{"subject", FIELD_WORD, 40},
	    {"header", FIELD_LINE, 80}, {"not", FIELD_FLAG, 1}, {"operator", FIELD_LINE, 40},
	    {"value", FIELD_LINE, VALUE_BYTES}};

	g_autofree char *more_name = g_strdup_printf("values.%s_more", name);
	const struct field more = {g_intern_string(more_name), FIELD_FLAG, 1};

	g_array_append_val(fields, more);
	for (int row = 0; row < ROWS; row++) {
		for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
			struct field field = parts[i];
			g_autofree char *full =
			    g_strdup_printf("values.%s_%d_%s", name, row, parts[i].name);

			field.name = g_intern_string(full);
			g_array_append_val(fields, field);
		}
	}
}

static bool
is_bare(const struct grammar *grammar, const char *subject)
{
	g_auto(GStrv) bare = g_strsplit(grammar->bare, " ", -1);

	return g_strv_contains((const char *const *)bare, subject);
}

static char *
rule_words(const struct grammar *grammar, const struct rule *rule)
{
	GString *words = g_string_new(rule->subject);

	if (grammar->has_header && g_str_equal(rule->subject, "header"))
		g_string_append_printf(words, " %s", rule->header);
	if (rule->is_not && grammar->has_not)
		g_string_append(words, " not");
	if (grammar->operators != NULL)
		g_string_append_printf(words, " %s", rule->operator);
	if (*rule->value != '\0')
		g_string_append_printf(words, " %s", rule->value);
	return g_string_free(words, FALSE);
}

json_t *
office_rule_take(const char *name, const char *grammar_name, const json_t *typed)
{
	const struct grammar *grammar = find_grammar(grammar_name);
	json_t *list = json_array();

	for (int row = 0; row < ROWS; row++) {
		struct rule rule = read_row(typed, name, row);
		g_autofree char *words = rule_words(grammar, &rule);
		bool is_whole = *rule.value != '\0' || is_bare(grammar, rule.subject);

		if (*rule.subject != '\0' && is_whole)
			json_array_append_new(list, json_string(words));
		rule_clear(&rule);
	}
	return list;
}
