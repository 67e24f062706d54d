#include "config.h"
#include "cli/act.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/error.h"
#include "cli/cli.h"
#include "cli/connect.h"
#include "cli/option.h"
#include "cli/print.h"
#include "store/db.h"
#include "store/json.h"

#define OPTION_AS                                                                              \
	{                                                                                      \
		"as", OPTION_TEXT, "as"                                                        \
	}
#define OPTION_END                                                                             \
	{                                                                                      \
		NULL, OPTION_TEXT, NULL                                                        \
	}

static const struct option move_options[] = {
    {"category", OPTION_TEXT, "category"},
    {"note", OPTION_TEXT, "note"},
    {"tell", OPTION_LIST, "colleagues"},
    OPTION_AS,
    OPTION_END,
};

static const struct option level_options[] = {
    {"level", OPTION_TEXT, "level"},
    {"note", OPTION_TEXT, "note"},
    {"tell", OPTION_LIST, "chosen"},
    {"confirm", OPTION_SWITCH, "confirm"},
    OPTION_AS,
    OPTION_END,
};

static const struct option assign_options[] = {
    {"operator", OPTION_TEXT, "operator"},
    {"nobody", OPTION_SWITCH, "nobody"},
    OPTION_AS,
    OPTION_END,
};

static const struct option status_options[] = {
    {"status", OPTION_TEXT, "status"},
    {"turn", OPTION_TEXT, "turn"},
    OPTION_AS,
    OPTION_END,
};

static const struct option priority_options[] = {
    {"priority", OPTION_TEXT, "priority"},
    OPTION_AS,
    OPTION_END,
};

static const struct option tag_options[] = {
    {"add", OPTION_LIST, "add"},
    {"remove", OPTION_LIST, "remove"},
    OPTION_AS,
    OPTION_END,
};

static const struct option note_options[] = {
    {"text", OPTION_TEXT, "text"},
    {"tell", OPTION_LIST, "colleagues"},
    OPTION_AS,
    OPTION_END,
};

static const struct option close_options[] = {
    {"note", OPTION_TEXT, "note"},
    {"effective", OPTION_TEXT, "effective"},
    {"improve", OPTION_TEXT, "improve"},
    {"title", OPTION_TEXT, "title"},
    OPTION_AS,
    OPTION_END,
};

static const struct option describe_options[] = {
    {"subject", OPTION_TEXT, "subject"},
    {"reference", OPTION_TEXT, "reference"},
    {"timing", OPTION_TEXT, "timing"},
    {"due", OPTION_TEXT, "due_on"},
    {"address", OPTION_TEXT, "address"},
    {"latitude", OPTION_TEXT, "latitude"},
    {"longitude", OPTION_TEXT, "longitude"},
    OPTION_AS,
    OPTION_END,
};

static const struct option open_options[] = {
    {"contact", OPTION_TEXT, "contact"},
    {"customer", OPTION_TEXT, "customer"},
    {"category", OPTION_TEXT, "category"},
    {"subject", OPTION_TEXT, "subject"},
    {"text", OPTION_TEXT, "text"},
    {"note", OPTION_TEXT, "note"},
    {"priority", OPTION_TEXT, "priority"},
    {"channel", OPTION_TEXT, "channel"},
    {"reference", OPTION_TEXT, "reference"},
    {"timing", OPTION_TEXT, "timing"},
    {"due", OPTION_TEXT, "due_on"},
    {"address", OPTION_TEXT, "address"},
    {"latitude", OPTION_TEXT, "latitude"},
    {"longitude", OPTION_TEXT, "longitude"},
    {"pass", OPTION_SWITCH, "pass_turn"},
    {"close", OPTION_SWITCH, "close"},
    OPTION_AS,
    OPTION_END,
};

static const struct option merge_options[] = {
    {"into", OPTION_NUMBER, "into"},
    OPTION_AS,
    OPTION_END,
};

static const struct option link_options[] = {
    {"other", OPTION_NUMBER, "other"},
    OPTION_AS,
    OPTION_END,
};

static const struct option contact_options[] = {
    {"contact", OPTION_TEXT, "contact"},
    OPTION_AS,
    OPTION_END,
};

static const struct option held_options[] = {
    {"contact", OPTION_TEXT, "contact"},
    {"category", OPTION_TEXT, "category"},
    {"subject", OPTION_TEXT, "subject"},
    {"tell", OPTION_SWITCH, "tell"},
    OPTION_AS,
    OPTION_END,
};

