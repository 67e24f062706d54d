/* office_noun: the table of what administrators set up by plain lists and forms. */
#include "config.h"

#include "web/office.h"

#define END_OF_FIELDS                                                                          \
	{                                                                                      \
		.name = NULL                                                                   \
	}

static const struct office_column status_columns[] = {
    {"colour", OFFICE_COLOUR, N_("Colour"), NULL},
    {"name_it", OFFICE_LINE, N_("Name in Italian"), NULL},
    {"name_en", OFFICE_LINE, N_("Name in English"), NULL},
    {"turn", OFFICE_LINE, N_("Turn"), "turn"}, {"is_default", OFFICE_FLAG, N_("Default"), NULL},
    {"is_opening", OFFICE_FLAG, N_("Of new tickets"), NULL},
    {"is_closing", OFFICE_FLAG, N_("Of closed ones"), NULL}, END_OF_FIELDS};
static const struct office_field status_fields[] = {
    {"name_it", OFFICE_LINE, OFFICE_ADD | OFFICE_REQUIRED, .label = N_("Name in Italian")},
    {"new_name", OFFICE_LINE, OFFICE_EDIT | OFFICE_REQUIRED, .label = N_("Name in Italian"),
	.from = "name_it"},
    {"name_en", OFFICE_LINE, OFFICE_BOTH | OFFICE_LEAVE, .label = N_("Name in English"),
	N_("Empty: the Italian one.")},
    {"description", OFFICE_LINE, OFFICE_BOTH, .label = N_("Description in Italian"),
	N_("What the contact reads on his page while his ticket has this status.")},
    {"description_en", OFFICE_LINE, OFFICE_BOTH, .label = N_("Description in English")},
    {"turn", OFFICE_CHOICE, OFFICE_BOTH, .label = N_("Whose turn it is"),
	N_("A ticket that gets this status passes to him. It cannot change while the status is "
	   "in use."),
	.choices = "operator contact closed", .words = "turn"},
    {"colour", OFFICE_COLOUR, OFFICE_BOTH, .label = N_("Colour"),
	N_("Of a dot beside its name, in lists."), .initial = "#46525e"},
    {"is_default", OFFICE_FLAG, OFFICE_BOTH, .label = N_("Default of this turn"),
	N_("What a ticket gets when the turn passes by itself.")},
    {"is_opening", OFFICE_FLAG, OFFICE_BOTH, .label = N_("Status of new tickets")},
    {"is_closing", OFFICE_FLAG, OFFICE_BOTH, .label = N_("Status of tickets that are closed")},
    END_OF_FIELDS};

static const struct office_column priority_columns[] = {
    {"colour", OFFICE_COLOUR, N_("Colour"), NULL},
    {"name_it", OFFICE_LINE, N_("Name in Italian"), NULL},
    {"name_en", OFFICE_LINE, N_("Name in English"), NULL},
    {"rank", OFFICE_NUMBER, N_("Rank"), NULL}, {"is_default", OFFICE_FLAG, N_("Default"), NULL},
    END_OF_FIELDS};
static const struct office_field priority_fields[] = {
    {"name_it", OFFICE_LINE, OFFICE_ADD | OFFICE_REQUIRED, .label = N_("Name in Italian")},
    {"new_name", OFFICE_LINE, OFFICE_EDIT | OFFICE_REQUIRED, .label = N_("Name in Italian"),
	.from = "name_it"},
    {"name_en", OFFICE_LINE, OFFICE_BOTH | OFFICE_LEAVE, .label = N_("Name in English"),
	N_("Empty: the Italian one.")},
    {"rank", OFFICE_NUMBER, OFFICE_BOTH | OFFICE_LEAVE, .label = N_("Rank"),
	N_("The highest is the most urgent.")},
    {"colour", OFFICE_COLOUR, OFFICE_BOTH, .label = N_("Colour"),
	N_("Of a dot beside its name, in lists."), .initial = "#46525e"},
    {"is_default", OFFICE_FLAG, OFFICE_BOTH, .label = N_("Default"),
	N_("What a new ticket gets.")},
    END_OF_FIELDS};

static const struct office_column progress_columns[] = {
    {"colour", OFFICE_COLOUR, N_("Colour"), NULL},
    {"name_it", OFFICE_LINE, N_("Name in Italian"), NULL},
    {"name_en", OFFICE_LINE, N_("Name in English"), NULL},
    {"rank", OFFICE_NUMBER, N_("Order"), NULL}, {"is_start", OFFICE_FLAG, N_("Start"), NULL},
    {"is_end", OFFICE_FLAG, N_("End"), NULL},
    {"practices", OFFICE_NUMBER, N_("Practices"), NULL}, END_OF_FIELDS};
