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
    {"password", OFFICE_SECRET, OFFICE_ADD | OFFICE_PASS, .label = N_("Password"),
	N_("Ten characters at least. Left empty one is made, and shown this once: he changes "
	   "it in his profile.")},
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
    {"confirm", OFFICE_SECRET, OFFICE_ADD | OFFICE_PASS | OFFICE_CONFIRM,
	.label = N_("Your own password"),
	N_("Asked for again, because it is about who may enter.")},
    {"confirm", OFFICE_SECRET, OFFICE_EDIT | OFFICE_CONFIRM, .label = N_("Your own password"),
	N_("Only where his addresses change or he is made an administrator: it is about who "
	   "may enter.")},
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

static const struct office_column no_columns[] = {END_OF_FIELDS};
static const struct office_field no_fields[] = {END_OF_FIELDS};

static const struct office_field right_fields[] = {
    {"operators", OFFICE_CHECKS, OFFICE_ADD, .label = N_("Operators"), .list = "operator"},
    {"category", OFFICE_CHOICE, OFFICE_ADD, .label = N_("Category"), .list = "category"},
    {"level", OFFICE_CHOICE, OFFICE_ADD, .label = N_("What they see there"),
	.choices = "base advanced none", .words = "right"},
    {"below", OFFICE_FLAG, OFFICE_ADD, .label = N_("And in all categories below it"),
	.initial = "1"},
    END_OF_FIELDS};

static const struct office_column automation_columns[] = {
    {"rank", OFFICE_NUMBER, N_("Order"), NULL}, {"name", OFFICE_LINE, N_("Its name"), NULL},
    {"trigger", OFFICE_LINE, N_("When"), "trigger"}, {"if", OFFICE_LINE, N_("If"), NULL},
    {"then", OFFICE_LINE, N_("Then"), NULL}, {"is_active", OFFICE_FLAG, N_("Active"), NULL},
    {"fired", OFFICE_NUMBER, N_("Times"), NULL},
    {"last_at", OFFICE_DATE, N_("Last time"), NULL}, END_OF_FIELDS};
static const struct office_field automation_fields[] = {
    {"name", OFFICE_LINE, OFFICE_ADD | OFFICE_REQUIRED, .label = N_("Its name")},
    {"new_name", OFFICE_LINE, OFFICE_EDIT | OFFICE_REQUIRED, .label = N_("Its name"),
	.from = "name"},
    {"trigger", OFFICE_CHOICE, OFFICE_BOTH, .label = N_("When"),
	.choices = "opened contact_message reply note turn status level category priority "
		   "assigned closed reopened delivery_failed waiting due",
	.words = "trigger"},
    {"after_hours", OFFICE_NUMBER, OFFICE_BOTH | OFFICE_LEAVE, .label = N_("Hours"),
	N_("After how many, where it waits or is overdue.")},
    {"if", OFFICE_RULES, OFFICE_BOTH, .label = N_("If all of this holds"),
	N_("No condition: every time."), .choices = "automation_if", .list = "category"},
    {"then", OFFICE_RULES, OFFICE_BOTH, .label = N_("Then"),
	N_("A category as CAF > 730, an operator by his login."), .choices = "automation_then",
	.list = "operator"},
    {"rank", OFFICE_NUMBER, OFFICE_BOTH | OFFICE_LEAVE, .label = N_("Order"),
	N_("The lowest goes first.")},
    {"is_active", OFFICE_FLAG, OFFICE_BOTH, .label = N_("Active"), .initial = "1"},
    END_OF_FIELDS};

static const struct office_column hook_columns[] = {{"name", OFFICE_LINE, N_("Its name"), NULL},
    {"kind", OFFICE_LINE, N_("Kind"), "hookkind"}, {"url", OFFICE_LINE, N_("Address"), NULL},
    {"events", OFFICE_LINE, N_("Events"), NULL}, {"is_active", OFFICE_FLAG, N_("Active"), NULL},
    {"waiting", OFFICE_NUMBER, N_("Waiting"), NULL},
    {"last_state", OFFICE_LINE, N_("Last call"), "call"},
    {"last_at", OFFICE_DATE, N_("Last time"), NULL},
    {"last_error", OFFICE_LINE, N_("What went wrong"), NULL}, END_OF_FIELDS};
