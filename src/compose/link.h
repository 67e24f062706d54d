/*
 * link: the addresses of our own pages that travel in mail. They are built from web.base_url of
 * the configuration, never from a request (M33).
 */
#ifndef TURNO_COMPOSE_LINK_H
#define TURNO_COMPOSE_LINK_H

#include <glib.h>

/*
 * The magic link of a contact: base_url + "/l/" + token. token is base64url without padding, as
 * the database made it. Caller frees. NULL and REJECT when token holds anything else or is
 * shorter than 256 bits.
 */
char *link_for_contact(const char *base_url, const char *token, GError **error);

/*
 * A page of ours: base_url + path. path begins with one slash and holds only A-Z a-z 0-9 / - _
 * so that it can lead nowhere else. Caller frees. NULL and REJECT otherwise.
 */
char *link_for_page(const char *base_url, const char *path, GError **error);

#endif
