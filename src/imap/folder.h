/* folder: names of folders and sets of UIDs as they are written in a command line. */
#ifndef TURNO_IMAP_FOLDER_H
#define TURNO_IMAP_FOLDER_H

#include <glib.h>

/* folder (valid UTF-8) in modified UTF-7: "Già" → "Gi&AOA-", "&" → "&-". Caller frees.
 * Source: RFC 3501 §5.1.3 */
char *imap_folder_encode(const char *folder);

/* text as a quoted string, with \ before " and \. Caller frees. Source: RFC 3501 §9 `quoted` */
char *imap_quote(const char *text);

/*
 * uids: uint32_t in any order; zeros and duplicates are dropped.
 * Returns strings like "4:6,9", each of at most 100 ranges so that no server's limit on the
 * length of a line is met; a range never spans a UID that was not given. Empty for no UID.
 * Caller frees with g_ptr_array_unref().
 */
GPtrArray *imap_set_format(const GArray *uids);

#endif