static const struct option mail_open_options[] = {
    {"contact", OPTION_TEXT, "contact"},
    {"create", OPTION_SWITCH, "create"},
    {"name", OPTION_TEXT, "name"},
    {"customer", OPTION_TEXT, "customer"},
    {"add-address", OPTION_SWITCH, "add_address"},
    {"category", OPTION_TEXT, "category"},
    {"subject", OPTION_TEXT, "subject"},
    {"text", OPTION_TEXT, "text"},
    {"tell", OPTION_SWITCH, "tell"},
    OPTION_AS,
    OPTION_END,
};

static const struct option attach_options[] = {
    {"ticket", OPTION_NUMBER, "ticket"},
    {"contact", OPTION_TEXT, "contact"},
    {"create", OPTION_SWITCH, "create"},
    {"name", OPTION_TEXT, "name"},
    {"customer", OPTION_TEXT, "customer"},
    {"add-address", OPTION_SWITCH, "add_address"},
    {"text", OPTION_TEXT, "text"},
    {"note", OPTION_SWITCH, "note"},
    {"join", OPTION_SWITCH, "join"},
    OPTION_AS,
    OPTION_END,
};

static const struct option reason_options[] = {
    {"reason", OPTION_TEXT, "reason"},
    OPTION_AS,
    OPTION_END,
};

static const struct option block_options[] = {
    {"mail", OPTION_NUMBER, "mail"},
    {"address", OPTION_TEXT, "address"},
    {"reason", OPTION_TEXT, "reason"},
    OPTION_AS,
    OPTION_END,
};

static const struct option unblock_options[] = {
    {"address", OPTION_TEXT, "address"},
    OPTION_AS,
    OPTION_END,
};

static const struct option plain_options[] = {
    OPTION_AS,
    OPTION_END,
};

enum operand {
	OPERAND_TICKET, /* the number of a ticket */
	OPERAND_MAYBE,  /* the same, or none */
	OPERAND_NONE,
	OPERAND_HELD,   /* the number of a mail that waits on a ticket */
	OPERAND_MAIL,   /* the number of a mail of no ticket */
	OPERAND_SENDER, /* none: an option names the sender */
};

/* Which command has verbs with such an operand. */
static const char *const commands[] = {
    [OPERAND_TICKET] = "ticket",
    [OPERAND_MAYBE] = "ticket",
    [OPERAND_NONE] = "ticket",
    [OPERAND_HELD] = "held",
    [OPERAND_MAIL] = "mail",
    [OPERAND_SENDER] = "mail",
};

