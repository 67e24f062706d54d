#include "config.h"
#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/conf.h"
#include "base/error.h"
#include "base/limit.h"
#include "job/read.h"

/* All of stdin, up to LIMIT_RAW_BYTES. */
static bool
read_stdin(GByteArray *mail, GError **error)
{
	guint8 buffer[65536];
	ssize_t size;

	while ((size = read(STDIN_FILENO, buffer, sizeof(buffer))) != 0) {
		if (size < 0 && errno == EINTR)
			continue;
		if (size < 0)
			return error_set(
			    error, ERROR_RETRY, "stdin cannot be read: %s", g_strerror(errno));
		if (mail->len + (size_t)size > LIMIT_RAW_BYTES)
			return error_set(error, ERROR_REJECT,
			    "the mail is larger than %u bytes", LIMIT_RAW_BYTES);
		g_byte_array_append(mail, buffer, (guint)size);
	}
	return true;
}

int
cli_parse(struct cli *cli, int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GByteArray) mail = g_byte_array_new();
	struct read_result result = {0};

	(void)argv;
	if (argc > 0) {
		fprintf(stderr, "usage: turno parse < mail\n");
		return EX_USAGE;
	}
	if (cli->conf != NULL)
		read_set_ca_file(cli->conf->pec_ca_file);
	if (!read_stdin(mail, &error) ||
	    !read_one((const char *)mail->data, mail->len, READ_WITH_MD5, &result, &error)) {
		fprintf(stderr, "%s\n", error->message);
		return error_exit_status(error);
	}
	int status = EX_OK;
	if (result.state == READ_OK) {
		printf("%s\n", result.json);
	} else {
		fprintf(stderr, "This mail cannot be read: %s.\n", result.reason);
		status = EX_DATAERR;
	}
	read_result_clear(&result);
	return status;
}
