#include "config.h"
#include "web/route.h"

#include "web/route/limit.h"

static const struct field list_fields[] = {{"tab", FIELD_WORD, 16},
    {"mailbox", FIELD_NUMBER, 20}, {"why", FIELD_WORD, 16}, {"text", FIELD_LINE, 600},
    {"before", FIELD_NUMBER, 20}, FIELD_END};
static const struct field look_fields[] = {{"itself", FIELD_FLAG, 1}, FIELD_END};
static const struct field open_fields[] = {{"what", FIELD_WORD, 8}, {"itself", FIELD_FLAG, 1},
    {"contact", FIELD_NUMBER, 20}, {"found", FIELD_KEY, 32}, {"contact_text", FIELD_LINE, 400},
    {"new_name", FIELD_LINE, 800}, {"new_mail", FIELD_LINE, 400},
    {"new_customer", FIELD_LINE, 800}, {"new_customer_id", FIELD_NUMBER, 20},
    {"own", FIELD_FLAG, 1}, {"category", FIELD_NUMBER, 20}, {"subject", FIELD_LINE, 1000},
    {"text", FIELD_TEXT, TEXT_BYTES}, {"documents", FIELD_NUMBERS, 20}, {"tell", FIELD_FLAG, 1},
    FIELD_END};
static const struct field attach_fields[] = {
    {"ticket", FIELD_NUMBER, 20}, {"role", FIELD_WORD, 8}, {"own", FIELD_FLAG, 1}, FIELD_END};
static const struct field reason_fields[] = {{"reason", FIELD_LINE, 2000}, FIELD_END};
/* The request's own address is p.address. */
static const struct field block_fields[] = {
    {"sender", FIELD_LINE, 400}, {"reason", FIELD_LINE, 2000}, FIELD_END};
static const struct field held_fields[] = {{"what", FIELD_WORD, 8},
    {"category", FIELD_NUMBER, 20}, {"subject", FIELD_LINE, 1000}, {"tell", FIELD_FLAG, 1},
    FIELD_END};

#define MAIL_SQL "select turno.page_mail($1::jsonb)"
#define BLOCKED_SQL "select turno.page_mail_blocked($1::jsonb)"
#define WITH_SENDER                                                                            \
	"($1::jsonb - 'address' || jsonb_build_object('address', $1::jsonb -> 'sender'))"

/* Incoming mail: what waits for people, one mail, and who is not to write. */
const struct route mail_routes[] = {
    {METHOD_GET, "/mail", ROLE_OPERATOR, list_fields,
	.sql = "select turno.page_mail_list($1::jsonb)", .page = "mail_list", .area = "mail"},
    {METHOD_GET, "/mail/blocked", ROLE_OPERATOR, .sql = BLOCKED_SQL, .page = "mail_blocked",
	.area = "mail"},
    {METHOD_POST, "/mail/blocked", ROLE_OPERATOR, block_fields,
	.sql = "select turno.act_sender_block(" WITH_SENDER ")", .page = "mail_blocked",
	.page_sql = BLOCKED_SQL, .done = "/mail/blocked", .area = "mail"},
    {METHOD_POST, "/mail/blocked/remove", ROLE_OPERATOR, block_fields,
	.sql = "select turno.act_sender_unblock(" WITH_SENDER ")", .page = "mail_blocked",
	.page_sql = BLOCKED_SQL, .done = "/mail/blocked", .area = "mail"},
    {METHOD_GET, "/mail/#mail", ROLE_OPERATOR, look_fields, .sql = MAIL_SQL, .page = "mail",
	.area = "mail"},
    {METHOD_POST, "/mail/#mail/open", ROLE_OPERATOR, open_fields,
	.sql = "select turno.act_mail_form($1::jsonb)", .page = "mail", .page_sql = MAIL_SQL,
	.done = "/ticket/#ticket", .area = "mail"},
    {METHOD_POST, "/mail/#mail/attach", ROLE_OPERATOR, attach_fields,
	.sql = "select turno.act_mail_add($1::jsonb)", .page = "mail", .page_sql = MAIL_SQL,
	.done = "/ticket/#ticket", .area = "mail"},
    {METHOD_POST, "/mail/#mail/discard", ROLE_OPERATOR, reason_fields,
	.sql = "select turno.act_mail_discard($1::jsonb) || '{\"done\": \"mail_discarded\"}'",
	.page = "mail", .page_sql = MAIL_SQL, .done = "/mail", .area = "mail"},
    {METHOD_POST, "/mail/#mail/retry", ROLE_OPERATOR,
	.sql = "select turno.act_mail_retry($1::jsonb) || '{\"done\": \"mail_retried\"}'",
	.page = "mail", .page_sql = MAIL_SQL, .done = "/mail", .area = "mail"},
    {METHOD_POST, "/mail/#mail/block", ROLE_OPERATOR, block_fields,
	.sql = "select turno.act_sender_block(" WITH_SENDER ")", .page = "mail",
	.page_sql = MAIL_SQL, .done = "/mail", .area = "mail"},
    {METHOD_POST, "/mail/#mail/held", ROLE_OPERATOR, held_fields,
	.sql = "select case $1::jsonb ->> 'what' "
	       "when 'accept' then turno.act_held_accept($1::jsonb) "
	       "when 'add' then turno.act_held_add($1::jsonb) "
	       "when 'split' then turno.act_held_split($1::jsonb) "
	       "when 'discard' then turno.act_held_discard($1::jsonb) "
	       "when 'send' then turno.act_held_send($1::jsonb) "
	       "when 'drop' then turno.act_held_drop($1::jsonb) "
	       "else '{\"ok\": false, \"errors\": {\"what\": \"form\"}}' end",
	.page = "mail", .page_sql = MAIL_SQL, .done = "/ticket/#ticket", .area = "mail"},
    {.pattern = NULL},
};
