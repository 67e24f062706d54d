/*
 * mime_unpack: what lies in files that are only wrapping: winmail.dat (TNEF), AppleSingle and
 * AppleDouble. Members become parts like any other; the wrapping is hidden when it was read
 * whole.
 */
#ifndef TURNO_PARSE_MIME_UNPACK_H
#define TURNO_PARSE_MIME_UNPACK_H

#include <glib.h>

struct mime_tree;

/* Looks into part `index` of the tree of bytes; the parts found stand behind it. */
void mime_unpack(struct mime_tree *tree, guint index, const char *bytes);

#endif
