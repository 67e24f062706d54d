/*
 * ingest: turno ingest hands in one mail from stdin. A turnod that holds the lease `writer`
 * decides it; where none does, this process takes the lease and does what deliver would do.
 */
#include "config.h"

#include <errno.h>
#include <jansson.h>
#include <poll.h>
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/conf.h"
#include "base/error.h"
#include "base/secret.h"
#include "cli/cli.h"
#include "cli/connect.h"
#include "cli/option.h"
#include "cli/print.h"
#include "job/deliver.h"
#include "job/read.h"
#include "store/db.h"
#include "store/json.h"
#include "store/lease.h"
#include "store/raw.h"

#define WAIT_MS 90000 /* an answer may itself wait 60 s for what it answers */
#define LOOK_MS 200
#define LEASE_SECONDS                                                                          \
	60 /* nobody renews it: longer than reading and deciding one mail takes                \
	    */

static const struct option options[] = {
    {"mailbox", OPTION_TEXT, "name"},
    {NULL, OPTION_TEXT, NULL},
};

/* Copies stdin to fd; -1 on error. */
static int64_t
copy_stdin(int fd, int64_t limit_bytes, GError **error)
{
	g_autofree char *buffer = g_malloc(BUFSIZ);
	int64_t size_bytes = 0;

	for (ssize_t got = read(STDIN_FILENO, buffer, BUFSIZ); got != 0;
	     got = read(STDIN_FILENO, buffer, BUFSIZ)) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 || write(fd, buffer, (size_t)got) != got) {
			error_set(error, ERROR_RETRY, "the mail cannot be copied: %s",
			    g_strerror(errno));
			return -1;
		}
		size_bytes += got;
		if (size_bytes > limit_bytes) {
			error_set(error, ERROR_REJECT, "the mail is larger than limit_raw_mib");
			return -1;
		}
	}
	if (size_bytes == 0) {
		error_set(error, ERROR_REJECT, "there is no mail on stdin");
		return -1;
	}
	return size_bytes;
}

/* Stores stdin as a mail of the mailbox that argument names; 0 on error. */
static int64_t
store_stdin(const struct cli *cli, struct db *db, const json_t *argument, GError **error)
{
	g_autoptr(Json) mailbox = NULL;
	int64_t mail = 0;

	if (!connect_call(
		db, "select turno.mailbox_show($1::jsonb)", argument, &mailbox, error))
		return 0;
	const struct raw_source source = {.mailbox = json_number(mailbox, "id"), .owner = ""};
	int fd = raw_open_spool(cli->conf->spool_dir, error);
	if (fd < 0)
		return 0;
	int64_t size_bytes = copy_stdin(fd, (int64_t)cli->conf->limit_raw_mib << 20, error);
	bool ok = size_bytes > 0 && db_begin(db, error) &&
		  raw_store_file(db, &source, fd, size_bytes, &mail, error) >= 0 &&
		  db_commit(db, error);
	close(fd);
	return ok ? mail : 0;
}

/* Decides all mail that is due, as deliver does; *ret_taken false when somebody else is the
 * writer. */
static bool
deliver_here(const struct cli *cli, struct db *db, bool *ret_taken, GError **error)
{
	g_autofree char *random = secret_new_token();
	g_autofree char *owner =
	    g_strdup_printf("%s:%d:%.11s", g_get_host_name(), (int)getpid(), random);
	int64_t epoch = 0;
	int taken = lease_take(db, "writer", owner, LEASE_SECONDS, &epoch, error);

	*ret_taken = taken > 0;
	if (taken <= 0)
		return taken == 0;
	read_set_ca_file(cli->conf->pec_ca_file);
	struct read_pool *pool = read_pool_new((unsigned)cli->conf->readers, 0);
	bool ok = deliver_due(db, pool, owner, epoch, error);
	read_pool_free(pool);
	return lease_drop(db, owner, NULL, ok ? error : NULL) && ok;
}

/* Waits until the mail has an outcome; the mail as turno mail show gives it, NULL on error. */
static json_t *
wait_for_outcome(const struct cli *cli, struct db *db, int64_t mail, GError **error)
{
	int64_t deadline_ms = clock_monotonic_ms() + WAIT_MS;
	bool has_tried = false;

	for (;;) {
		g_autoptr(Json) value = NULL;
		bool taken = false;

		if (!DB_CALL_JSON(db, "select turno.mail_show($1)", &value, error, DB_I(mail)))
			return NULL;
		if (*json_text(value, "outcome") != '\0')
			return g_steal_pointer(&value);
		if (clock_left_ms(deadline_ms) == 0) {
			error_set(error, ERROR_RETRY,
			    "mail %" G_GINT64_FORMAT " is stored and waits to be decided",
			    mail);
			return NULL;
		}
		if (!deliver_here(cli, db, &taken, error))
			return NULL;
		if (!taken || has_tried) /* it may wait for what it answers */
			poll(NULL, 0, LOOK_MS);
		has_tried = true;
	}
}

static void
print_outcome(const struct cli *cli, const json_t *mail)
{
	if (cli->json) {
		print_json(mail);
		return;
	}
	printf("mail %" G_GINT64_FORMAT ": %s", json_number(mail, "id"),
	    json_text(mail, "outcome"));
	if (json_number(mail, "ticket") > 0)
		printf(", ticket %" G_GINT64_FORMAT, json_number(mail, "ticket"));
	putchar('\n');
}

int
cli_ingest(struct cli *cli, int argc, char **argv)
{
	g_autoptr(Json) argument = json_object();
	const char *operand = NULL;
	GError *error = NULL;

	if (!option_parse(options, argc, argv, argument, &operand, &error)) {
		print_error(error);
		return EX_USAGE;
	}
	if (operand != NULL || json_object_get(argument, "name") == NULL)
		return print_usage_error(
		    "usage: turno ingest --mailbox NAME < MAIL; see turno(1)");
	g_autoptr(Db) db = connect_admin(cli, &error);
	if (db == NULL)
		return print_error(error);
	int64_t id = store_stdin(cli, db, argument, &error);
	if (id == 0)
		return print_error(error);
	g_autoptr(Json) mail = wait_for_outcome(cli, db, id, &error);
	if (mail == NULL)
		return print_error(error);
	print_outcome(cli, mail);
	return EX_OK;
}
