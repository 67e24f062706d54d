/*
 * export: turno export ticket and contact (R27, R39), into a folder or a ZIP file. What is
 * written is what that operator, or that contact, may see: his own functions answer.
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
#include "export/bundle.h"
#include "export/sink.h"
#include "store/db.h"
#include "store/json.h"

#define USAGE                                                                                  \
	"usage: turno export ticket N [--as LOGIN] --to FOLDER|FILE.zip, or turno export "     \
	"contact ADDRESS --to FOLDER|FILE.zip"

static const struct option ticket_options[] = {
    {"as", OPTION_TEXT, "as"},
    {"to", OPTION_TEXT, "to"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct option contact_options[] = {
    {"to", OPTION_TEXT, "to"},
    {NULL, OPTION_TEXT, NULL},
};

static struct sink *
open_sink(const char *path, GError **error)
{
	return g_str_has_suffix(path, ".zip") ? sink_open_zip(path, error)
					      : sink_open_folder(path, error);
}

/* Reads and writes as the person that argument names, else as the owner. Nothing is left in the
 * database. */
static bool
write_export(struct db *db, const struct bundle_source *source, const json_t *argument,
    struct bundle_counts *ret_counts, GError **error)
{
	bool is_person = json_object_get(argument, "as") != NULL ||
			 json_object_get(argument, "as_contact") != NULL;
	bool ok = db_begin(db, error) && (!is_person || connect_enter(db, argument, error));
	g_autoptr(Sink) sink = ok ? open_sink(json_text(argument, "to"), error) : NULL;

	ok = sink != NULL && bundle_write(db, source, argument, sink, ret_counts, error);
	if (!ok)
		connect_explain(db, error);
	db_rollback(db);
	return ok;
}

static int
print_counts(const struct cli *cli, const json_t *argument, const struct bundle_counts *counts)
{
	const char *path = json_text(argument, "to");

	if (cli->json) {
		g_autoptr(Json) value = json_pack("{s:s, s:I, s:I, s:I}", "path", path, "files",
		    (json_int_t)counts->files, "bytes", (json_int_t)counts->bytes, "broken",
		    (json_int_t)counts->broken);
		print_json(value);
	} else {
		printf("%s: %" G_GUINT64_FORMAT " files, %" G_GUINT64_FORMAT " bytes\n", path,
		    counts->files, counts->bytes);
	}
	if (counts->broken == 0)
		return EX_OK;
	fprintf(stderr,
	    "turno: %" G_GUINT64_FORMAT " files are not what was stored: see is_whole in "
	    "index.json, and turno verify\n",
	    counts->broken);
	return EX_DATAERR;
}

/* The argument of the SQL function. NULL and an error when argv is not understood. */
static json_t *
read_arguments(bool is_ticket, int argc, char **argv, GError **error)
{
	g_autoptr(Json) argument = json_object();
	const char *operand = NULL;
	int64_t number = 0;

	if (!option_parse(is_ticket ? ticket_options : contact_options, argc, argv, argument,
		&operand, error))
		return NULL;
	if (operand == NULL || *json_text(argument, "to") == '\0' ||
	    (is_ticket && !connect_number(operand, &number)) ||
	    !g_utf8_validate(operand, -1, NULL)) {
		error_set(error, ERROR_REJECT, USAGE);
		return NULL;
	}
	if (is_ticket)
		json_object_set_new(argument, "ticket", json_integer(number));
	else
		json_object_set_new(argument, "as_contact", json_string(operand));
	return g_steal_pointer(&argument);
}

int
cli_export(struct cli *cli, int argc, char **argv)
{
	GError *error = NULL;
	bool is_ticket = argc > 0 && strcmp(argv[0], "ticket") == 0;
	struct bundle_counts counts = {0};

	if (!is_ticket && (argc < 1 || strcmp(argv[0], "contact") != 0))
		return print_usage_error(USAGE);
	g_autoptr(Json) argument = read_arguments(is_ticket, argc - 1, argv + 1, &error);
	if (argument == NULL) {
		print_error(error);
		return EX_USAGE;
	}
	const struct bundle_source *source = !is_ticket ? &bundle_contact
					     : json_object_get(argument, "as") != NULL
						 ? &bundle_ticket_seen
						 : &bundle_ticket;
	g_autoptr(Db) db = connect_admin(cli, &error);
	if (db == NULL || !write_export(db, source, argument, &counts, &error))
		return print_error(error);
	return print_counts(cli, argument, &counts);
}
