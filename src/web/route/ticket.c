#include "config.h"
#include "web/route.h"

#include "web/bundle.h"
#include "web/download.h"
#include "web/preview.h"
#include "web/route/limit.h"

enum { PEOPLE_MAX = 200, TAGS_MAX = 20 }; /* that one form names */

static const struct field tool_fields[] = {{"tool", FIELD_WORD, 16}, FIELD_END};
static const struct field reply_fields[] = {{"text", FIELD_TEXT, TEXT_BYTES},
    {"pass_turn", FIELD_FLAG, 1}, {"close", FIELD_FLAG, 1}, {"uploads", FIELD_NUMBERS, 20},
    {"unseen_from", FIELD_NUMBER, 20}, FIELD_END};
static const struct field note_fields[] = {{"text", FIELD_TEXT, TEXT_BYTES},
    {"colleagues", FIELD_NUMBERS, PEOPLE_MAX}, {"uploads", FIELD_NUMBERS, 20}, FIELD_END};
static const struct field move_fields[] = {{"category", FIELD_NUMBER, 20},
    {"note", FIELD_TEXT, TEXT_BYTES}, {"colleagues", FIELD_NUMBERS, PEOPLE_MAX}, FIELD_END};
static const struct field level_fields[] = {{"level", FIELD_WORD, 16},
    {"note", FIELD_TEXT, TEXT_BYTES}, {"colleagues", FIELD_NUMBERS, PEOPLE_MAX},
    {"confirm", FIELD_FLAG, 1}, FIELD_END};
static const struct field assign_fields[] = {{"operator", FIELD_NUMBER, 20}, FIELD_END};
static const struct field status_fields[] = {{"status", FIELD_NUMBER, 20}, FIELD_END};
static const struct field priority_fields[] = {{"priority", FIELD_NUMBER, 20}, FIELD_END};
static const struct field tag_fields[] = {
    {"add", FIELD_LINE, 500}, {"remove", FIELD_LINES, TAGS_MAX}, FIELD_END};
/* "place", not "address": that is the browser's in every argument. */
static const struct field describe_fields[] = {{"subject", FIELD_LINE, 1000},
    {"reference", FIELD_LINE, 200}, {"due_on", FIELD_LINE, 20}, {"place", FIELD_LINE, 1000},
    {"latitude", FIELD_LINE, 30}, {"longitude", FIELD_LINE, 30}, FIELD_END};
static const struct field refer_fields[] = {{"reference", FIELD_LINE, 200}, FIELD_END};
static const struct field close_fields[] = {{"note", FIELD_TEXT, TEXT_BYTES},
    {"effective", FIELD_WORD, 16}, {"improve", FIELD_TEXT, TEXT_BYTES},
    {"title", FIELD_LINE, 1000}, FIELD_END};
static const struct field merge_fields[] = {{"into", FIELD_NUMBER, 20}, FIELD_END};
static const struct field link_fields[] = {{"other", FIELD_NUMBER, 20}, FIELD_END};
static const struct field contact_fields[] = {{"contact", FIELD_NUMBER, 20}, FIELD_END};
static const struct field mute_fields[] = {{"event", FIELD_WORD, 40},
    {"category", FIELD_NUMBER, 20}, {"is_muted", FIELD_FLAG, 1}, FIELD_END};
static const struct field outside_fields[] = {{"contact", FIELD_NUMBER, 20},
    {"category", FIELD_NUMBER, 20}, {"tell", FIELD_FLAG, 1}, FIELD_END};
static const struct field print_fields[] = {{"public", FIELD_FLAG, 1}, FIELD_END};

/* The page of a ticket with its toolbar and the list looked at last, and after a form that
 * failed with the tool of that. */
#define TICKET_WITH(p)                                                                         \
	"select t.head, json_build_object('timeline', t.timeline), "                           \
	"turno.page_ticket_quick($1::jsonb) || turno.page_ticket_tool(" p                      \
	") from turno.ticket_sheet($1::jsonb) t"
#define TICKET_PAGE TICKET_WITH("$1::jsonb")
#define TICKET_AGAIN(tool)                                                                     \
	TICKET_WITH("$1::jsonb || '{\"tool\": \"" tool "\", \"again\": true}'")

/* A form on the page of a ticket: what it calls, where its errors stand, where it leads. Who
 * does not see the ticket any more goes on in the list. */
#define TICKET_ACT(verb, its_fields, its_sql, tool)                                            \
	METHOD_POST, "/ticket/#ticket/" verb, ROLE_OPERATOR,                                   \
	    .fields = its_fields, .sql = its_sql, .page = "ticket", .has_list = true,          \
	    .page_sql = TICKET_AGAIN(tool), .done = "/ticket/#ticket", .gone = "/ticket",      \
	    .area = "ticket"