static const struct office_field progress_fields[] = {
    {"name_it", OFFICE_LINE, OFFICE_ADD | OFFICE_REQUIRED, .label = N_("Name in Italian")},
    {"new_name", OFFICE_LINE, OFFICE_EDIT | OFFICE_REQUIRED, .label = N_("Name in Italian"),
	.from = "name_it"},
    {"name_en", OFFICE_LINE, OFFICE_BOTH | OFFICE_LEAVE, .label = N_("Name in English"),
	N_("Empty: the Italian one.")},
    {"rank", OFFICE_NUMBER, OFFICE_BOTH | OFFICE_LEAVE, .label = N_("Order")},
    {"colour", OFFICE_COLOUR, OFFICE_BOTH, .label = N_("Colour"), NULL, .initial = "#46525e"},
    {"is_start", OFFICE_FLAG, OFFICE_BOTH, .label = N_("Practices begin in it")},
    {"is_end", OFFICE_FLAG, OFFICE_BOTH, .label = N_("Practices end in it")},
    {"is_complete", OFFICE_FLAG, OFFICE_BOTH,
	.label = N_("Only when all checks are done and all documents are there")},
    END_OF_FIELDS};

static const struct office_field category_fields[] = {
    {"path", OFFICE_LINE, OFFICE_ADD | OFFICE_REQUIRED, .label = N_("Its name"),
	N_("With its place in the tree: CAF > 730. What is missing above it is added too.")},
    {"name", OFFICE_LINE, OFFICE_EDIT | OFFICE_REQUIRED, .label = N_("Its name")},
    {"parent", OFFICE_CHOICE, OFFICE_EDIT | OFFICE_NONE, .label = N_("Below"),
	N_("Its tickets go with it; what each operator may see there does not change."),
	.list = "category", .none = N_("— at the top —")},
    {"instructions", OFFICE_TEXT, OFFICE_BOTH, .label = N_("Instructions"),
	N_("What contacts read before they open a ticket here: what to write, which documents "
	   "to add.")},
    {"is_hidden", OFFICE_FLAG, OFFICE_BOTH, .label = N_("Hidden from contacts"),
	N_("Operators use it; contacts cannot choose it and never read its name.")},
    {"is_fallback", OFFICE_FLAG, OFFICE_BOTH, .label = N_("Takes mail that fits nowhere else"),
	N_("One category does.")},
    {"initial_level", OFFICE_CHOICE, OFFICE_BOTH, .label = N_("Level of new tickets"),
	.choices = "base advanced", .words = "level"},
    {"closed_reply", OFFICE_CHOICE, OFFICE_BOTH | OFFICE_NONE,
	.label = N_("When a contact writes to a closed ticket"),
	.none = N_("— as the office has it —"),
	.choices = "new_linked reopen reject_notice append_silent", .words = "closedreply"},
    {"closed_grace_days", OFFICE_NUMBER, OFFICE_BOTH,
	.label = N_("Days in which he opens it again all the same"),
	N_("Empty: as the office has it.")},
    {"assign", OFFICE_CHOICE, OFFICE_BOTH, .label = N_("Who gets new tickets"),
	.choices = "none operator fewest", .words = "assign"},
    {"assign_operator", OFFICE_CHOICE, OFFICE_BOTH | OFFICE_NONE,
	.label = N_("The operator who gets them"), N_("Where always the same one does."),
	.list = "operator"},
    {"escalate_notify", OFFICE_CHOICE, OFFICE_BOTH | OFFICE_NONE,
	.label = N_("Who is told when a ticket is raised"),
	.none = N_("— as the office has it —"), .choices = "all chosen none",
	.words = "escalate"},
    {"asks_place", OFFICE_FLAG, OFFICE_BOTH, .label = N_("Forms ask for a place")},
    {"retention_days", OFFICE_NUMBER, OFFICE_BOTH,
	.label = N_("Days after closing until tickets are erased"),
	N_("Empty: they are kept.")},
    END_OF_FIELDS};

static const struct office_column category_columns[] = {
    {"path", OFFICE_LINE, N_("Its name"), NULL}, END_OF_FIELDS};

static const struct office_column operator_columns[] = {
    {"name", OFFICE_LINE, N_("Name and surname"), NULL},
    {"login", OFFICE_LINE, N_("Login"), NULL}, {"addresses", OFFICE_LINE, N_("E-mail"), NULL},
    {"is_admin", OFFICE_FLAG, N_("Administers"), NULL},
    {"has_triage", OFFICE_FLAG, N_("Incoming mail"), NULL},
    {"is_active", OFFICE_FLAG, N_("Active"), NULL}, END_OF_FIELDS};
