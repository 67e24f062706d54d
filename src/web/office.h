/*
 * office: the administration. A plain noun (a status, a category, an operator) is a row of one
 * table that says which columns its list has and which fields its form: list, form and removal
 * are the same code for all. What a value may be, the database decides: turno.act_admin.
 */
#ifndef TURNO_WEB_OFFICE_H
#define TURNO_WEB_OFFICE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "web/form.h"
#include "web/message.h"

struct exchange;

enum office_kind {
	OFFICE_LINE,
	OFFICE_TEXT,
	OFFICE_LINES,  /* a list: one on each line */
	OFFICE_NUMBER, /* 0 or more; may be left empty */
	OFFICE_FLAG,
	OFFICE_COLOUR,
	OFFICE_CHOICE, /* one of choices or of a list */
	OFFICE_CHECKS, /* any of them */
	OFFICE_DATE,   /* of a column only */
	OFFICE_RULES,  /* rows of conditions or actions; see office_rule.h */
	OFFICE_SECRET, /* a password: never shown again */
};

enum office_use {
	OFFICE_ADD = 1,       /* is in the form that adds */
	OFFICE_EDIT = 2,      /* is in the form that changes */
	OFFICE_REQUIRED = 4,  /* as HTML says it; the database says it too */
	OFFICE_LEAVE = 8,     /* left empty it is not sent: what holds stays */
	OFFICE_NONE = 16,     /* a choice that may be none: '' */
	OFFICE_PASS = 32,     /* is in the form that gives a password */
	OFFICE_CONFIRM = 64,  /* his own password, not a value of the noun */
	OFFICE_REMOVE = 128,  /* is in the form that removes */
	OFFICE_SERVER = 256,  /* is in the form that says which server it has */
	OFFICE_SENDING = 512, /* is in the form that says by which server its mail leaves */
	OFFICE_MERGE = 1024,  /* is in the form that merges it into another */
};

#define OFFICE_BOTH (OFFICE_ADD | OFFICE_EDIT)

struct office_field {
	const char *name; /* member of the values of act_admin; NULL ends a list */
	enum office_kind kind;
	unsigned use;
	const char *label;   /* English, of the catalogue */
	const char *help;    /* likewise, NULL for none */
	const char *from;    /* member of the row that it shows; NULL: name */
	const char *choices; /* words, by blanks: each called message_word(words, word) */
	const char *words;
	const char *list;    /* or a list of page_admin_choices */
	const char *initial; /* in the form that adds */
	const char *none;    /* what a choice of none is called; NULL: none */
};

struct office_column {
	const char *name; /* member of the row; NULL ends a list */
	enum office_kind kind;
	const char *label; /* English, of the catalogue */
	const char *words; /* its values are words of this kind; NULL: as they are */
};

struct office_noun {
	const char *name; /* of act_admin and in the address */
	const char *key;  /* member that names a row */
	const char *title, *one, *intro;
	const struct office_column *columns;
	const struct office_field *fields;
	const char *verbs;      /* "add edit remove" */
	const char *page;       /* list page other than the general one, NULL */
	const char *sql;        /* the call that fills that one, NULL: page_admin */
	const char *act_add;    /* the verb of act_admin that adds; NULL: add */
	const char *act_remove; /* and that removes; NULL: remove */
};

/* The noun with this name, NULL when there is none. */
const struct office_noun *office_find_noun(const char *name);

/* True when verb is among what may be done with it. */
bool office_can(const struct office_noun *noun, const char *verb);

/* What office_form.html shows: one object for each field that use asks for. values: of a row
 * (is_typed false) or as typed; errors, lists: objects. New reference. */
json_t *office_show_fields(const struct office_noun *noun, unsigned use, json_t *values,
    bool is_typed, json_t *errors, json_t *lists, enum language language);

/* The fields of the route for the form: "key" and those that use asks for. Caller frees. */
struct field *office_form_fields(const struct office_noun *noun, unsigned use);

/* The values of act_admin from those of the form; what no number is becomes an error. New
 * reference. */
json_t *office_take_values(
    const struct office_noun *noun, unsigned use, json_t *typed, json_t *errors);

/* Names of the lists that the fields need: the argument of page_admin_choices. New reference.
 */
json_t *office_list_names(const struct office_noun *noun);

/* The cells of a row of the list page. New reference. */
json_t *office_show_row(
    const struct office_noun *noun, const json_t *row, enum language language);

/* Those lists for suggestions beside a field: an array of values. New reference. */
json_t *office_show_lists(const json_t *lists);

/* True when one of the fields that use asks for has this name. */
bool office_has_field(const struct office_noun *noun, unsigned use, const char *name);

/* The object of what was typed. Borrowed. */
json_t *office_typed(const struct exchange *x);

/* Reads a form by fields and looks at its CSRF token. False: answered. */
bool office_read_form(struct exchange *x, const struct field *fields);

/* Has act_admin do what is not a row of a list, then to path. False: it refused; its errors are
 * the form's, which is shown again. */
bool office_change(
    struct exchange *x, const char *noun, const char *verb, json_t *values, const char *path);

/* Errors of the whole form, and of fields that it does not show, become data.refusal. */
void office_add_refusal(
    json_t *data, json_t *errors, const json_t *fields, enum language language);

/* GET and POST /office/setting/GROUP. */
void office_setting_ask(struct exchange *x);
void office_setting_submit(struct exchange *x);

/* GET and POST /office/template/NAME: the words of a mail, with a preview. */
void office_template_ask(struct exchange *x);
void office_template_submit(struct exchange *x);

/* GET /office/NOUN: the list. */
void office_list(struct exchange *x);

/* GET /office/NOUN/add, /edit?key=, /remove?key= …: the form, or the question. */
void office_ask(struct exchange *x);

/* POST of them. */
void office_submit(struct exchange *x);

#endif