/* The operator's desk. */
const struct route ticket_routes[] = {
    {METHOD_GET, "/ticket/#ticket", ROLE_OPERATOR, tool_fields, .sql = TICKET_PAGE,
	.page = "ticket", .has_list = true, .area = "ticket"},
    {METHOD_GET, "/ticket/#ticket/print", ROLE_OPERATOR, print_fields,
	.sql = "select turno.page_ticket($1::jsonb) || "
	       "jsonb_build_object('is_public', $1::jsonb -> 'public')",
	.page = "ticket_print"},
    {METHOD_GET, "/ticket/#ticket/export", ROLE_OPERATOR, .handle = bundle_send},
    {METHOD_GET, "/mail/#mail/original", ROLE_OPERATOR, .handle = download_mail},
    {METHOD_GET, "/mail/#mail/html", ROLE_OPERATOR, .handle = download_html},
    {METHOD_GET, "/attachment/#attachment", ROLE_OPERATOR, .handle = download_send},

    /* The reply box: it is opened by an act, for who opens it holds the ticket (R28). */
    {TICKET_ACT("answer", NULL, "select turno.act_lock($1::jsonb || '{\"action\": \"start\"}')",
	"reply")},
    {TICKET_ACT("takeover", NULL,
	"select turno.act_lock($1::jsonb || '{\"action\": \"start\", \"take_over\": true}')",
	"reply")},
    {TICKET_ACT("renew", NULL, "select turno.act_lock($1::jsonb || '{\"action\": \"renew\"}')",
	"reply")},
    {TICKET_ACT("cancel", NULL,
	"select turno.act_lock($1::jsonb || '{\"action\": \"cancel\"}')", "reply")},
    {METHOD_POST, "/ticket/#ticket/leave", ROLE_OPERATOR,
	.sql = "select turno.act_lock($1::jsonb || '{\"action\": \"cancel\"}')",
	.page = "ticket", .has_list = true, .page_sql = TICKET_PAGE, .done = "/ticket",
	.area = "ticket"},
    {TICKET_ACT("reply", reply_fields, "select turno.act_reply($1::jsonb)", "reply"),
	.takes_files = true},
    {TICKET_ACT("preview", reply_fields, NULL, "reply"), .takes_files = true,
	.handle = preview_show},

    {TICKET_ACT("note", note_fields, "select turno.act_note($1::jsonb)", "note"),
	.takes_files = true},
    {TICKET_ACT("move", move_fields, "select turno.act_move($1::jsonb)", "move")},
    {TICKET_ACT("level", level_fields,
	"select turno.act_level($1::jsonb || jsonb_build_object('chosen', $1::jsonb -> "
	"'colleagues'))",
	"level")},
    {TICKET_ACT("assign", assign_fields, "select turno.act_assign($1::jsonb)", "assign")},
    {TICKET_ACT("take", NULL, "select turno.act_take($1::jsonb)", "assign")},
    {TICKET_ACT("status", status_fields, "select turno.act_status($1::jsonb)", "status")},
    {TICKET_ACT(
	"priority", priority_fields, "select turno.act_priority($1::jsonb)", "priority")},
    {TICKET_ACT("tag", tag_fields, "select turno.act_tag($1::jsonb)", "tag")},
    {TICKET_ACT("describe", describe_fields,
	"select turno.act_describe($1::jsonb || jsonb_build_object('address', $1::jsonb -> "
	"'place'))",
	"describe")},
    {TICKET_ACT(
	"refer", refer_fields, "select turno.act_describe($1::jsonb - 'address')", "describe")},
    {TICKET_ACT("close", close_fields, "select turno.act_close($1::jsonb)", "close")},
    {TICKET_ACT("reopen", NULL, "select turno.act_reopen($1::jsonb)", "")},
    {METHOD_POST, "/ticket/#ticket/merge", ROLE_OPERATOR, merge_fields,
	.sql = "select r || jsonb_build_object('into', r -> 'ticket') from "
	       "turno.act_merge($1::jsonb) r",
	.page = "ticket", .has_list = true, .page_sql = TICKET_AGAIN("merge"),
	.done = "/ticket/#into", .area = "ticket"},
    {TICKET_ACT("link", link_fields, "select turno.act_link($1::jsonb)", "link")},
    {TICKET_ACT("unlink", link_fields, "select turno.act_unlink($1::jsonb)", "link")},
    {TICKET_ACT(
	"contact", contact_fields, "select turno.act_contact_change($1::jsonb)", "contact")},
    {TICKET_ACT("revoke", contact_fields, "select turno.act_link_revoke($1::jsonb)", "links")},
    {TICKET_ACT("mute", mute_fields, "select turno.act_mute($1::jsonb)", "mute")},
    {METHOD_POST, "/ticket/#ticket/delete", ROLE_OPERATOR,
	.sql = "select turno.act_delete($1::jsonb)", .page = "ticket", .has_list = true,
	.page_sql = TICKET_AGAIN("delete"), .done = "/ticket", .area = "ticket"},

    /* A draft (R32). */
    {TICKET_ACT("send", NULL, "select turno.act_draft_send($1::jsonb)", "")},
    {METHOD_POST, "/ticket/#ticket/discard", ROLE_OPERATOR,
	.sql = "select turno.act_draft_discard($1::jsonb)", .page = "ticket", .has_list = true,
	.page_sql = TICKET_AGAIN("discard"), .done = "/ticket", .area = "ticket"},

    /* Mails that wait on the ticket: replies of operators (R29), and of people who do not take
     * part (M18). */
    {TICKET_ACT("held/#mail/send", NULL, "select turno.act_held_send($1::jsonb)", "")},
    {TICKET_ACT("held/#mail/drop", NULL, "select turno.act_held_drop($1::jsonb)", "")},
    {TICKET_ACT(
	"outside/#mail/accept", outside_fields, "select turno.act_held_accept($1::jsonb)", "")},
    {TICKET_ACT(
	"outside/#mail/add", outside_fields, "select turno.act_held_add($1::jsonb)", "")},
    {TICKET_ACT("outside/#mail/discard", outside_fields,
	"select turno.act_held_discard($1::jsonb)", "")},
    {METHOD_POST, "/ticket/#ticket/outside/#mail/split", ROLE_OPERATOR, outside_fields,
	.sql = "select r || jsonb_build_object('made', r -> 'ticket') from "
	       "turno.act_held_split($1::jsonb) r",
	.page = "ticket", .has_list = true, .page_sql = TICKET_PAGE, .done = "/ticket/#made",
	.area = "ticket"},
    {.pattern = NULL},
};
