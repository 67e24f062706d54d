/*
 * tnef: winmail.dat, what Exchange and Outlook put a mail into when they think that the other
 * side is Exchange too (MS-OXTNEF). Reads bounds only: nothing is copied but names, nothing is
 * followed, and no length is believed. Debian's libytnef copies every member and tells no
 * offsets, so a member could not be sent from the raw mail.
 */
#ifndef TURNO_PARSE_TNEF_H
#define TURNO_PARSE_TNEF_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Bytes within the file; length 0: there are none. */
struct tnef_range {
	size_t offset, length;
};

struct tnef_member {
	char *name;       /* UTF-8, not sanitised; "" unknown */
	char *type;       /* as the sender said, lower case; "" unknown */
	char *content_id; /* "" none */
	struct tnef_range data;
	bool is_message; /* data is a tnef file again: an attached message */
};

struct tnef {
	GPtrArray *members;                /* struct tnef_member with data, in order */
	struct tnef_range text, html, rtf; /* the message's body; rtf is compressed (rtf.h) */
	char charset[16];                  /* of text, "" unknown */
	char html_charset[16];
	bool is_cut; /* the file ends in the middle, or does not hold what it says */
};

/* NULL when bytes are no tnef file. At most LIMIT_PARTS members. Caller frees with tnef_free().
 */
struct tnef *tnef_read(const char *bytes, size_t size_bytes);
void tnef_free(struct tnef *tnef);
typedef struct tnef Tnef; /* only for g_autoptr(Tnef) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Tnef, tnef_free)

#endif
