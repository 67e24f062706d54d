/*
 * admin: operator, contact, customer, category, mailbox, status, priority, route, setting,
 * notice, mute, tag and key. A row of the table says which options a noun has; the database
 * does the rest in turno.NOUN_VERB(jsonb).
 */
#include "config.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/error.h"
#include "cli/cli.h"
#include "cli/connect.h"
#include "cli/option.h"
#include "cli/print.h"
#include "store/db.h"
#include "store/json.h"

static const struct option hold_options[] = {
    {"reason", OPTION_TEXT, "reason"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct option erase_options[] = {
    {"dry-run", OPTION_SWITCH, "dry_run"},
    {"reason", OPTION_TEXT, "reason"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct option operator_options[] = {
    {"name", OPTION_TEXT, "name"},
    {"language", OPTION_TEXT, "language"},
    {"signature", OPTION_TEXT, "signature"},
    {"admin", OPTION_SWITCH, "is_admin"},
    {"triage", OPTION_SWITCH, "has_triage"},
    {"mail", OPTION_SWITCH, "wants_mail"},
    {"active", OPTION_SWITCH, "is_active"},
    {"address", OPTION_LIST, "addresses"},
    {"add-address", OPTION_LIST, "add_addresses"},
    {"pec", OPTION_LIST, "pec"},
    {"remove-address", OPTION_LIST, "remove_addresses"},
    {"main-address", OPTION_TEXT, "main_address"},
    {"password-file", OPTION_PASSWORD, "password"},
    {"category", OPTION_TEXT, "category"},
    {"level", OPTION_TEXT, "level"},
    {"below", OPTION_SWITCH, "below"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct option contact_options[] = {
    {"name", OPTION_TEXT, "name"},
    {"customer", OPTION_TEXT, "customer"},
    {"language", OPTION_TEXT, "language"},
    {"address", OPTION_LIST, "addresses"},
    {"add-address", OPTION_LIST, "add_addresses"},
    {"pec", OPTION_LIST, "pec"},
    {"remove-address", OPTION_LIST, "remove_addresses"},
    {"main-address", OPTION_TEXT, "main_address"},
    {"tax-code", OPTION_TEXT, "tax_code"},
    {"vat-number", OPTION_TEXT, "vat_number"},
    {"phone", OPTION_TEXT, "phone"},
    {"notes", OPTION_TEXT, "notes"},
    {"acknowledgements", OPTION_SWITCH, "wants_acknowledgement"},
    {"password-file", OPTION_PASSWORD, "password"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct option contact_list_options[] = {
    {"find", OPTION_TEXT, "find"},
    {"limit", OPTION_NUMBER, "limit"},
    {"after", OPTION_NUMBER, "after"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct option merge_options[] = {
    {"into", OPTION_TEXT, "into"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct option customer_options[] = {
    {"new-name", OPTION_TEXT, "new_name"},
    {"kind", OPTION_TEXT, "kind"},
    {"tax-code", OPTION_TEXT, "tax_code"},
    {"vat-number", OPTION_TEXT, "vat_number"},
    {"phone", OPTION_TEXT, "phone"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct option category_options[] = {
    {"name", OPTION_TEXT, "name"},
    {"parent", OPTION_TEXT, "parent"},
    {"hidden", OPTION_SWITCH, "is_hidden"},
    {"fallback", OPTION_SWITCH, "is_fallback"},
    {"initial-level", OPTION_TEXT, "initial_level"},
    {"instructions", OPTION_TEXT, "instructions"},
    {"closed-reply", OPTION_TEXT, "closed_reply"},
    {"closed-grace-days", OPTION_TEXT, "closed_grace_days"},
    {"asks-place", OPTION_SWITCH, "asks_place"},
    {"retention-days", OPTION_TEXT, "retention_days"},
    {"escalate-notify", OPTION_TEXT, "escalate_notify"},
    {"assign", OPTION_TEXT, "assign"},
    {"assign-operator", OPTION_TEXT, "assign_operator"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct option mailbox_options[] = {
    {"address", OPTION_TEXT, "address"},
    {"kind", OPTION_TEXT, "kind"},
    {"language", OPTION_TEXT, "language"},
    {"active", OPTION_SWITCH, "is_active"},
    {"imap-host", OPTION_TEXT, "imap_host"},
    {"imap-port", OPTION_NUMBER, "imap_port"},
    {"imap-tls", OPTION_TEXT, "imap_tls"},
    {"imap-login", OPTION_TEXT, "imap_login"},
    {"imap-secret", OPTION_TEXT, "imap_secret"},
    {"imap-pin", OPTION_TEXT, "imap_pin"},
    {"smtp-host", OPTION_TEXT, "smtp_host"},
    {"smtp-port", OPTION_NUMBER, "smtp_port"},
    {"smtp-tls", OPTION_TEXT, "smtp_tls"},
    {"smtp-login", OPTION_TEXT, "smtp_login"},
    {"smtp-secret", OPTION_TEXT, "smtp_secret"},
    {"smtp-pin", OPTION_TEXT, "smtp_pin"},
    {"folder", OPTION_TEXT, "folder"},
    {"after", OPTION_TEXT, "after"},
    {"after-folder", OPTION_TEXT, "after_folder"},
    {"submission", OPTION_TEXT, "submission"},
    {"accept-new", OPTION_TEXT, "accept_new"},
    {"authserv-id", OPTION_LIST, "authserv_ids"},
    {"reply-to", OPTION_TEXT, "reply_to"},
    {"category", OPTION_TEXT, "category"},
    {"generated-flips", OPTION_SWITCH, "generated_flips"},
    {"trusts-headers", OPTION_SWITCH, "trusts_headers"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct option status_options[] = {
    {"new-name", OPTION_TEXT, "new_name"},
    {"name-en", OPTION_TEXT, "name_en"},
    {"description", OPTION_TEXT, "description"},
    {"description-en", OPTION_TEXT, "description_en"},
    {"colour", OPTION_TEXT, "colour"},
    {"turn", OPTION_TEXT, "turn"},
    {"default", OPTION_SWITCH, "is_default"},
    {"opening", OPTION_SWITCH, "is_opening"},
    {"closing", OPTION_SWITCH, "is_closing"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct option priority_options[] = {
    {"new-name", OPTION_TEXT, "new_name"},
    {"name-en", OPTION_TEXT, "name_en"},
    {"rank", OPTION_NUMBER, "rank"},
    {"colour", OPTION_TEXT, "colour"},
    {"default", OPTION_SWITCH, "is_default"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct option route_options[] = {
    {"name", OPTION_TEXT, "name"},
    {"if", OPTION_LIST, "if"},
    {"then", OPTION_LIST, "then"},
    {"field", OPTION_TEXT, "field"},
    {"operator", OPTION_TEXT, "operator"},
    {"pattern", OPTION_TEXT, "pattern"},
    {"category", OPTION_TEXT, "category"},
    {"mailbox", OPTION_TEXT, "mailbox"},
    {"rank", OPTION_NUMBER, "rank"},
    {"active", OPTION_SWITCH, "is_active"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct option api_key_options[] = {
    {"category", OPTION_LIST, "categories"},
    {"contacts", OPTION_TEXT, "contacts"},
    {"per-minute", OPTION_NUMBER, "per_minute"},
    {"renew", OPTION_SWITCH, "renew"},
    {"active", OPTION_SWITCH, "is_active"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct option hook_options[] = {
    {"kind", OPTION_TEXT, "kind"},
    {"url", OPTION_TEXT, "url"},
    {"event", OPTION_LIST, "events"},
    {"secret", OPTION_TEXT, "secret"},
    {"with-notes", OPTION_SWITCH, "with_notes"},
    {"active", OPTION_SWITCH, "is_active"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct option setting_options[] = {
    {"value", OPTION_TEXT, "value"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct option notice_options[] = {
    {"audience", OPTION_TEXT, "audience"},
    {"channel", OPTION_TEXT, "channel"},
    {"status", OPTION_TEXT, "status"},
    {"template", OPTION_TEXT, "template"},
    {"on", OPTION_SWITCH, "on"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct option mute_options[] = {
    {"event", OPTION_TEXT, "event"},
    {"category", OPTION_TEXT, "category"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct option tag_options[] = {
    {"new-name", OPTION_TEXT, "new_name"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct option model_options[] = {
    {"new-name", OPTION_TEXT, "new_name"},
    {"instructions", OPTION_TEXT, "instructions"},
    {"due-days", OPTION_NUMBER, "due_days"},
    {"category", OPTION_LIST, "categories"},
    {"active", OPTION_SWITCH, "is_active"},
    {"file", OPTION_JSON, "definition"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct option progress_options[] = {
    {"new-name", OPTION_TEXT, "new_name"},
    {"name-en", OPTION_TEXT, "name_en"},
    {"rank", OPTION_NUMBER, "rank"},
    {"colour", OPTION_TEXT, "colour"},
    {"start", OPTION_SWITCH, "is_start"},
    {"end", OPTION_SWITCH, "is_end"},
    {"complete", OPTION_SWITCH, "is_complete"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct option automation_options[] = {
    {"new-name", OPTION_TEXT, "new_name"},
    {"trigger", OPTION_TEXT, "trigger"},
    {"after-hours", OPTION_NUMBER, "after_hours"},
    {"if", OPTION_LIST, "if"},
    {"then", OPTION_LIST, "then"},
    {"rank", OPTION_NUMBER, "rank"},
    {"active", OPTION_SWITCH, "is_active"},
    {"days", OPTION_NUMBER, "days"},
    {NULL, OPTION_TEXT, NULL},
};

#define ALL_VERBS "list|show|add|set|remove"

static const struct noun {
	const char *name;
	const char *key; /* the member that holds the operand: what is shown, set or removed */
	const struct option *options;
	const char *columns; /* of list */
	const char *verbs;
} nouns[] = {
    {"operator", "login", operator_options,
	"login name addresses is_admin has_triage wants_mail is_active categories", ALL_VERBS},
    {"contact", "address", contact_options, "id name customer tax_code addresses language",
	ALL_VERBS "|merge|erase"},
    {"hold", "ticket", hold_options, "ticket subject reason by at", "list|add|remove"},
    {"customer", "name", customer_options, "name kind contacts", ALL_VERBS},
    {"category", "path", category_options,
	"path is_hidden is_fallback initial_level closed_reply operators", ALL_VERBS},
    {"mailbox", "name", mailbox_options,
	"name address state fetched_at waiting accept_new category is_active poll_error",
	ALL_VERBS},
    {"status", "name_it", status_options,
	"name_it name_en turn colour is_default is_opening is_closing", ALL_VERBS},
    {"route", "id", route_options, "id rank name mailbox if then is_active", ALL_VERBS},
    {"api-key", "name", api_key_options,
	"name categories contacts per_minute is_active used_at", ALL_VERBS},
    {"hook", "name", hook_options,
	"name kind url events is_active waiting last_state last_at last_error",
	ALL_VERBS "|test|calls|retry"},
    {"priority", "name_it", priority_options, "rank name_it name_en colour is_default",
	ALL_VERBS},
    {"tag", "tag", tag_options, "tag tally rules", "list|show|set|merge|remove"},
    {"knowledge", "id", option_none, "id category level title author ticket updated_at",
	"list|remove"},
    {"automation", "name", automation_options,
	"rank name trigger after_hours is_active fired failed last_at", ALL_VERBS "|try"},
    {"setting", "key", setting_options, "key value is_set purpose", "list|show|set|remove"},
    {"notice", "event", notice_options, "event audience channel status template is_on",
	"list|set"},
    {"model", "name", model_options, "name is_active categories documents checks practices",
	ALL_VERBS},
    {"progress", "name_it", progress_options,
	"rank name_it name_en colour is_start is_end is_complete practices", ALL_VERBS},
    {"mute", "login", mute_options, "login event category", "list|add|remove"},
    {"key", "id", option_none, "id state created_at retired_at operators_until contacts_until",
	"list|rotate|retire"},
};

/* By what the names of its SQL functions begin, where that is not its own: hook_… are those
 * that queue and make calls. */
static const char *
find_prefix(const struct noun *noun)
{
	static const char *const others[][2] = {{"hook", "webhook"}, {"api-key", "api_key"}};

	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		if (strcmp(noun->name, others[i][0]) == 0)
			return others[i][1];
	return noun->name;
}

static const struct noun *
find_noun(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(nouns); i++)
		if (strcmp(nouns[i].name, name) == 0)
			return &nouns[i];
	g_assert_not_reached();
}

static bool
has_verb(const struct noun *noun, const char *word)
{
	g_auto(GStrv) verbs = g_strsplit(noun->verbs, "|", -1);

	return g_strv_contains((const char *const *)verbs, word);
}

/* The options that a verb of a noun takes. */
static const struct option *
find_options(const struct noun *noun, const char *verb)
{
	static const struct {
		const char *noun, *verb;
		const struct option *options;
	} others[] = {
	    {"contact", "erase", erase_options}, {"contact", "list", contact_list_options},
	    {"contact", "merge", merge_options}, {"tag", "merge", merge_options},
	    {"automation", "try", automation_options},
	    {"mute", "remove", mute_options}, /* a row of his per event */
	};

	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		if (strcmp(noun->name, others[i].noun) == 0 &&
		    strcmp(verb, others[i].verb) == 0)
			return others[i].options;
	bool changes = strcmp(verb, "add") == 0 || strcmp(verb, "set") == 0;
	return changes ? noun->options : option_none;
}

/* Puts the options and the operand of one call together. */
static json_t *
make_argument(const struct noun *noun, const char *verb, int argc, char **argv, GError **error)
{
	bool needs_operand = strcmp(verb, "list") != 0 && strcmp(verb, "rotate") != 0;
	const char *operand = NULL;
	g_autoptr(Json) argument = json_object();

	if (!option_parse(find_options(noun, verb), argc, argv, argument, &operand, error))
		return NULL;
	bool is_new_route = strcmp(noun->key, "id") == 0 && strcmp(verb, "add") == 0;
	if ((operand != NULL) != (needs_operand && !is_new_route)) {
		error_set(error, ERROR_REJECT,
		    operand == NULL ? "%s %s needs the %s" : "%s %s takes no %s", noun->name,
		    verb, noun->key);
		return NULL;
	}
	if (operand != NULL && !g_utf8_validate(operand, -1, NULL)) {
		error_set(error, ERROR_REJECT, "the %s is not UTF-8", noun->key);
		return NULL;
	}
	if (operand != NULL)
		json_object_set_new(argument, noun->key, json_string(operand));
	return g_steal_pointer(&argument);
}

static void
print_result(const struct cli *cli, const struct noun *noun, const json_t *value)
{
	if (cli->json)
		print_json(value);
	else if (json_is_array(value))
		print_table(value, noun->columns);
	else if (json_is_object(value))
		print_record(value);
}

int
cli_admin(struct cli *cli, int argc, char **argv)
{
	const struct noun *noun = find_noun(cli->command);
	GError *error = NULL;
	g_autoptr(Json) value = NULL;

	if (argc < 1 || !has_verb(noun, argv[0]))
		return print_usage_error(
		    "usage: turno %s %s …; see turno(1)", noun->name, noun->verbs);
	g_autoptr(Json) argument = make_argument(noun, argv[0], argc - 1, argv + 1, &error);
	if (argument == NULL) {
		bool is_usage = error_is(error, ERROR_REJECT);
		int status = print_error(error);
		return is_usage ? EX_USAGE : status;
	}
	/* Both words are from the tables above. */
	g_autofree char *sql =
	    g_strdup_printf("select turno.%s_%s($1::jsonb)", find_prefix(noun), argv[0]);
	g_autoptr(Db) db = connect_admin(cli, &error);
	if (db == NULL || !connect_call(db, sql, argument, &value, &error))
		return print_error(error);
	print_result(cli, noun, value);
	return EX_OK;
}
