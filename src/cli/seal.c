/* seal: turno seal: the key with which the web seals passwords of mail servers for turnod. The
 * secret half is a file of secret_dir, the public half a row of the database. */
#include "config.h"

#include "base/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/conf.h"
#include "base/error.h"
#include "base/secret.h"
#include "cli/cli.h"
#include "cli/connect.h"
#include "cli/option.h"
#include "cli/print.h"
#include "store/db.h"
#include "store/json.h"

static const struct option options[] = {
    {"new", OPTION_SWITCH, "is_new"},
    {NULL, OPTION_TEXT, NULL},
};

/* A new file with the key, of the folder's group: turnod reads it as a member. */
static bool
write_key(const char *folder, const char *path, const char *key, GError **error)
{
	struct stat info;
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0)
		return error_set(error, ERROR_CONFIG, "cannot write secret file %s: %s", path,
		    g_strerror(errno));
	bool ok = dprintf(fd, "%s\n", key) == (int)strlen(key) + 1 && fsync(fd) == 0;
	if (stat(folder, &info) == 0 && fchown(fd, (uid_t)-1, info.st_gid) == 0)
		ok = fchmod(fd, 0640) == 0 && ok;
	close(fd);
	if (!ok)
		unlink(path);
	return ok || error_set(error, ERROR_CONFIG, "cannot write secret file %s", path);
}

/* The key of the file; makes it where there is none. Caller frees with secret_free(). */
static char *
find_key(const struct conf *conf, bool is_new, GError **error)
{
	g_autofree char *path = g_build_filename(conf->secret_dir, SEAL_FILE, NULL);

	if (is_new && unlink(path) != 0 && errno != ENOENT) {
		error_set(error, ERROR_CONFIG, "cannot remove secret file %s: %s", path,
		    g_strerror(errno));
		return NULL;
	}
	if (access(path, F_OK) == 0)
		return secret_read(conf->secret_dir, SEAL_FILE, error);
	char *key = seal_new_key();
	if (!write_key(conf->secret_dir, path, key, error))
		g_clear_pointer(&key, secret_free);
	return key;
}

int
cli_seal(struct cli *cli, int argc, char **argv)
{
	g_autoptr(Json) argument = json_object();
	g_autoptr(Json) result = NULL;
	GError *error = NULL;

	if (!option_only(
		options, argc, argv, argument, "usage: turno seal [--new]; see turno(1)"))
		return EX_USAGE;
	g_autoptr(Db) db = connect_admin(cli, &error);
	if (db == NULL)
		return print_error(error);
	char *key =
	    find_key(cli->conf, json_is_true(json_object_get(argument, "is_new")), &error);
	g_autofree char *public_key = key != NULL ? seal_public_key(key, &error) : NULL;
	secret_free(key);
	if (public_key == NULL)
		return print_error(error);
	json_object_set_new(argument, "key", json_string(public_key));
	if (!connect_call(
		db, "select turno.seal_publish($1::jsonb)", argument, &result, &error))
		return print_error(error);
	if (cli->json)
		print_json(result);
	else
		printf("passwords that are given on the web are sealed with %s\n", public_key);
	return EX_OK;
}
