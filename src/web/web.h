/* web: one process of turno-cgi: the configuration, one connection to the database, and
 * requests one after the other. */
#ifndef TURNO_WEB_WEB_H
#define TURNO_WEB_WEB_H

#include <glib.h>

#include "web/io.h"

struct conf;
struct web;

/* conf is borrowed for as long as the web lives. Never fails: the database is asked per
 * request. */
struct web *web_new(const struct conf *conf);
void web_free(struct web *web);
typedef struct web Web; /* only for g_autoptr(Web) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Web, web_free)

/* Reads one request and answers it, whatever it is. */
void web_handle(struct web *web, const struct io *io);

#endif