static const struct office_field hook_fields[] = {
    {"name", OFFICE_LINE, OFFICE_ADD | OFFICE_REQUIRED, .label = N_("Its name"),
	N_("Small letters, digits, dot, dash and underscore.")},
    {"kind", OFFICE_CHOICE, OFFICE_BOTH, .label = N_("Kind"), .choices = "webhook app-io",
	.words = "hookkind"},
    {"url", OFFICE_LINE, OFFICE_BOTH | OFFICE_LEAVE, .label = N_("Address"),
	N_("It begins with https://. Of the app IO it may be left out.")},
    {"secret", OFFICE_LINE, OFFICE_BOTH | OFFICE_REQUIRED, .label = N_("Secret"),
	N_("Name of the file in the folder of secrets that holds the key; the file is put "
	   "there at the terminal.")},
    {"events", OFFICE_LINES, OFFICE_BOTH, .label = N_("Events"),
	N_("One on each line, as opened, message, reply, closed; * is all of them.")},
    {"with_notes", OFFICE_FLAG, OFFICE_BOTH, .label = N_("Internal notes go along"),
	N_("Their text leaves the office then.")},
    {"is_active", OFFICE_FLAG, OFFICE_BOTH, .label = N_("Active"), .initial = "1"},
    {"confirm", OFFICE_SECRET, OFFICE_BOTH | OFFICE_REMOVE | OFFICE_CONFIRM,
	.label = N_("Your own password"),
	N_("Asked for again, because it is about who may enter.")},
    END_OF_FIELDS};

static const struct office_column api_key_columns[] = {
    {"name", OFFICE_LINE, N_("Its name"), NULL},
    {"categories", OFFICE_LINE, N_("Categories"), NULL},
    {"contacts", OFFICE_LINE, N_("For whom"), "apicontacts"},
    {"per_minute", OFFICE_NUMBER, N_("Requests in a minute"), NULL},
    {"is_active", OFFICE_FLAG, N_("Active"), NULL},
    {"used_at", OFFICE_DATE, N_("Last used"), NULL}, END_OF_FIELDS};
static const struct office_field api_key_fields[] = {
    {"name", OFFICE_LINE, OFFICE_ADD | OFFICE_REQUIRED, .label = N_("Its name"),
	N_("Of the program that uses it: small letters, digits, dot, dash and underscore.")},
    {"categories", OFFICE_CHECKS, OFFICE_BOTH, .label = N_("Categories"),
	N_("Where it may open tickets: there and below."), .list = "category"},
    {"contacts", OFFICE_CHOICE, OFFICE_BOTH, .label = N_("For whom"),
	.choices = "known new any", .words = "apicontacts"},
    {"per_minute", OFFICE_NUMBER, OFFICE_BOTH | OFFICE_LEAVE,
	.label = N_("Requests in a minute"), .initial = "60"},
    {"renew", OFFICE_FLAG, OFFICE_EDIT, .label = N_("Make a new key"),
	N_("The old one opens nothing any more; the new one is shown this once.")},
    {"is_active", OFFICE_FLAG, OFFICE_EDIT, .label = N_("Active")},
    {"confirm", OFFICE_SECRET, OFFICE_BOTH | OFFICE_REMOVE | OFFICE_CONFIRM,
	.label = N_("Your own password"),
	N_("Asked for again, because it is about who may enter.")},
    END_OF_FIELDS};

static const struct office_column mailbox_columns[] = {
    {"name", OFFICE_LINE, N_("Its name"), NULL}, {"address", OFFICE_LINE, N_("Address"), NULL},
    {"state", OFFICE_LINE, N_("State"), "boxstate"},
    {"fetched_at", OFFICE_DATE, N_("Last fetched"), NULL},
    {"waiting", OFFICE_NUMBER, N_("Waiting"), NULL},
    {"accept_new", OFFICE_LINE, N_("New tickets"), "acceptnew"},
    {"category", OFFICE_LINE, N_("Category"), NULL},
    {"is_active", OFFICE_FLAG, N_("Active"), NULL},
    {"poll_error", OFFICE_LINE, N_("What went wrong"), NULL}, END_OF_FIELDS};