static const struct office_field operator_fields[] = {
    {"login", OFFICE_LINE, OFFICE_ADD | OFFICE_REQUIRED, .label = N_("Login"),
	N_("The name by which he signs in: small letters, digits, dot, dash, underscore.")},
    {"name", OFFICE_LINE, OFFICE_BOTH | OFFICE_REQUIRED, .label = N_("Name and surname"),
	N_("As contacts read it under his answers.")},
    {"addresses", OFFICE_LINES, OFFICE_BOTH, .label = N_("Mail addresses"),
	N_("One on each line, the main one first: there he is told, and from there he may "
	   "answer by mail.")},
    {"language", OFFICE_CHOICE, OFFICE_BOTH, .label = N_("Language"), .choices = "it en",
	.words = "language"},
    {"signature", OFFICE_TEXT, OFFICE_BOTH, .label = N_("Signature")},
    {"wants_mail", OFFICE_FLAG, OFFICE_BOTH, .label = N_("Is told by mail"),
	N_("Off while he is away: he gets no mail at all."), .initial = "1"},
    {"has_triage", OFFICE_FLAG, OFFICE_BOTH, .label = N_("Sees incoming mail"),
	N_("Mail of strangers and other mail that waits for a decision.")},
    {"is_admin", OFFICE_FLAG, OFFICE_BOTH, .label = N_("Administers"),
	N_("Sees these pages. It gives no sight of tickets.")},
    {"is_active", OFFICE_FLAG, OFFICE_EDIT, .label = N_("Active"),
	N_("Off: he cannot sign in and is told of nothing; what he wrote stays.")},
    END_OF_FIELDS};

static const struct office_column route_columns[] = {{"rank", OFFICE_NUMBER, N_("Order"), NULL},
    {"name", OFFICE_LINE, N_("Its name"), NULL}, {"mailbox", OFFICE_LINE, N_("Mailbox"), NULL},
    {"if", OFFICE_LINE, N_("When"), NULL}, {"then", OFFICE_LINE, N_("Then"), NULL},
    {"is_active", OFFICE_FLAG, N_("Active"), NULL}, END_OF_FIELDS};
static const struct office_field route_fields[] = {
    {"name", OFFICE_LINE, OFFICE_BOTH, .label = N_("Its name")},
    {"rank", OFFICE_NUMBER, OFFICE_BOTH | OFFICE_LEAVE, .label = N_("Order"),
	N_("Rules are tried from the lowest to the highest; for each thing the first rule that "
	   "gives it counts.")},
    {"mailbox", OFFICE_CHOICE, OFFICE_BOTH | OFFICE_NONE, .label = N_("Only mail to"),
	.none = N_("— every mailbox —"), .list = "mailbox"},
    {"if", OFFICE_RULES, OFFICE_BOTH, .label = N_("When all of this holds"),
	N_("No condition: every mail."), .choices = "route_if"},
    {"then", OFFICE_RULES, OFFICE_BOTH, .label = N_("Then"),
	N_("A category as CAF > 730, an operator by his login."), .choices = "route_then",
	.list = "category"},
    {"is_active", OFFICE_FLAG, OFFICE_BOTH, .label = N_("Active"), .initial = "1"},
    END_OF_FIELDS};

static const struct office_noun nouns[] = {
    {"status", "name_it", N_("Statuses"), N_("Status"),
	N_("What is said of a ticket beside whose turn it is."), status_columns, status_fields,
	"add edit remove", NULL, NULL},
    {"priority", "name_it", N_("Priorities"), N_("Priority"),
	N_("How urgent a ticket is. Lists show the most urgent first."), priority_columns,
	priority_fields, "add edit remove", NULL, NULL},
    {"progress", "name_it", N_("States of practices"), N_("State"),
	N_("How far a practice has come, from its start to its end."), progress_columns,
	progress_fields, "add edit remove", NULL, NULL},
    {"category", "path", N_("Categories"), N_("Category"), NULL, category_columns,
	category_fields, "add edit remove", "office_category",
	"select turno.page_office_category($1::jsonb)"},
    {"operator", "login", N_("Operators"), N_("Operator"), NULL, operator_columns,
	operator_fields, "add edit remove", NULL, NULL},
    {"route", "id", N_("Filters"), N_("Filter"),
	N_("What becomes of new mail: which category it goes to, who gets it, what is kept "
	   "out."),
	route_columns, route_fields, "add edit remove", NULL, NULL},
};

const struct office_noun *
office_find_noun(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(nouns); i++)
		if (g_strcmp0(nouns[i].name, name) == 0)
			return &nouns[i];
	return NULL;
}

bool
office_can(const struct office_noun *noun, const char *verb)
{
	g_auto(GStrv) verbs = g_strsplit(noun->verbs, " ", -1);

	return g_strv_contains((const char *const *)verbs, verb);
}
