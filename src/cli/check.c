/*
 * check: turno check looks for what cannot work before a mail finds out: turno.conf and its
 * files, the roles and the version of the database, the mail servers, and what the database
 * itself reports (R10).
 */
#include "config.h"
#include "cli/check.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/conf.h"
#include "base/error.h"
#include "base/secret.h"
#include "cli/cli.h"
#include "cli/connect.h"
#include "cli/option.h"
#include "cli/print.h"
#include "store/db.h"
#include "store/json.h"
#include "store/migrate.h"

static const struct option check_options[] = {
    {"offline", OPTION_SWITCH, "offline"},
    {NULL, OPTION_TEXT, NULL},
};

void
check_add(json_t *findings, const struct finding *finding)
{
	g_autofree char *row = *finding->name != '\0'
				   ? g_strdup_printf("%s \"%s\"", finding->kind, finding->name)
				   : g_strdup(finding->kind);

	json_array_append_new(
	    findings, json_pack("{s:s, s:s, s:s, s:s, s:s, s:b}", "kind", finding->kind, "name",
			  finding->name, "where", finding->where != NULL ? finding->where : row,
			  "message", finding->message, "advice", finding->advice, "is_error",
			  !finding->is_warning));
}

static void
check_hooks(json_t *findings, const struct conf *conf, const json_t *hooks)
{
	for (size_t i = 0; i < json_array_size(hooks); i++) {
		const json_t *hook = json_array_get(hooks, i);
		const char *secret = json_text(hook, "secret");
		g_autoptr(GError) error = NULL;

		if (!json_is_true(json_object_get(hook, "is_active")) || *secret == '\0')
			continue;
		char *text = secret_read(conf->secret_dir, secret, &error);
		secret_free(text);
		if (text != NULL)
			continue;
		const struct finding finding = {.kind = "hook",
		    .name = json_text(hook, "name"),
		    .message = error->message,
		    .advice = "turno hook set NAME --secret with a file of secret_dir."};
		check_add(findings, &finding);
	}
}

/* What the database knows of itself; only worth asking when it is of this version. */
static bool
check_database(
    json_t *findings, const struct conf *conf, struct db *db, bool is_offline, GError **error)
{
	static const struct finding behind = {.kind = "database",
	    .name = "",
	    .message = "Is not of this version.",
	    .advice = "turno migrate."};
	g_autoptr(Json) report = NULL;
	g_autoptr(Json) mailboxes = NULL;
	g_autoptr(Json) hooks = NULL;
	bool is_current = false;

	if (!migrate_is_current(db, &is_current, error))
		return false;
	if (!is_current) {
		check_add(findings, &behind);
		return true;
	}
	g_autoptr(Json) nothing = json_object();
	if (!connect_call(
		db, "select turno.mailbox_list($1::jsonb)", nothing, &mailboxes, error) ||
	    !connect_call(db, "select turno.webhook_list($1::jsonb)", nothing, &hooks, error) ||
	    !connect_call(db, "select turno.check_report()", NULL, &report, error))
		return false;
	check_conf(findings, conf, db, mailboxes);
	check_hooks(findings, conf, hooks);
	if (!is_offline)
		check_servers(findings, conf, db);
	json_array_extend(findings, report);
	return true;
}

static bool
has_errors(const json_t *findings)
{
	for (size_t i = 0; i < json_array_size(findings); i++)
		if (json_is_true(json_object_get(json_array_get(findings, i), "is_error")))
			return true;
	return false;
}

/* A finding on a line, and below it what to do. */
static void
print_findings(const json_t *findings)
{
	for (size_t i = 0; i < json_array_size(findings); i++) {
		const json_t *finding = json_array_get(findings, i);
		const char *level =
		    json_is_true(json_object_get(finding, "is_error")) ? "error" : "warning";
		g_autofree char *where = print_value(json_object_get(finding, "where"));
		g_autofree char *message = print_value(json_object_get(finding, "message"));
		g_autofree char *advice = print_value(json_object_get(finding, "advice"));

		printf("%s: %s: %s\n    %s\n", level, where, message, advice);
	}
}

int
cli_check(struct cli *cli, int argc, char **argv)
{
	GError *error = NULL;
	g_autoptr(Json) findings = json_array();
	g_autoptr(Json) argument = json_object();

	if (!option_only(check_options, argc, argv, argument, "usage: turno check [--offline]"))
		return EX_USAGE;
	bool is_offline = json_is_true(json_object_get(argument, "offline"));
	g_autoptr(Db) db = connect_admin(cli, &error);
	if (db == NULL || !check_database(findings, cli->conf, db, is_offline, &error))
		return print_error(error);
	if (cli->json)
		print_json(findings);
	else if (json_array_size(findings) > 0)
		print_findings(findings);
	else
		puts("nothing was found that cannot work");
	return has_errors(findings) ? EX_CONFIG : EX_OK;
}
