/*
 * option: the arguments of a sub-command, by a table, as the JSON that an SQL function takes.
 */
#ifndef TURNO_CLI_OPTION_H
#define TURNO_CLI_OPTION_H

#include <glib.h>
#include <stdbool.h>

struct json_t;

enum option_type {
	OPTION_TEXT,     /* --name VALUE: a string */
	OPTION_NUMBER,   /* --name VALUE: a whole number, not negative */
	OPTION_SWITCH,   /* --name: true, --no-name: false */
	OPTION_LIST,     /* --name VALUE, again and again: a list of strings */
	OPTION_PASSWORD, /* --name FILE, - is stdin: {"salt","key"} in hex, derived by Argon2id
			  */
	OPTION_JSON,     /* --name FILE, - is stdin: what the file holds as JSON */
};

struct option {
	const char *name; /* without the dashes; the last one of a table has NULL */
	enum option_type type;
	const char *member; /* of the JSON object */
};

/* Of what takes no option. */
extern const struct option option_none[];

/*
 * Adds to object what argv says. ret_operand: the one argument that is no option, borrowed from
 * argv; NULL when there is none. False and REJECT for an unknown option, a missing or wrong
 * value or a second operand; CONFIG when a file cannot be read
 * or is not JSON.
 */
bool option_parse(const struct option *options, int argc, char **argv, struct json_t *object,
    const char **ret_operand, GError **error);

/* The same of a command that takes options only. False, and it was said, when argv has anything
 * else: usage is what it takes. */
bool option_only(const struct option *options, int argc, char **argv, struct json_t *object,
    const char *usage);

#endif
