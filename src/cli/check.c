/*
 * check: turno check looks for what cannot work before a mail finds out: connections of the
 * three roles, the version of the database, secret files, submission groups, and what the
 * database itself reports (R10). Findings are {kind, name, message, is_error}.
 */
#include "config.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/conf.h"
#include "base/error.h"
#include "base/secret.h"
#include "cli/cli.h"
#include "cli/connect.h"
#include "cli/print.h"
#include "parse/cms.h"
#include "store/db.h"
#include "store/json.h"
#include "store/migrate.h"

static void
add_finding(json_t *findings, const char *kind, const char *name, const char *message)
{
	g_autofree char *where =
	    *name != '\0' ? g_strdup_printf("%s \"%s\"", kind, name) : g_strdup(kind);

	json_array_append_new(
	    findings, json_pack("{s:s, s:s, s:s, s:s, s:s, s:b}", "kind", kind, "name", name,
			  "where", where, "message", message, "advice", "", "is_error", 1));
}

/* Frees error, if there is one. */
static void
add_error(json_t *findings, const char *kind, const char *name, GError *error)
{
	if (error != NULL)
		add_finding(findings, kind, name, error->message);
	g_clear_error(&error);
}

static void
check_connection(json_t *findings, const struct conf *conf, enum db_role role, const char *name)
{
	GError *error = NULL;

	db_close(db_open_as(conf, role, "check", &error));
	add_error(findings, "database", name, error);
}

static void
check_secret(json_t *findings, const struct conf *conf, const char *kind, const char *name,
    const char *secret)
{
	GError *error = NULL;

	if (*secret == '\0')
		return;
	secret_free(secret_read(conf->secret_dir, secret, &error));
	add_error(findings, kind, name, error);
}

static void
check_submissions(json_t *findings, const struct conf *conf)
{
	for (guint i = 0; i < conf->submissions->len; i++) {
		const struct conf_submission *submission = conf->submissions->pdata[i];

		if (submission->tls == CONF_TLS_NONE && !conf->tls_allow_plain_on_loopback)
			add_finding(findings, "submission", submission->name,
			    "tls is \"none\" and tls.allow_plain_on_loopback is not set.");
		check_secret(
		    findings, conf, "submission", submission->name, submission->secret);
	}
}

static void
check_mailboxes(json_t *findings, const struct conf *conf, const json_t *mailboxes)
{
	for (size_t i = 0; i < json_array_size(mailboxes); i++) {
		const json_t *mailbox = json_array_get(mailboxes, i);
		const char *name = json_text(mailbox, "name");
		GError *error = NULL;

		if (!json_is_true(json_object_get(mailbox, "is_active")))
			continue;
		conf_find_submission(conf, json_text(mailbox, "submission"), &error);
		add_error(findings, "mailbox", name, error);
		check_secret(
		    findings, conf, "mailbox", name, json_text(mailbox, "imap_secret"));
	}
}

static void
check_hooks(json_t *findings, const struct conf *conf, const json_t *hooks)
{
	for (size_t i = 0; i < json_array_size(hooks); i++) {
		const json_t *hook = json_array_get(hooks, i);

		if (json_is_true(json_object_get(hook, "is_active")))
			check_secret(findings, conf, "hook", json_text(hook, "name"),
			    json_text(hook, "secret"));
	}
}

/* What the database knows of itself; only worth asking when it is of this version. */
static bool
check_database(json_t *findings, const struct conf *conf, struct db *db, GError **error)
{
	g_autoptr(Json) report = NULL;
	g_autoptr(Json) mailboxes = NULL;
	g_autoptr(Json) hooks = NULL;
	bool is_current = false;

	if (!migrate_is_current(db, &is_current, error))
		return false;
	if (!is_current) {
		add_finding(findings, "database", "", "is not of this version: turno migrate.");
		return true;
	}
	g_autoptr(Json) nothing = json_object();
	if (!connect_call(
		db, "select turno.mailbox_list($1::jsonb)", nothing, &mailboxes, error))
		return false;
	check_mailboxes(findings, conf, mailboxes);
	if (!connect_call(db, "select turno.webhook_list($1::jsonb)", nothing, &hooks, error))
		return false;
	check_hooks(findings, conf, hooks);
	if (!connect_call(db, "select turno.check_report()", NULL, &report, error))
		return false;
	json_array_extend(findings, report);
	return true;
}

/* A file that readers cannot use would only show as signatures that nobody checked. */
static void
check_authorities(json_t *findings, const struct conf *conf)
{
	g_autofree char *pem = NULL;
	size_t size = 0;
	GError *error = NULL;

	if (*conf->pec_ca_file == '\0')
		return;
	if (!g_file_get_contents(conf->pec_ca_file, &pem, &size, &error))
		add_error(findings, "pec", "ca_file", error);
	else if (cms_set_authorities(pem, size) == 0)
		add_finding(findings, "pec", "ca_file", "holds no PEM certificate.");
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

		printf("%s: %s: %s\n", level, where, message);
		if (*advice != '\0')
			printf("    %s\n", advice);
	}
}

int
cli_check(struct cli *cli, int argc, char **argv)
{
	GError *error = NULL;
	g_autoptr(Json) findings = json_array();

	(void)argv;
	if (argc > 0)
		return print_usage_error("usage: turno check");
	g_autoptr(Db) db = connect_admin(cli, &error);
	if (db == NULL || !check_database(findings, cli->conf, db, &error))
		return print_error(error);
	check_connection(findings, cli->conf, DB_GATEWAY, "gateway");
	check_connection(findings, cli->conf, DB_WEB, "web");
	check_submissions(findings, cli->conf);
	check_authorities(findings, cli->conf);
	if (cli->json)
		print_json(findings);
	else if (json_array_size(findings) > 0)
		print_findings(findings);
	else
		puts("nothing was found that cannot work");
	return has_errors(findings) ? EX_CONFIG : EX_OK;
}