static const struct office_field mailbox_fields[] = {
    {"name", OFFICE_LINE, OFFICE_ADD | OFFICE_REQUIRED, .label = N_("Its name"),
	N_("Small letters, digits, dot, dash and underscore.")},
    {"address", OFFICE_LINE, OFFICE_BOTH | OFFICE_REQUIRED, .label = N_("Address"),
	N_("Contacts write to it, and mail to them comes from it.")},
    {"kind", OFFICE_CHOICE, OFFICE_BOTH, .label = N_("Kind"), .choices = "email pec",
	.words = "boxkind"},
    {"language", OFFICE_CHOICE, OFFICE_BOTH, .label = N_("Language"), .choices = "it en",
	.words = "language"},
    {"accept_new", OFFICE_CHOICE, OFFICE_BOTH, .label = N_("Who opens tickets by mail to it"),
	N_("Mail of others waits among the incoming mail."), .choices = "known anyone none",
	.words = "acceptnew"},
    {"category", OFFICE_CHOICE, OFFICE_BOTH | OFFICE_NONE,
	.label = N_("Category of its tickets"), N_("Where no filter says another."),
	.list = "category", .none = N_("— the one that takes the rest —")},
    {"folder", OFFICE_LINE, OFFICE_BOTH | OFFICE_LEAVE, .label = N_("Folder on the server"),
	.initial = "INBOX"},
    {"submission", OFFICE_CHOICE, OFFICE_BOTH, .label = N_("Its mail leaves by"),
	N_("A server of the office: the groups submission of turno.conf, which whoever runs "
	   "the "
	   "machine writes. A server of its own is given on the page of the mailbox; who goes "
	   "back to one of the office takes it away, with its password."),
	.from = "account", .list = "submission"},
    {"after", OFFICE_CHOICE, OFFICE_BOTH, .label = N_("What was fetched, on the server"),
	.choices = "leave flag move delete", .words = "after"},
    {"after_folder", OFFICE_LINE, OFFICE_BOTH, .label = N_("Folder that it is moved to")},
    {"reply_to", OFFICE_CHOICE, OFFICE_BOTH, .label = N_("An address to answer to (Reply-To)"),
	N_("Whether it counts as the sender's."), .choices = "unknown always never",
	.words = "replyto"},
    {"authserv_ids", OFFICE_LINES, OFFICE_BOTH,
	.label = N_("Mail servers that authenticate senders"),
	N_("The first word of Authentication-Results in its mail, one on each line; - where "
	   "the server writes none.")},
    {"trusts_headers", OFFICE_FLAG, OFFICE_BOTH,
	.label = N_("Its server removes forged fields")},
    {"generated_flips", OFFICE_FLAG, OFFICE_BOTH,
	.label = N_("Automatic mail passes the turn too")},
    {"is_active", OFFICE_FLAG, OFFICE_BOTH, .label = N_("Active"), .initial = "1"},
    {"imap_host", OFFICE_LINE, OFFICE_SERVER | OFFICE_REQUIRED, .label = N_("Server (IMAP)"),
	N_("As its provider names it: imap.example.it.")},
    {"imap_tls", OFFICE_CHOICE, OFFICE_SERVER, .label = N_("Encryption"),
	.choices = "implicit starttls", .words = "imaptls"},
    {"imap_port", OFFICE_NUMBER, OFFICE_SERVER, .label = N_("Port"),
	N_("993 with TLS from the start, 143 with STARTTLS.")},
    {"imap_login", OFFICE_LINE, OFFICE_SERVER | OFFICE_REQUIRED, .label = N_("Login"),
	N_("With which one signs in there: mostly the address itself.")},
    {"secret", OFFICE_SECRET, OFFICE_SERVER, .label = N_("Password of the mailbox"),
	N_("It is sealed at once: only turnod opens it, for this server and login. Whoever "
	   "changes one of them gives the password again.")},
    {"smtp_host", OFFICE_LINE, OFFICE_SERVER,
	.label = N_("SMTP server, for sending with the same login and password"),
	N_("Where its mail leaves by the same provider: smtp.example.it. Left empty, sending "
	   "stays as it is.")},
    {"smtp_host", OFFICE_LINE, OFFICE_SENDING | OFFICE_REQUIRED, .label = N_("Server (SMTP)"),
	N_("As its provider names it: smtp.example.it.")},
    {"smtp_tls", OFFICE_CHOICE, OFFICE_SERVER | OFFICE_SENDING,
	.label = N_("Encryption when sending"), .choices = "implicit starttls",
	.words = "imaptls"},
    {"smtp_port", OFFICE_NUMBER, OFFICE_SERVER | OFFICE_SENDING,
	.label = N_("Port when sending"),
	N_("465 with TLS from the start, 587 with STARTTLS.")},
    {"smtp_login", OFFICE_LINE, OFFICE_SENDING | OFFICE_REQUIRED, .label = N_("Login"),
	N_("With which one signs in there: mostly the one for reading.")},
    {"secret", OFFICE_SECRET, OFFICE_SENDING, .label = N_("Password for sending"),
	N_("It is sealed at once: only turnod opens it, for this server and login. Whoever "
	   "changes one of them gives the password again.")},
    {"confirm", OFFICE_SECRET, OFFICE_SERVER | OFFICE_SENDING | OFFICE_CONFIRM,
	.label = N_("Your own password"),
	N_("Asked for again, because it says where passwords and mail go.")},
    END_OF_FIELDS};