static const struct act {
	const char *verb;
	const char *sql;
	const struct option *options;
	const char *needs; /* members, one of which must be given; NULL: none */
	enum operand operand;
} acts[] = {
    {"move", "select turno.act_move($1::jsonb)", move_options, "category", OPERAND_TICKET},
    {"level", "select turno.act_level($1::jsonb)", level_options, "level", OPERAND_TICKET},
    {"assign", "select turno.act_assign($1::jsonb)", assign_options, "operator nobody",
	OPERAND_TICKET},
    {"take", "select turno.act_take($1::jsonb)", plain_options, NULL, OPERAND_TICKET},
    {"status", "select turno.act_status($1::jsonb)", status_options, "status turn",
	OPERAND_TICKET},
    {"priority", "select turno.act_priority($1::jsonb)", priority_options, "priority",
	OPERAND_TICKET},
    {"tag", "select turno.act_tag($1::jsonb)", tag_options, "add remove", OPERAND_TICKET},
    {"note", "select turno.act_note($1::jsonb)", note_options, "text", OPERAND_TICKET},
    {"close", "select turno.act_close($1::jsonb)", close_options, NULL, OPERAND_TICKET},
    {"reopen", "select turno.act_reopen($1::jsonb)", plain_options, NULL, OPERAND_TICKET},
    {"describe", "select turno.act_describe($1::jsonb)", describe_options,
	"subject reference timing due_on address latitude longitude", OPERAND_TICKET},
    {"open", "select turno.act_open($1::jsonb)", open_options, "contact customer",
	OPERAND_NONE},
    {"draft", "select turno.act_draft_save($1::jsonb)", open_options, "contact customer",
	OPERAND_MAYBE},
    {"send", "select turno.act_draft_send($1::jsonb)", plain_options, NULL, OPERAND_TICKET},
    {"discard", "select turno.act_draft_discard($1::jsonb)", plain_options, NULL,
	OPERAND_TICKET},
    {"merge", "select turno.act_merge($1::jsonb)", merge_options, "into", OPERAND_TICKET},
    {"link", "select turno.act_link($1::jsonb)", link_options, "other", OPERAND_TICKET},
    {"unlink", "select turno.act_unlink($1::jsonb)", link_options, "other", OPERAND_TICKET},
    {"contact", "select turno.act_contact_change($1::jsonb)", contact_options, "contact",
	OPERAND_TICKET},
    {"revoke", "select turno.act_link_revoke($1::jsonb)", contact_options, "contact",
	OPERAND_TICKET},
    {"delete", "select turno.act_delete($1::jsonb)", plain_options, NULL, OPERAND_TICKET},
    {"accept", "select turno.act_held_accept($1::jsonb)", contact_options, NULL, OPERAND_HELD},
    {"add", "select turno.act_held_add($1::jsonb)", contact_options, NULL, OPERAND_HELD},
    {"split", "select turno.act_held_split($1::jsonb)", held_options, NULL, OPERAND_HELD},
    {"discard", "select turno.act_held_discard($1::jsonb)", plain_options, NULL, OPERAND_HELD},
    {"send", "select turno.act_held_send($1::jsonb)", plain_options, NULL, OPERAND_HELD},
    {"drop", "select turno.act_held_drop($1::jsonb)", plain_options, NULL, OPERAND_HELD},
    {"open", "select turno.act_mail_open($1::jsonb || '{\"import\": true}')", mail_open_options,
	"category", OPERAND_MAIL},
    {"attach", "select turno.act_mail_attach($1::jsonb)", attach_options, "ticket",
	OPERAND_MAIL},
    {"discard", "select turno.act_mail_discard($1::jsonb)", reason_options, NULL, OPERAND_MAIL},
    {"retry", "select turno.act_mail_retry($1::jsonb)", plain_options, NULL, OPERAND_MAIL},
    {"block", "select turno.act_sender_block($1::jsonb)", block_options, "mail address",
	OPERAND_SENDER},
    {"unblock", "select turno.act_sender_unblock($1::jsonb)", unblock_options, "address",
	OPERAND_SENDER},
};

/* What the words of the database say to whom typed the options. */
static const struct {
	const char *word;
	const char *sentence;
} sentences[] = {
    {"empty", "is missing"},
    {"form", "is not understood; see turno(1)"},
    {"long", "is too long"},
    {"unknown", "is not there"},
    {"unseen", "names somebody who would not see the ticket"},
    {"same", "it is there already, and the note would be lost: turno ticket note"},
    {"level", "it has that level already, and the note would be lost: turno ticket note"},
    {"nobody", "nobody would see the ticket: repeat with --confirm to raise it all the same"},
    {"taken", "another ticket has it already"},
    {"digits", "only digits would be taken for a ticket number"},
    {"date", "a day is written YYYY-MM-DD"},
    {"past", "that day is over"},
    {"range", "there is no such place"},
    {"not_yours", "is none of this operator's categories"},
    {"other_customer", "belongs to another customer"},
    {"linked", "they are linked already"},
    {"not_linked", "they are not linked"},
    {"contact", "is a contact's already"},
    {"operator", "is an operator's"},
    {"office", "is the office's own"},
    {"bad", "is no address"},
    {"other", "is not where this mail comes from"},
};

static const struct act *
find_act(const struct cli *cli, const char *verb)
{
	for (size_t i = 0; i < G_N_ELEMENTS(acts); i++)
		if (strcmp(acts[i].verb, verb) == 0 &&
		    strcmp(cli->command, commands[acts[i].operand]) == 0)
			return &acts[i];
	return NULL;
}

bool
act_is_verb(const struct cli *cli, const char *verb)
{
	return find_act(cli, verb) != NULL;
}

static const char *
option_name(const struct option *options, const char *member)
{
	for (; options->name != NULL; options++)
		if (strcmp(options->member, member) == 0)
			return options->name;
	return member;
}

