/*
 * verify: turno verify. The database proves itself a part at a time; each answer names the next
 * part, so that the largest one is proved in calls of bounded size.
 */
#include "config.h"

#include <jansson.h>
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/cli.h"
#include "cli/connect.h"
#include "cli/option.h"
#include "cli/print.h"
#include "store/db.h"
#include "store/json.h"

static const struct option verify_options[] = {
    {"ticket", OPTION_NUMBER, "ticket"},
    {"bytes", OPTION_SWITCH, "bytes"},
    {NULL, OPTION_TEXT, NULL},
};

static const char *const counts[] = {"tickets", "events", "blobs"};

/* Adds what one part says to the whole. */
static void
add_part(json_t *report, const json_t *part)
{
	for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
		json_object_set_new(report, counts[i],
		    json_integer(
			json_number(report, counts[i]) + json_number(part, counts[i])));
	json_array_extend(
	    json_object_get(report, "findings"), json_object_get(part, "findings"));
}

/* For whoever sits before it and waits. */
static void
show_progress(const json_t *report, bool is_last)
{
	if (!isatty(STDERR_FILENO))
		return;
	fprintf(stderr, "\r%" G_GINT64_FORMAT " tickets, %" G_GINT64_FORMAT " blobs%s",
	    json_number(report, "tickets"), json_number(report, "blobs"), is_last ? "\n" : "");
	fflush(stderr);
}

static bool
prove(struct db *db, json_t *argument, json_t *report, GError **error)
{
	g_autoptr(Json) next = json_incref(argument);

	while (json_is_object(next)) {
		g_autoptr(Json) part = NULL;

		if (!connect_call(
			db, "select turno.verify_report($1::jsonb)", next, &part, error))
			return false;
		add_part(report, part);
		json_decref(next);
		next = json_incref(json_object_get(part, "next"));
		show_progress(report, !json_is_object(next));
	}
	return true;
}

static void
print_report(const json_t *report)
{
	const json_t *findings = json_object_get(report, "findings");

	if (json_array_size(findings) > 0) {
		print_table(findings, "ticket seq problem");
		return;
	}
	printf("%" G_GINT64_FORMAT " events of %" G_GINT64_FORMAT
	       " tickets and %" G_GINT64_FORMAT " blobs are as they were written\n",
	    json_number(report, "events"), json_number(report, "tickets"),
	    json_number(report, "blobs"));
}

int
cli_verify(struct cli *cli, int argc, char **argv)
{
	GError *error = NULL;
	g_autoptr(Json) argument = json_object();
	g_autoptr(Json) report = json_pack("{s:[]}", "findings");
	const char *operand = NULL;
	int64_t ticket = 0;

	if (!option_parse(verify_options, argc, argv, argument, &operand, &error)) {
		print_error(error);
		return EX_USAGE;
	}
	if (operand != NULL && !connect_number(operand, &ticket))
		return print_usage_error("usage: turno verify [NUMBER] [--bytes]");
	if (operand != NULL)
		json_object_set_new(argument, "ticket", json_integer(ticket));
	g_autoptr(Db) db = connect_admin(cli, &error);
	if (db == NULL || !prove(db, argument, report, &error))
		return print_error(error);
	if (cli->json)
		print_json(report);
	else
		print_report(report);
	return json_array_size(json_object_get(report, "findings")) > 0 ? EX_DATAERR : EX_OK;
}