static const struct office_column tag_columns[] = {{"tag", OFFICE_LINE, N_("Tag"), NULL},
    {"tally", OFFICE_LINE, N_("Tickets"), NULL},
    {"rules", OFFICE_NUMBER, N_("Filters that give it"), NULL}, END_OF_FIELDS};
static const struct office_field tag_fields[] = {
    {"new_name", OFFICE_LINE, OFFICE_EDIT | OFFICE_REQUIRED, .label = N_("Its name"),
	N_("Tickets, filters of mail and the filters that operators keep follow."),
	.from = "tag"},
    {"into", OFFICE_CHOICE, OFFICE_MERGE | OFFICE_NONE, .label = N_("Tag that stays"),
	N_("All that has this tag has that one instead. It cannot be taken back."),
	.list = "tag", .none = N_("— choose —")},
    END_OF_FIELDS};

static const struct office_column hold_columns[] = {
    {"ticket", OFFICE_NUMBER, N_("Ticket"), NULL},
    {"subject", OFFICE_LINE, N_("Subject"), NULL}, {"reason", OFFICE_LINE, N_("Reason"), NULL},
    {"by", OFFICE_LINE, N_("Who said so"), NULL}, {"at", OFFICE_DATE, N_("Since"), NULL},
    END_OF_FIELDS};
static const struct office_field hold_fields[] = {
    {"ticket", OFFICE_LINE, OFFICE_ADD | OFFICE_REQUIRED, .label = N_("Ticket"),
	N_("Its number.")},
    {"reason", OFFICE_TEXT, OFFICE_ADD | OFFICE_REQUIRED, .label = N_("Reason"),
	N_("Why it is kept: a dispute, an inspection. Whoever removes it reads this.")},
    END_OF_FIELDS};

static const struct office_column mute_columns[] = {
    {"login", OFFICE_LINE, N_("Operator"), NULL}, {"event", OFFICE_LINE, N_("Event"), "told"},
    {"category", OFFICE_LINE, N_("Only in this category"), NULL}, END_OF_FIELDS};
static const struct office_field mute_fields[] = {
    {"login", OFFICE_CHOICE, OFFICE_ADD, .label = N_("Operator"), .list = "operator"},
    {"event", OFFICE_CHOICE, OFFICE_ADD, .label = N_("Event"),
	.choices =
	    "opened opened_by_office message generated reply failed held raised note assigned "
	    "moved merged lock reminder status closed reopened practice quarantine morning",
	.words = "told"},
    {"category", OFFICE_CHOICE, OFFICE_ADD | OFFICE_NONE, .label = N_("Category"),
	.list = "category", .none = N_("— everywhere —")},
    END_OF_FIELDS};

static const struct office_column key_columns[] = {{"id", OFFICE_NUMBER, N_("Number"), NULL},
    {"state", OFFICE_LINE, N_("State"), "keystate"},
    {"created_at", OFFICE_DATE, N_("Since"), NULL},
    {"retired_at", OFFICE_DATE, N_("Until"), NULL},
    {"operators_until", OFFICE_DATE, N_("Answers of operators count until"), NULL},
    {"contacts_until", OFFICE_DATE, N_("Answers of contacts count until"), NULL},
    END_OF_FIELDS};
static const struct office_field key_fields[] = {
    {"confirm", OFFICE_SECRET, OFFICE_ADD | OFFICE_CONFIRM, .label = N_("Your own password"),
	N_("A new key signs from now on. Answers to mails that the one before signed still "
	   "count.")},
    {"confirm", OFFICE_SECRET, OFFICE_REMOVE | OFFICE_CONFIRM, .label = N_("Your own password"),
	N_("What it signed counts no more: answers to such mails come in as new mail, unless "
	   "their Message-ID tells the ticket.")},
    END_OF_FIELDS};

