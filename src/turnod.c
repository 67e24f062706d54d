/*
 * turnod(8): the gateway. This file only reads the command line; job/supervise.c runs the
 * processes. The program is also its own reader: `turnod --reader` is started by job/read.c and
 * goes into the sandbox before it looks at anything else.
 */
#include "config.h"

#include <glib.h>
#include <locale.h>
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/conf.h"
#include "base/error.h"
#include "base/harden.h"
#include "base/secret.h"
#include "job/process.h"
#include "job/reader.h"
#include "job/supervise.h"

static const char usage[] =
    "turnod [-c FILE]\n"
    "\n"
    "Fetches mail, turns it into tickets and sends the answers. Stays in the foreground; logs "
    "to\n"
    "stderr. TERM stops it, HUP reads the mailboxes again.\n"
    "\n"
    "  -c, --config FILE   configuration (default " SYSCONFDIR "/turno.conf)\n"
    "  -V, --version       print the version\n"
    "  -h, --help          print this\n";

enum { DESCRIPTORS_MAX = 256 };

struct options {
	char *config;
	gboolean version;
	gboolean help;
};

static bool
parse_options(int *argc, char ***argv, struct options *options, GError **error)
{
	const GOptionEntry entries[] = {
	    {"config", 'c', 0, G_OPTION_ARG_FILENAME, &options->config, NULL, NULL},
	    {"version", 'V', 0, G_OPTION_ARG_NONE, &options->version, NULL, NULL},
	    {"help", 'h', 0, G_OPTION_ARG_NONE, &options->help, NULL, NULL},
	    {NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);

	g_option_context_set_help_enabled(context, FALSE);
	g_option_context_add_main_entries(context, entries, NULL);
	if (!g_option_context_parse(context, argc, argv, error))
		return false;
	if (*argc > 1)
		return error_set(error, ERROR_CONFIG, "unknown argument %s", (*argv)[1]);
	return true;
}

static int
run(const char *path)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Conf) conf = NULL;

	if (geteuid() == 0) {
		fputs("turnod: will not run as root: start it as a user of its own, as "
		      "turnod.service does\n",
		    stderr);
		return EX_CONFIG;
	}
	harden_process(DESCRIPTORS_MAX, false);
	conf = conf_read(path, &error);
	if (conf == NULL) {
		fprintf(stderr, "turnod: %s\n", error->message);
		return EX_CONFIG;
	}
	conf_forget_databases(conf, conf->database_gateway);
	harden_surroundings();
	secret_init();
	process_enter("turnod", conf);
	return supervise(conf);
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	struct options options = {NULL, FALSE, FALSE};
	int status = EX_OK;

	if (reader_is_asked(argc, argv))
		return reader_main();
	setlocale(LC_ALL, "C.UTF-8");
	if (!parse_options(&argc, &argv, &options, &error)) {
		fprintf(stderr, "turnod: %s\n", error->message);
		status = EX_USAGE;
	} else if (options.help) {
		fputs(usage, stdout);
	} else if (options.version) {
		puts("turnod " PACKAGE_VERSION);
	} else {
		status =
		    run(options.config != NULL ? options.config : SYSCONFDIR "/turno.conf");
	}
	g_free(options.config);
	return status;
}
