/*
 * page_file: the files of which pages are made: those compiled in, each replaced by the file of
 * the same name in the office's folder (web.page_dir) where there is one.
 */
#ifndef TURNO_WEB_PAGE_FILE_H
#define TURNO_WEB_PAGE_FILE_H

#include <glib.h>
#include <stdbool.h>

/* The text of the page called name (without ".html"), NULL when there is none. Borrowed. */
const char *page_file_find(const char *name);

/*
 * Takes the files of folder ("" none) in place of those of the same name, once, when the
 * program starts. CONFIG when the folder cannot be read, a file has the name of no page or is
 * malformed: "FILE:LINE: {{#x}} is never closed"; then none of them is used.
 */
bool page_file_use_folder(const char *folder, GError **error);

#endif
