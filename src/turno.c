/*
 * turno(1): the command line. It connects as the owner of the database, reads no mail itself
 * but in a sandboxed reader, which is this program again, started with --reader.
 */
#include "config.h"

#include <glib.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/conf.h"
#include "base/harden.h"
#include "base/log.h"
#include "base/secret.h"
#include "cli/cli.h"
#include "cli/print.h"
#include "job/reader.h"

enum { DESCRIPTORS_MAX = 256 };

enum needs_conf {
	CONF_NEVER,
	CONF_NAMED, /* only where the file is named: works without one */
	CONF_ALWAYS,
};

static const struct command {
	const char *name;
	int (*run)(struct cli *cli, int argc, char **argv);
	enum needs_conf needs_conf;
	const char *usage;
	const char *purpose;
} commands[] = {
    {"parse", cli_parse, CONF_NAMED, "< MAIL", "show what the reader sees in a mail"},
    {"ingest", cli_ingest, CONF_ALWAYS, "--mailbox NAME < MAIL",
	"take a mail in and decide it"},
    {"mail", cli_mail, CONF_ALWAYS, "list|show|raw|retry|open|…", "the mail that came"},
    {"explain", cli_explain, CONF_ALWAYS, "MAIL_ID", "why a mail went where it went"},
    {"replay", cli_replay, CONF_ALWAYS, "[--from DAY] [--to DAY]",
	"what today's rules would do to mail that came"},
    {"outbox", cli_outbox, CONF_ALWAYS, "list|retry", "the mail that goes out"},
    {"receipt", cli_receipt, CONF_ALWAYS, "list", "what providers of certified mail told"},
    {"ticket", cli_ticket, CONF_ALWAYS, "list|show|move|note|…",
	"show tickets, also as somebody sees them, and act on them"},
    {"held", cli_held, CONF_ALWAYS, "list|accept|add|split|…", "mail that waits on tickets"},
    {"search", cli_search, CONF_ALWAYS, "WORDS", "find tickets, also as somebody finds them"},
    {"stats", cli_stats, CONF_ALWAYS, "[--from DAY] [--to DAY]", "how the desk does"},
    {"operator", cli_admin, CONF_ALWAYS, "list|show|add|set|remove", "who answers"},
    {"contact", cli_admin, CONF_ALWAYS, "list|show|add|set|remove|merge|erase", "who writes"},
    {"customer", cli_admin, CONF_ALWAYS, "list|show|add|set|remove", "whom contacts belong to"},
    {"category", cli_admin, CONF_ALWAYS, "list|show|add|set|remove",
	"what the office deals with"},
    {"seal", cli_seal, CONF_ALWAYS, "[--new]",
	"lets passwords of mail servers be given on the web"},
    {"mailbox", cli_admin, CONF_ALWAYS, "list|show|add|set|remove", "addresses of the office"},
    {"status", cli_admin, CONF_ALWAYS, "list|show|add|set|remove", "names of turns"},
    {"route", cli_admin, CONF_ALWAYS, "list|show|add|set|remove", "rules for mail"},
    {"api-key", cli_admin, CONF_ALWAYS, "list|show|add|set|remove",
	"programs that open tickets"},
    {"automation", cli_admin, CONF_ALWAYS, "list|add|set|try …", "what is done by itself"},
    {"hook", cli_hook, CONF_ALWAYS, "list|add|set|calls|retry …", "programs that are called"},
    {"priority", cli_admin, CONF_ALWAYS, "list|show|add|set|remove", "how urgent tickets are"},
    {"tag", cli_admin, CONF_ALWAYS, "list|show|set|merge|remove", "words on tickets"},
    {"knowledge", cli_admin, CONF_ALWAYS, "list|remove", "what was learned from tickets"},
    {"hold", cli_admin, CONF_ALWAYS, "list|add|remove", "tickets that nothing erases"},
    {"retention", cli_retention, CONF_ALWAYS, "[--dry-run]", "erase what need not be kept"},
    {"setting", cli_admin, CONF_ALWAYS, "list|show|set|remove", "choices of the office"},
    {"notice", cli_admin, CONF_ALWAYS, "list|set", "who is told of what"},
    {"template", cli_template, CONF_ALWAYS, "list|show|set|remove|preview",
	"the words of mails"},
    {"mute", cli_admin, CONF_ALWAYS, "list|add|remove", "what operators are not told of"},
    {"key", cli_admin, CONF_ALWAYS, "list|rotate|retire", "what signs our mail"},
    {"practice", cli_practice, CONF_ALWAYS, "list|show|add|set", "work for customers"},
    {"model", cli_admin, CONF_ALWAYS, "list|show|add|set|remove", "what practices ask for"},
    {"progress", cli_admin, CONF_ALWAYS, "list|show|add|set|remove", "how far practices come"},
    {"documents", cli_documents, CONF_ALWAYS, "CONTACT", "the documents of a contact"},
    {"export", cli_export, CONF_ALWAYS, "ticket|contact --to FILE",
	"a conversation, or what a contact may have"},
    {"import", cli_import, CONF_ALWAYS, "contacts|categories FILE",
	"take contacts or categories from CSV"},
    {"migrate", cli_migrate, CONF_ALWAYS, "", "bring the database to this version"},
    {"health", cli_health, CONF_ALWAYS, "", "how mailboxes and mail do"},
    {"check", cli_check, CONF_ALWAYS, "[--offline]", "look for what cannot work"},
    {"verify", cli_verify, CONF_ALWAYS, "[NUMBER] [--bytes]", "prove that nothing was altered"},
    {"version", cli_version, CONF_NEVER, "", "print the version"},
};

