/*
 * download: sends a document, decoded on the way from the raw bytes of its mail. Asked for by
 * its id, never by a hash; what the viewer may not see does not exist. Nothing in it may run:
 * octet-stream unless it is a plain image, and a sandbox around it.
 */
#ifndef TURNO_WEB_DOWNLOAD_H
#define TURNO_WEB_DOWNLOAD_H

#include <glib.h>
#include <stdbool.h>

struct exchange;

/*
 * Answers with the document that the path names, or with the range of it that is asked for, so
 * that an interrupted download can go on (RFC 9110 §14; the ETag is the SHA-256). Memory: one
 * chunk. A contact's download is an event (R25), its further pieces within an hour are not.
 */
void download_send(struct exchange *x);

/* The same with the mail that the path names, as it came (for operators): a file, never shown.
 */
void download_mail(struct exchange *x);

/*
 * The HTML that this mail came with (for operators), for the browser to show, in a sandbox that
 * runs nothing and loads nothing from anywhere. Where it stands is what the sandboxed reader
 * wrote down: nothing here reads it.
 */
void download_html(struct exchange *x);

/* A Content-Disposition for name (UTF-8, any content) by RFC 6266: an ASCII name for old
 * browsers and the true one encoded (RFC 8187). Caller frees. */
char *download_disposition(const char *name, bool is_inline);

/* True for images that browsers show without running anything. */
bool download_is_safe_image(const char *type);

#endif
