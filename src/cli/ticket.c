/*
 * ticket: turno ticket list and show; what operators do is in act.c. With --as or --as-contact
 * the very functions of the web answer, under the web's role and that person's session, so what
 * is shown is what he sees.
 */
#include "config.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/error.h"
#include "cli/act.h"
#include "cli/cli.h"
#include "cli/connect.h"
#include "cli/option.h"
#include "cli/print.h"
#include "store/db.h"
#include "store/json.h"

#define LIST_COLUMNS "number turn status contact subject category level updated_at"

static const struct option list_options[] = {
    {"turn", OPTION_TEXT, "turn"},
    {"category", OPTION_TEXT, "category"},
    {"search", OPTION_TEXT, "search"},
    {"status", OPTION_TEXT, "status"},
    {"level", OPTION_TEXT, "level"},
    {"priority", OPTION_TEXT, "priority"},
    {"assignee", OPTION_TEXT, "assignee"},
    {"contact", OPTION_TEXT, "contact"},
    {"customer", OPTION_TEXT, "customer"},
    {"channel", OPTION_TEXT, "channel"},
    {"tag", OPTION_TEXT, "tag"},
    {"created-from", OPTION_TEXT, "created_from"},
    {"created-to", OPTION_TEXT, "created_to"},
    {"updated-from", OPTION_TEXT, "updated_from"},
    {"updated-to", OPTION_TEXT, "updated_to"},
    {"waiting", OPTION_TEXT, "waiting"},
    {"draft", OPTION_TEXT, "draft"},
    {"sort", OPTION_TEXT, "sort"},
    {"descending", OPTION_SWITCH, "descending"},
    {"limit", OPTION_NUMBER, "limit"},
    {"as", OPTION_TEXT, "as"},
    {"as-contact", OPTION_TEXT, "as_contact"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct option show_options[] = {
    {"as", OPTION_TEXT, "as"},
    {"as-contact", OPTION_TEXT, "as_contact"},
    {NULL, OPTION_TEXT, NULL},
};

static void
print_post(const json_t *post)
{
	g_autofree char *author = print_value(json_object_get(post, "author"));
	g_autofree char *at = print_value(json_object_get(post, "at"));
	const json_t *documents = json_object_get(post, "attachments");

	printf("\n%s %s, %s (%s)\n", at, author, json_text(post, "kind"),
	    json_text(post, "channel"));
	print_text(json_text(post, "visible_text"));
	for (size_t i = 0; i < json_array_size(documents); i++) {
		const json_t *document = json_array_get(documents, i);
		g_autofree char *name = print_value(json_object_get(document, "name"));
		printf("    [%s, %" JSON_INTEGER_FORMAT " bytes]\n", name,
		    json_integer_value(json_object_get(document, "size")));
	}
	const json_t *notices = json_object_get(post, "notices");
	if (json_array_size(notices) > 0) {
		g_autofree char *names = print_value(notices);
		printf("    (left out: %s; the original is mail %" JSON_INTEGER_FORMAT ")\n",
		    names, json_integer_value(json_object_get(post, "mail")));
	}
	const json_t *deliveries = json_object_get(post, "delivery");
	for (size_t i = 0; i < json_array_size(deliveries); i++) {
		const json_t *delivery = json_array_get(deliveries, i);
		g_autofree char *to = print_value(json_object_get(delivery, "to"));
		printf("    (%s: %s)\n", to, json_text(delivery, "state"));
	}
}

static void
print_ticket(const json_t *ticket)
{
	static const char *const members[] = {"number", "reference", "subject", "turn",
	    "status", "level", "category", "priority", "assignee", "tags", "contact",
	    "customer", "opened_at", "updated_at"};
	const json_t *posts = json_object_get(ticket, "posts");
	const json_t *events = json_object_get(ticket, "events");

	for (size_t i = 0; i < G_N_ELEMENTS(members); i++) {
		g_autofree char *value = print_value(json_object_get(ticket, members[i]));
		if (*value != '\0')
			printf("%-11s %s\n", members[i], value);
	}
	for (size_t i = 0; i < json_array_size(posts); i++)
		print_post(json_array_get(posts, i));
	if (json_array_size(events) > 0) {
		putchar('\n');
		print_table(events, "at type actor old new note");
	}
}

/* Names become ids as the owner, who may look up all of them; the list is the person's. */
static int
list_tickets(const struct cli *cli, json_t *argument)
{
	static const char list_sql[] = "select turno.ticket_list($1::jsonb)";
	GError *error = NULL;
	g_autoptr(Json) filters = NULL;
	g_autoptr(Json) value = NULL;
	g_autoptr(Db) db = connect_admin(cli, &error);

	if (db == NULL || !connect_call(db, "select turno.ticket_filter_find($1::jsonb)",
			      argument, &filters, &error))
		return print_error(error);
	json_object_set(argument, "filters", filters);
	if (!connect_ask(db, list_sql, list_sql, list_sql, argument, &value, &error))
		return print_error(error);
	if (cli->json)
		print_json(value);
	else
		print_table(value, LIST_COLUMNS);
	return EX_OK;
}

static int
show_ticket(const struct cli *cli, const char *admin_sql, const json_t *argument)
{
	GError *error = NULL;
	g_autoptr(Json) value = NULL;
	g_autoptr(Db) db = connect_admin(cli, &error);

	if (db == NULL ||
	    !connect_ask(db, admin_sql, "select turno.page_ticket($1::jsonb)",
		"select turno.page_conversation($1::jsonb)", argument, &value, &error))
		return print_error(error);
	if (cli->json)
		print_json(value);
	else
		print_ticket(value);
	return EX_OK;
}

int
cli_ticket(struct cli *cli, int argc, char **argv)
{
	GError *error = NULL;
	g_autoptr(Json) argument = json_object();
	const char *operand = NULL;
	bool is_list = argc > 0 && strcmp(argv[0], "list") == 0;
	bool is_restore = argc > 0 && strcmp(argv[0], "restore") == 0;
	guint64 number = 0;

	if (argc > 0 && act_is_verb(cli, argv[0]))
		return act_run(cli, argc, argv);
	if (!is_list && !is_restore && (argc < 1 || strcmp(argv[0], "show") != 0))
		return print_usage_error(
		    "usage: turno ticket list|show N|restore N|" ACT_VERBS " N; see turno(1)");
	if (!option_parse(is_list      ? list_options
			  : is_restore ? option_none
				       : show_options,
		argc - 1, argv + 1, argument, &operand, &error)) {
		print_error(error);
		return EX_USAGE;
	}
	if (is_list)
		return operand == NULL
			   ? list_tickets(cli, argument)
			   : print_usage_error("turno ticket list takes options only");
	if (operand == NULL ||
	    !g_ascii_string_to_unsigned(operand, 10, 1, G_MAXINT64, &number, NULL))
		return print_usage_error(
		    "turno ticket %s needs the number of a ticket", argv[0]);
	json_object_set_new(argument, "ticket", json_integer((json_int_t)number));
	return show_ticket(cli,
	    is_restore ? "select turno.ticket_restore($1::jsonb)"
		       : "select turno.ticket_show($1::jsonb)",
	    argument);
}