static void
print_help(FILE *out)
{
	fputs("usage: turno [-c FILE] [--json] COMMAND [ARGUMENT ...]\n\n", out);
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
		fprintf(out, "  %-9s %-25s %s\n", commands[i].name, commands[i].usage,
		    commands[i].purpose);
	fputs("\nThe configuration is FILE, else $TURNO_CONF, else " SYSCONFDIR
	      "/turno.conf. See turno(1).\n",
	    out);
}

static const struct command *
find_command(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

/* Takes --json out of the arguments, wherever it stands; gives the new count. */
static int
take_json(int argc, char **argv, bool *ret_json)
{
	int kept = 0;

	for (int i = 0; i < argc; i++) {
		if (strcmp(argv[i], "--json") == 0)
			*ret_json = true;
		else
			argv[kept++] = argv[i];
	}
	argv[kept] = NULL;
	return kept;
}

static int
run_command(
    const struct command *command, const char *path, struct cli *cli, int argc, char **argv)
{
	GError *error = NULL;
	g_autoptr(Conf) conf = NULL;

	if (command->needs_conf == CONF_ALWAYS ||
	    (command->needs_conf == CONF_NAMED && path != NULL)) {
		conf = conf_read(path != NULL ? path : SYSCONFDIR "/turno.conf", &error);
		if (conf == NULL)
			return print_error(error);
	}
	cli->conf = conf;
	cli->command = command->name;
	int status = command->run(cli, argc, argv);
	if (fflush(stdout) != 0 && status == EX_OK)
		return EX_IOERR;
	return status;
}

int
main(int argc, char **argv)
{
	const char *path = g_getenv("TURNO_CONF");
	struct cli cli = {0};

	if (reader_is_asked(argc, argv))
		return reader_main();
	setlocale(LC_CTYPE, "");
	log_init("turno", LOG_LEVEL_WARNING);
	secret_init();
	harden_process(DESCRIPTORS_MAX, false);
	argc = take_json(argc, argv, &cli.json);
	int at = 1;
	if (at + 1 < argc && strcmp(argv[at], "-c") == 0) {
		path = argv[at + 1];
		at += 2;
	}
	if (at >= argc) {
		print_help(stderr);
		return EX_USAGE;
	}
	if (strcmp(argv[at], "help") == 0 || strcmp(argv[at], "--help") == 0) {
		print_help(stdout);
		return EX_OK;
	}
	const char *name = strcmp(argv[at], "--version") == 0 ? "version" : argv[at];
	const struct command *command = find_command(name);
	if (command == NULL)
		return print_usage_error("there is no command %s; see turno help", argv[at]);
	return run_command(command, path, &cli, argc - at - 1, argv + at + 1);
}
