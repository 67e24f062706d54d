/*
 * act: what operators do to a ticket, and to a mail that waits on one or on none, from the
 * command line: turno ticket open, move, level …; turno held accept, split …; turno mail open,
 * discard … A row of the table names the act of the web that does it, under the web's role and
 * in the session of the operator whom --as names, so that his rules hold.
 */
#ifndef TURNO_CLI_ACT_H
#define TURNO_CLI_ACT_H

#include <stdbool.h>

#define ACT_VERBS                                                                              \
	"move|level|assign|take|status|priority|note|close|reopen|describe|open|draft|send|"   \
	"discard|merge|link|unlink|contact|delete"

struct cli;

/* Whether turno ticket, held or mail has such a verb here. */
bool act_is_verb(const struct cli *cli, const char *verb);

/* argv[0] is such a verb. Returns the exit status. */
int act_run(const struct cli *cli, int argc, char **argv);

#endif