static const struct office_noun nouns[] = {
    {.name = "status",
	.key = "name_it",
	.title = N_("Statuses"),
	N_("Status"),
	N_("What is said of a ticket beside whose turn it is."),
	status_columns,
	status_fields,
	"add edit remove"},
    {.name = "priority",
	.key = "name_it",
	.title = N_("Priorities"),
	N_("Priority"),
	N_("How urgent a ticket is. Lists show the most urgent first."),
	priority_columns,
	priority_fields,
	"add edit remove"},
    {.name = "tag",
	.key = "tag",
	.title = N_("Tags"),
	N_("Tag"),
	N_("Words by which operators find tickets. They come into being when an operator, a "
	   "filter of mail or a program gives one; here they are put in order."),
	tag_columns,
	tag_fields,
	"edit merge remove"},
    {.name = "progress",
	.key = "name_it",
	.title = N_("States of practices"),
	N_("State"),
	N_("How far a practice has come, from its start to its end."),
	progress_columns,
	progress_fields,
	"add edit remove"},
    {.name = "category",
	.key = "path",
	.title = N_("Categories"),
	N_("Category"),
	NULL,
	category_columns,
	category_fields,
	"add edit remove",
	"office_category",
	"select turno.page_office_category($1::jsonb)"},
    {.name = "operator",
	.key = "login",
	.title = N_("Operators"),
	N_("Operator"),
	NULL,
	operator_columns,
	operator_fields,
	"add edit remove password"},
    {.name = "right",
	.key = "path",
	.title = N_("Rights"),
	N_("Rights"),
	NULL,
	no_columns,
	right_fields,
	"add",
	"office_right",
	"select turno.page_office_right($1::jsonb)",
	.act_add = "set"},
    {.name = "hold",
	.key = "ticket",
	.title = N_("Tickets to keep"),
	N_("Ticket to keep"),
	N_("Nothing erases or removes them while they stand here, whatever the days of their "
	   "category say. You see those whose tickets you see."),
	hold_columns,
	hold_fields,
	"add remove"},
    {.name = "mute",
	.key = "key",
	.title = N_("Mails they are spared"),
	N_("Spared mail"),
	N_("Of what an operator is not told by mail, though the office tells it. He changes it "
	   "in his profile too."),
	mute_columns,
	mute_fields,
	"add remove"},
    {.name = "key",
	.key = "id",
	.title = N_("Keys that sign"),
	N_("Key that signs"),
	N_("With them turno knows answers to its own mails. Make a new one from time to time, "
	   "and when somebody may have read the database or a copy of it; then remove the old "
	   "one."),
	key_columns,
	key_fields,
	"add remove",
	.act_add = "rotate",
	.act_remove = "retire"},
    {.name = "setting",
	.key = "key",
	.title = N_("Settings"),
	N_("Setting"),
	NULL,
	no_columns,
	no_fields,
	"",
	"office_setting",
	"select turno.page_office_setting($1::jsonb)"},
    {.name = "mailbox",
	.key = "name",
	.title = N_("Mailboxes"),
	N_("Mailbox"),
	N_("Addresses of the office whose mail becomes tickets."),
	mailbox_columns,
	mailbox_fields,
	"add edit remove server sending test"},
    {.name = "automation",
	.key = "name",
	.title = N_("Automations"),
	N_("Automation"),
	N_("What is done by itself when something happens to a ticket, or when nothing does."),
	automation_columns,
	automation_fields,
	"add edit remove try more"},
    {.name = "hook",
	.key = "name",
	.title = N_("Webhooks"),
	N_("Webhook"),
	N_("Programs that are called when something happens to a ticket."),
	hook_columns,
	hook_fields,
	"add edit remove test"},
    {.name = "apikey",
	.key = "name",
	.title = N_("Keys of the API"),
	N_("Key"),
	N_("Programs that may open tickets here, each with a key of its own."),
	api_key_columns,
	api_key_fields,
	"add edit remove"},
    {.name = "route",
	.key = "id",
	.title = N_("Filters"),
	N_("Filter of mail"),
	N_("What becomes of new mail: which category it goes to, who gets it, what is kept "
	   "out."),
	route_columns,
	route_fields,
	"add edit remove more"},
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
