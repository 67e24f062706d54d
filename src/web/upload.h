/*
 * upload: files of a form on their way into blobs, piece by piece; nothing is held but one
 * chunk. One transaction per file; its id joins the form's "uploads". Refused before the first
 * byte is stored when the form's CSRF token does not fit; a file from a session that is over is
 * read and dropped, so that the text after it is still taken.
 */
#ifndef TURNO_WEB_UPLOAD_H
#define TURNO_WEB_UPLOAD_H

#include <glib.h>
#include <stdbool.h>

struct exchange;
struct form;
struct part;
struct upload;

/* For the form that x reads; x is borrowed. Caller frees. */
struct upload *upload_new(struct exchange *x);
void upload_free(struct upload *upload);
typedef struct upload Upload; /* only for g_autoptr(Upload) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Upload, upload_free)

/* The functions of struct form_files; context is the upload. */
bool upload_begin(
    void *context, const struct form *form, const struct part *part, GError **error);
bool upload_data(void *context, const void *bytes, size_t size_bytes, GError **error);
bool upload_end(void *context, GError **error);

/* True when the form came without the session's CSRF token. */
bool upload_was_forged(const struct upload *upload);

/* True when the database refused or failed. */
bool upload_has_failed(const struct upload *upload);

#endif
