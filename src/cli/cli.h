/*
 * cli: one function per sub-command of turno(1). Each takes the arguments after its name,
 * prints its result on stdout (one JSON value when cli->json is set) and returns a sysexits.h
 * status; errors go to stderr as one sentence.
 */
#ifndef TURNO_CLI_CLI_H
#define TURNO_CLI_CLI_H

#include <stdbool.h>

struct conf;

struct cli {
	const struct conf *conf; /* NULL for commands that need none (parse, version) */
	const char *command;     /* the name under which the function was called */
	bool json;
};

int cli_parse(struct cli *cli, int argc, char **argv);
int cli_ingest(struct cli *cli, int argc, char **argv);
int cli_mail(struct cli *cli, int argc, char **argv);
int cli_explain(struct cli *cli, int argc, char **argv);
int cli_replay(struct cli *cli, int argc, char **argv);
int cli_outbox(struct cli *cli, int argc, char **argv);
int cli_receipt(struct cli *cli, int argc, char **argv);
int cli_hook(struct cli *cli, int argc, char **argv); /* also verbs of cli_admin() */
int cli_ticket(struct cli *cli, int argc, char **argv);
int cli_held(struct cli *cli, int argc, char **argv);
int cli_search(struct cli *cli, int argc, char **argv);
int cli_stats(struct cli *cli, int argc, char **argv);
int cli_practice(struct cli *cli, int argc, char **argv);
int cli_documents(struct cli *cli, int argc, char **argv);
int cli_migrate(struct cli *cli, int argc, char **argv);
int cli_seal(struct cli *cli, int argc, char **argv);
int cli_verify(struct cli *cli, int argc, char **argv);
int cli_check(struct cli *cli, int argc, char **argv);
int cli_health(struct cli *cli, int argc, char **argv);
/* operator, contact, customer, category, mailbox, status, priority, route, setting, key …:
 * cli->command says which */
int cli_admin(struct cli *cli, int argc, char **argv);
int cli_template(struct cli *cli, int argc, char **argv);
int cli_export(struct cli *cli, int argc, char **argv);
int cli_retention(struct cli *cli, int argc, char **argv);
/* contacts and categories from CSV */
int cli_import(struct cli *cli, int argc, char **argv);
int cli_version(struct cli *cli, int argc, char **argv);

#endif
