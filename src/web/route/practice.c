#include "config.h"
#include "web/route.h"

#include "web/route/limit.h"

static const struct field list_fields[] = {{"tab", FIELD_WORD, 16}, {"sort", FIELD_WORD, 16},
    {"state", FIELD_NUMBER, 20}, {"model", FIELD_NUMBER, 20}, {"category", FIELD_NUMBER, 20},
    {"assignee", FIELD_KEY, 20}, {"contact", FIELD_NUMBER, 20}, {"due_before", FIELD_KEY, 10},
    {"after", FIELD_KEY, 64}, FIELD_END};
static const struct field new_fields[] = {{"ticket", FIELD_NUMBER, 20},
    {"contact", FIELD_NUMBER, 20}, {"customer", FIELD_NUMBER, 20},
    {"category", FIELD_NUMBER, 20}, {"model", FIELD_NUMBER, 20}, {"chosen", FIELD_FLAG, 1},
    FIELD_END};
static const struct field make_fields[] = {{"ticket", FIELD_NUMBER, 20},
    {"contact", FIELD_NUMBER, 20}, {"customer", FIELD_NUMBER, 20},
    {"category", FIELD_NUMBER, 20}, {"level", FIELD_WORD, 16}, {"model", FIELD_NUMBER, 20},
    {"subject", FIELD_LINE, 2000}, {"description", FIELD_TEXT, TEXT_BYTES},
    {"assignee", FIELD_NUMBER, 20}, {"due_on", FIELD_LINE, 20},
    {"documents", FIELD_NUMBERS, 20}, {"fields.*", FIELD_LINE, 16000}, FIELD_END};
static const struct field set_fields[] = {{"subject", FIELD_LINE, 2000},
    {"description", FIELD_TEXT, TEXT_BYTES}, {"assignee", FIELD_NUMBER, 20},
    {"due_on", FIELD_LINE, 20}, {"state", FIELD_NUMBER, 20}, {"fields.*", FIELD_LINE, 16000},
    FIELD_END};
static const struct field move_fields[] = {
    {"category", FIELD_NUMBER, 20}, {"level", FIELD_WORD, 16}, FIELD_END};
static const struct field state_fields[] = {{"state", FIELD_NUMBER, 20}, FIELD_END};
static const struct field check_fields[] = {
    {"n", FIELD_NUMBER, 20}, {"done", FIELD_WORD, 5}, FIELD_END};
static const struct field link_fields[] = {{"ticket", FIELD_NUMBER, 20}, FIELD_END};
static const struct field document_fields[] = {{"action", FIELD_WORD, 16},
    {"document", FIELD_NUMBER, 20}, {"uploads", FIELD_NUMBERS, 20},
    {"attachments", FIELD_NUMBERS, 20}, FIELD_END};
static const struct field find_fields[] = {{"text", FIELD_LINE, 2000},
    {"category", FIELD_NUMBER, 20}, {"before", FIELD_NUMBER, 20}, FIELD_END};
static const struct field note_fields[] = {{"category", FIELD_NUMBER, 20},
    {"level", FIELD_WORD, 16}, {"title", FIELD_LINE, 800}, {"text", FIELD_TEXT, TEXT_BYTES},
    FIELD_END};

static const struct field model_fields[] = {{"name", FIELD_LINE, 800},
    {"instructions", FIELD_TEXT, TEXT_BYTES}, {"due_days", FIELD_NUMBER, 4},
    {"is_active", FIELD_FLAG, 1}, {"categories", FIELD_NUMBERS, 20},
    {"checks", FIELD_TEXT, TEXT_BYTES}, {"documents", FIELD_TEXT, TEXT_BYTES},
    {"fields.*", FIELD_LINE, 4000}, FIELD_END};

#define CARD_SQL "select turno.page_practice_card($1::jsonb)"
#define FORM_SQL "select turno.page_practice_form($1::jsonb)"
#define MODEL_SQL "select turno.page_model_form($1::jsonb)"
#define NOTE_SQL "select turno.page_knowledge($1::jsonb)"
#define SAVE_SQL "select turno.act_knowledge_save($1::jsonb)"
#define DONE(word) " || '{\"done\": \"" word "\"}'"

