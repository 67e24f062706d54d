#include "config.h"

#include <jansson.h>
#include <stdio.h>
#include <sysexits.h>

#include "cli/cli.h"
#include "cli/print.h"

int
cli_version(struct cli *cli, int argc, char **argv)
{
	(void)argv;
	if (argc > 0)
		return print_usage_error("usage: turno version");
	if (cli->json) {
		json_t *version = json_string(PACKAGE_VERSION);
		print_json(version);
		json_decref(version);
	} else {
		puts("turno " PACKAGE_VERSION);
	}
	return EX_OK;
}
