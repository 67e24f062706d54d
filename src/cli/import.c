/*
 * import: turno import takes contacts or categories from a CSV file. What each row means, and
 * whether it is taken, the database decides; see turno.contact_import and category_import.
 */
#include "config.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/error.h"
#include "base/limit.h"
#include "cli/cli.h"
#include "cli/connect.h"
#include "cli/csv.h"
#include "cli/option.h"
#include "cli/print.h"
#include "store/db.h"
#include "store/json.h"

static const struct option options[] = {
    {"dry-run", OPTION_SWITCH, "dry_run"},
    {"all-or-nothing", OPTION_SWITCH, "all_or_nothing"},
    {NULL, OPTION_TEXT, NULL},
};

static const struct {
	const char *word;
	const char *sql;
} nouns[] = {
    {"contacts", "select turno.contact_import($1::jsonb)"},
    {"categories", "select turno.category_import($1::jsonb)"},
};

static const char *
find_sql(const char *word)
{
	for (size_t i = 0; word != NULL && i < G_N_ELEMENTS(nouns); i++)
		if (strcmp(nouns[i].word, word) == 0)
			return nouns[i].sql;
	return NULL;
}

/* All of a file, "-" for stdin, but not more than one byte beyond the limit. */
static GByteArray *
read_file(const char *path)
{
	FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
	GByteArray *bytes = g_byte_array_new();
	guint8 buffer[BUFSIZ];
	size_t got;

	while (file != NULL && bytes->len <= LIMIT_CSV_BYTES &&
	       (got = fread(buffer, 1, sizeof buffer, file)) > 0)
		g_byte_array_append(bytes, buffer, (guint)got);
	bool is_good = file != NULL && !ferror(file);
	if (file != NULL && file != stdin)
		fclose(file);
	if (!is_good)
		g_clear_pointer(&bytes, g_byte_array_unref);
	return bytes;
}

static void
print_lines(const json_t *lines, const char *kind)
{
	for (size_t i = 0; i < json_array_size(lines); i++) {
		const json_t *entry = json_array_get(lines, i);
		g_autofree char *line = print_value(json_object_get(entry, "line"));
		g_autofree char *column = print_value(json_object_get(entry, "column"));
		g_autofree char *reason = print_value(json_object_get(entry, "reason"));
		printf("line %s, %s%s%s: %s\n", line, kind, *column != '\0' ? ", " : "", column,
		    reason);
	}
}

static void
print_report(const struct cli *cli, const json_t *report)
{
	static const char *const counts[] = {"added", "changed", "unchanged"};
	const json_t *refused = json_object_get(report, "refused");

	if (cli->json) {
		print_json(report);
		return;
	}
	print_lines(refused, "refused");
	print_lines(json_object_get(report, "warnings"), "warning");
	g_autofree char *ignored = print_value(json_object_get(report, "ignored"));
	if (*ignored != '\0')
		printf("columns that are not known: %s\n", ignored);
	for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
		printf("%" JSON_INTEGER_FORMAT " %s, ",
		    json_integer_value(json_object_get(report, counts[i])), counts[i]);
	printf("%zu refused%s\n", json_array_size(refused),
	    json_is_true(json_object_get(report, "is_done")) ? "" : "; nothing was written");
}

int
cli_import(struct cli *cli, int argc, char **argv)
{
	const char *sql = find_sql(argc > 0 ? argv[0] : NULL), *path = NULL;
	GError *error = NULL;
	g_autoptr(Json) argument = json_object(), report = NULL;

	if (sql == NULL ||
	    !option_parse(options, argc - 1, argv + 1, argument, &path, &error) ||
	    path == NULL) {
		g_clear_error(&error);
		return print_usage_error("usage: turno import contacts|categories FILE.csv "
					 "[--dry-run] [--all-or-nothing]; see turno(1)");
	}
	g_autoptr(GByteArray) bytes = read_file(path);
	if (bytes == NULL) {
		error_set(&error, ERROR_REJECT, "%s cannot be read", path);
		print_error(error);
		return EX_NOINPUT;
	}
	json_t *rows = csv_read((const char *)bytes->data, bytes->len, &error);
	if (rows == NULL)
		return print_error(error);
	json_object_set_new(argument, "rows", rows);
	g_autoptr(Db) db = connect_admin(cli, &error);
	if (db == NULL || !connect_call(db, sql, argument, &report, &error))
		return print_error(error);
	print_report(cli, report);
	return json_array_size(json_object_get(report, "refused")) == 0 ? EX_OK : EX_DATAERR;
}