/* Practices, and what was learned from tickets. */
const struct route practice_routes[] = {
    {METHOD_GET, "/practice", ROLE_OPERATOR, list_fields,
	.sql = "select turno.page_practice_list($1::jsonb) || "
	       "turno.page_practice_filter($1::jsonb) || '{\"here\": {\"practice\": true}}'",
	.page = "practice_list", .area = "practice"},
    {METHOD_GET, "/practice/new", ROLE_OPERATOR, new_fields, .sql = FORM_SQL,
	.page = "practice_form", .area = "practice"},
    /* Nobody and no model are chosen too: what is left empty is null. */
    {METHOD_POST, "/practice/new", ROLE_OPERATOR, make_fields,
	.sql = "select case when $1::jsonb ? 'ticket' then turno.act_practice_from_ticket(x.p) "
	       "else turno.act_practice_add(x.p) end" DONE(
		   "practice_made") " from (select '{\"assignee\": null, \"model\": "
				    "null}'::jsonb || $1::jsonb) x(p)",
	.page = "practice_form", .page_sql = FORM_SQL, .done = "/practice/#practice",
	.area = "practice"},
    {METHOD_GET, "/practice/#practice", ROLE_OPERATOR, .sql = CARD_SQL, .page = "practice",
	.area = "practice"},
    {METHOD_POST, "/practice/#practice/set", ROLE_OPERATOR, set_fields,
	.sql = "select turno.act_practice_set('{\"assignee\": null}'::jsonb || $1::jsonb)" DONE(
	    "described"),
	.page = "practice", .page_sql = CARD_SQL, .done = "/practice/#practice",
	.area = "practice"},
    /* Perhaps out of his own sight: back to the list. */
    {METHOD_POST, "/practice/#practice/move", ROLE_OPERATOR, move_fields,
	.sql = "select turno.act_practice_set($1::jsonb)" DONE("practice_moved"),
	.page = "practice", .page_sql = CARD_SQL, .done = "/practice", .area = "practice"},
    {METHOD_POST, "/practice/#practice/close", ROLE_OPERATOR, state_fields,
	.sql = "select turno.act_practice_close($1::jsonb)" DONE("practice_closed"),
	.page = "practice", .page_sql = CARD_SQL, .done = "/practice/#practice",
	.area = "practice"},
    {METHOD_POST, "/practice/#practice/reopen", ROLE_OPERATOR, state_fields,
	.sql = "select turno.act_practice_set($1::jsonb)" DONE("practice_reopened"),
	.page = "practice", .page_sql = CARD_SQL, .done = "/practice/#practice",
	.area = "practice"},
    {METHOD_POST, "/practice/#practice/check", ROLE_OPERATOR, check_fields,
	.sql = "select turno.act_practice_check($1::jsonb)" DONE("described"),
	.page = "practice", .page_sql = CARD_SQL, .done = "/practice/#practice",
	.area = "practice"},
    {METHOD_POST, "/practice/#practice/link", ROLE_OPERATOR, link_fields,
	.sql = "select case when exists (select from turno.ticket t where t.id = "
	       "($1::jsonb ->> 'ticket')::bigint) then turno.act_practice_link($1::jsonb)" DONE(
		   "tied") " else '{\"ok\": false, \"errors\": {\"ticket\": \"ticket\"}}' end",
	.page = "practice", .page_sql = CARD_SQL, .done = "/practice/#practice",
	.area = "practice"},
    {METHOD_POST, "/practice/#practice/document", ROLE_OPERATOR, document_fields,
	.sql = "select turno.act_practice_document($1::jsonb)" DONE("described"),
	.page = "practice", .page_sql = CARD_SQL, .done = "/practice/#practice",
	.takes_files = true, .area = "practice"},

    {METHOD_GET, "/knowledge", ROLE_OPERATOR, find_fields,
	.sql = "select turno.page_knowledge_list($1::jsonb) || "
	       "jsonb_build_object('values', $1::jsonb, 'is_first', not $1::jsonb ? 'before', "
	       "'categories', turno.page_knowledge('{}') -> 'categories', 'here', "
	       "'{\"knowledge\": true}'::jsonb)",
	.page = "knowledge_list", .area = "practice"},
    {METHOD_GET, "/knowledge/new", ROLE_OPERATOR, .sql = NOTE_SQL, .page = "knowledge_form",
	.area = "practice"},
    {METHOD_POST, "/knowledge/new", ROLE_OPERATOR, note_fields, .sql = SAVE_SQL,
	.page = "knowledge_form", .page_sql = NOTE_SQL, .done = "/knowledge/#knowledge",
	.area = "practice"},
    {METHOD_GET, "/knowledge/#knowledge", ROLE_OPERATOR, .sql = NOTE_SQL, .page = "knowledge",
	.area = "practice"},
    {METHOD_GET, "/knowledge/#knowledge/edit", ROLE_OPERATOR, .sql = NOTE_SQL,
	.page = "knowledge_form", .area = "practice"},
    {METHOD_POST, "/knowledge/#knowledge/edit", ROLE_OPERATOR, note_fields, .sql = SAVE_SQL,
	.page = "knowledge_form", .page_sql = NOTE_SQL, .done = "/knowledge/#knowledge",
	.area = "practice"},
    {METHOD_POST, "/knowledge/#knowledge/remove", ROLE_OPERATOR,
	.sql = "select turno.act_knowledge_remove($1::jsonb)", .page = "knowledge",
	.page_sql = NOTE_SQL, .done = "/knowledge", .area = "practice"},

    {METHOD_GET, "/model", ROLE_ADMIN,
	.sql = "select turno.page_admin($1::jsonb || '{\"noun\": \"model\"}') || '{\"here\": "
	       "{\"model\": true}}'",
	.page = "model_list", .area = "office"},
    {METHOD_GET, "/model/new", ROLE_ADMIN, .sql = MODEL_SQL, .page = "model_form",
	.area = "office"},
    {METHOD_POST, "/model/new", ROLE_ADMIN, model_fields,
	.sql = "select turno.act_model_save($1::jsonb)", .page = "model_form",
	.page_sql = MODEL_SQL, .done = "/model", .area = "office"},
    {METHOD_GET, "/model/#model", ROLE_ADMIN, .sql = MODEL_SQL, .page = "model_form",
	.area = "office"},
    {METHOD_POST, "/model/#model", ROLE_ADMIN, model_fields,
	.sql = "select turno.act_model_save($1::jsonb)", .page = "model_form",
	.page_sql = MODEL_SQL, .done = "/model/#model", .area = "office"},
    {METHOD_POST, "/model/#model/remove", ROLE_ADMIN,
	.sql = "select turno.act_model_remove($1::jsonb)", .page = "model_form",
	.page_sql = MODEL_SQL, .done = "/model", .area = "office"},
    {.pattern = NULL},
};
