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

/* Answers with the document that the path names; a contact's download is an event (R25). */
void download_send(struct exchange *x);

/* A Content-Disposition for name (UTF-8, any content) by RFC 6266: an ASCII name for old
 * browsers and the true one encoded (RFC 8187). Caller frees. */
char *download_disposition(const char *name, bool is_inline);

/* True for images that browsers show without running anything. */
bool download_is_safe_image(const char *type);

/* One decoder on its way through a document (RFC 2045 §6.7, §6.8). */
struct decoder {
	enum { DECODE_NOTHING, DECODE_BASE64, DECODE_QUOTED_PRINTABLE } kind;
	int state;
	unsigned save;
	char held[3]; /* quoted-printable: the start of an escape */
	unsigned held_size;
};

/* For an encoding's name; anything but base64 and quoted-printable passes unchanged. */
void decoder_init(struct decoder *decoder, const char *encoding);

/* Decodes the next bytes into out, which is emptied first. What is malformed is kept as it is
 * (quoted-printable) or skipped (base64). */
void decoder_push(
    struct decoder *decoder, const void *bytes, size_t size_bytes, GByteArray *out);

/* What is left at the end. */
void decoder_finish(struct decoder *decoder, GByteArray *out);

#endif
