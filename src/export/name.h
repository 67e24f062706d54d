/*
 * name: what files of an export are called. Names come from mails and browsers: each becomes
 * one that every system takes as one file name, and that no other file in its folder has.
 */
#ifndef TURNO_EXPORT_NAME_H
#define TURNO_EXPORT_NAME_H

#include <glib.h>

/*
 * folder/NAME, with name made safe: one line, no invisible letters, no separators or letters
 * that Windows forbids, no dots or blanks at its ends, none of its device names; at most 200
 * bytes, the ending kept. When taken has it, whatever its case, it is numbered: "scan (2).pdf".
 * Caller frees.
 */
char *export_name(GHashTable *taken, const char *folder, const char *name);

/* The set for export_name(). Caller frees with g_hash_table_unref(). */
GHashTable *export_names_new(void);

#endif
