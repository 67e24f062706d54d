/*
 * replay: turno replay: what today's rules would make of mail that is stored, as a diff. Each
 * mail is read again, in the sandbox, and the database compares; nothing is written.
 */
#include "config.h"

#include <jansson.h>
#include <stdio.h>
#include <sysexits.h>

#include "base/conf.h"
#include "base/error.h"
#include "cli/cli.h"
#include "cli/connect.h"
#include "cli/option.h"
#include "cli/print.h"
#include "job/deliver.h"
#include "job/read.h"
#include "store/db.h"
#include "store/json.h"

#define AHEAD_MAILS 4u /* read while the database compares */

static const struct option options[] = {
    {"mailbox", OPTION_TEXT, "mailbox"},
    {"from", OPTION_TEXT, "from"},
    {"to", OPTION_TEXT, "to"},
    {"limit", OPTION_NUMBER, "limit"},
    {NULL, OPTION_TEXT, NULL},
};

/* What would be otherwise of the mail that was read first; a mail that cannot be read is as it
 * was. */
static bool
compare_next(struct db *db, struct read_pool *pool, json_t *changed, GError **error)
{
	struct read_result result = {0};
	g_autoptr(Json) change = NULL;
	bool ok = read_next(pool, &result, error);

	if (ok && result.state == READ_OK)
		ok = DB_CALL_JSON(db, "select turno.mail_replay($1, $2::jsonb)", &change, error,
		    DB_I((int64_t)result.id), DB_T(result.json));
	if (change != NULL)
		json_array_append(changed, change);
	read_result_clear(&result);
	return ok;
}

static bool
compare_all(
    struct db *db, struct read_pool *pool, const json_t *mails, json_t *changed, GError **error)
{
	for (size_t next = 0; next < json_array_size(mails) || read_pending(pool) > 0;) {
		while (next < json_array_size(mails) && read_pending(pool) < AHEAD_MAILS) {
			int64_t mail = json_integer_value(json_array_get(mails, next++));
			int memfd = deliver_load(db, mail, error);

			if (memfd < 0)
				return false;
			read_submit(pool, (uint64_t)mail, memfd);
		}
		if (!compare_next(db, pool, changed, error))
			return false;
	}
	return true;
}

static void
print_side(char sign, const char *what, const json_t *value)
{
	g_autofree char *text = print_value(value);

	if (*text != '\0')
		printf("%c %s %s\n", sign, what, text);
}

static void
print_changed(const json_t *changed, size_t looked_at)
{
	for (size_t i = 0; i < json_array_size(changed); i++) {
		const json_t *mail = json_array_get(changed, i);
		const json_t *changes = json_object_get(mail, "changes");
		g_autofree char *at = print_value(json_object_get(mail, "received_at"));
		g_autofree char *from = print_value(json_object_get(mail, "from"));
		g_autofree char *subject = print_value(json_object_get(mail, "subject"));

		printf("mail %" G_GINT64_FORMAT " %s %s %s\n", json_number(mail, "mail"), at,
		    from, subject);
		for (size_t k = 0; k < json_array_size(changes); k++) {
			const json_t *change = json_array_get(changes, k);

			print_side(
			    '-', json_text(change, "what"), json_object_get(change, "was"));
			print_side(
			    '+', json_text(change, "what"), json_object_get(change, "now"));
		}
	}
	printf("%zu of %zu mails would be otherwise\n", json_array_size(changed), looked_at);
}

int
cli_replay(struct cli *cli, int argc, char **argv)
{
	g_autoptr(Json) argument = json_object();
	g_autoptr(Json) mails = NULL;
	g_autoptr(Json) changed = json_array();
	GError *error = NULL;

	if (!option_only(options, argc, argv, argument,
		"usage: turno replay [--mailbox NAME] [--from DAY] "
		"[--to DAY] [--limit NUMBER]; see turno(1)"))
		return EX_USAGE;
	g_autoptr(Db) db = connect_admin(cli, &error);
	if (db == NULL ||
	    !connect_call(db, "select turno.replay_list($1::jsonb)", argument, &mails, &error))
		return print_error(error);
	read_set_ca_file(cli->conf->pec_ca_file);
	g_autoptr(ReadPool) pool = read_pool_new((unsigned)cli->conf->readers, 0);
	if (!compare_all(db, pool, mails, changed, &error))
		return print_error(error);
	if (cli->json)
		print_json(changed);
	else
		print_changed(changed, json_array_size(mails));
	return EX_OK;
}
