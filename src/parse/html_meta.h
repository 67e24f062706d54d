/* html_meta: the charset that a document of HTML names itself. */
#ifndef TURNO_PARSE_HTML_META_H
#define TURNO_PARSE_HTML_META_H

#include <stddef.h>

/* The charset that a <meta> within the first bytes names (HTML §13.2.3.2), in lower case; NULL:
 * none, or one that the bytes cannot have because the tag could be read (UTF-16). Caller frees.
 */
char *html_meta_charset(const char *bytes, size_t size);

#endif