static bool
has_needed(const struct act *act, const json_t *argument)
{
	if (act->needs == NULL)
		return true;
	g_auto(GStrv) members = g_strsplit(act->needs, " ", -1);
	for (char **member = members; *member != NULL; member++)
		if (json_object_get(argument, *member) != NULL)
			return true;
	return false;
}

/* Words become ids as the owner; then the act runs as the web does, in the operator's session,
 * which ends with it. An act that is refused leaves nothing. */
static bool
carry_out(struct db *db, const struct act *act, const json_t *argument, json_t **ret_value,
    GError **error)
{
	g_autoptr(Json) value = NULL;
	g_autofree char *words = NULL;
	char *text = json_dumps(argument, JSON_COMPACT);
	bool ok =
	    db_begin(db, error) &&
	    DB_CALL(db, "select turno.ticket_words($1::jsonb)", &words, error, DB_T(text)) &&
	    connect_enter(db, argument, error) &&
	    DB_CALL_JSON(db, act->sql, &value, error, DB_T(words)) &&
	    DB_CALL(db, "select turno.session_close($1::jsonb)", NULL, error, DB_T("{}"));

	free(text);
	if (!ok)
		connect_explain(db, error);
	if (!ok || !json_is_true(json_object_get(value, "ok")))
		db_rollback(db);
	else
		ok = db_commit(db, error);
	if (ok)
		*ret_value = g_steal_pointer(&value);
	return ok;
}

/* The first error of a form as one sentence. */
static int
print_errors(const struct act *act, json_t *errors)
{
	void *at = json_object_iter(errors);
	const char *word = json_string_value(json_object_iter_value(at));
	const char *sentence = word;
	GError *error = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(sentences); i++)
		if (strcmp(sentences[i].word, word) == 0)
			sentence = sentences[i].sentence;
	error_set(&error, ERROR_REJECT, "--%s: %s",
	    option_name(act->options, json_object_iter_key(at)), sentence);
	return print_error(error);
}

static int
print_done(const struct cli *cli, const struct act *act, const json_t *value)
{
	json_t *errors = json_object_get(value, "errors");
	const char *sender = json_string_value(json_object_get(value, "sender"));
	const char *done = json_string_value(json_object_get(value, "done"));
	const char *kind = json_object_get(value, "ticket") != NULL ? "ticket" : "mail";

	if (json_object_size(errors) > 0)
		return print_errors(act, errors);
	if (cli->json)
		print_json(value);
	else if (sender != NULL)
		printf("%s: %s\n", sender, done);
	else
		printf("%s %" JSON_INTEGER_FORMAT ": %s%s\n", kind,
		    json_integer_value(json_object_get(value, kind)), done,
		    json_is_false(json_object_get(value, "seen"))
			? ", and out of this operator's sight"
			: "");
	return EX_OK;
}

int
act_run(const struct cli *cli, int argc, char **argv)
{
	const struct act *act = find_act(cli, argv[0]);
	bool is_bare = act->operand == OPERAND_NONE || act->operand == OPERAND_SENDER;
	const char *kind = strcmp(commands[act->operand], "ticket") == 0 ? "ticket" : "mail";
	const char *operand = NULL;
	int64_t number = 0;
	GError *error = NULL;
	g_autoptr(Json) argument = json_object();
	g_autoptr(Json) value = NULL;

	if (!option_parse(act->options, argc - 1, argv + 1, argument, &operand, &error)) {
		print_error(error);
		return EX_USAGE;
	}
	if (is_bare           ? operand != NULL
	    : operand == NULL ? act->operand != OPERAND_MAYBE
			      : !connect_number(operand, &number))
		return print_usage_error(is_bare ? "turno %s %s takes options only"
						 : "turno %s %s needs the number of a %s",
		    cli->command, act->verb, kind);
	if (json_object_get(argument, "as") == NULL)
		return print_usage_error("turno %s %s needs --as and the login of who acts",
		    cli->command, act->verb);
	if (!has_needed(act, argument))
		return print_usage_error(
		    "turno %s %s needs an option that says what; see turno(1)", cli->command,
		    act->verb);
	if (number > 0)
		json_object_set_new(argument, kind, json_integer((json_int_t)number));
	g_autoptr(Db) db = connect_admin(cli, &error);
	if (db == NULL || !carry_out(db, act, argument, &value, &error))
		return print_error(error);
	return print_done(cli, act, value);
}
