/*
 * mark: the light marks of posts (R21) as HTML. A blank line ends a paragraph; lines that begin
 * with "- ", "* " or "1. " are a list; *bold*, **bold** and _italic_ within a line; addresses
 * with http, https or mailto are links, and so is [words](address), which says where it leads.
 * Everything else stands as it was written, spaces and ends of lines too (white-space:
 * pre-wrap). Mails hold the same text as it is: these are the marks that mail in plain text is
 * used to.
 */
#ifndef TURNO_WEB_MARK_H
#define TURNO_WEB_MARK_H

#include <glib.h>

/* Appends text, any bytes, as HTML whose only tags are p, ul, ol, li, strong, em and a; in time
 * linear in its size. */
void mark_append(GString *out, const char *text);

#endif
