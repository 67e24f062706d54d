/* html_link: which targets of links are worth showing, and how. */
#ifndef TURNO_PARSE_HTML_LINK_H
#define TURNO_PARSE_HTML_LINK_H

#include <stdbool.h>

/*
 * The target of a link as it is shown: http and https addresses, without the wrapping of
 * programs that check or count clicks where the wrapped one can be read; the address of a
 * mailto, the number of a tel. NULL for what nobody could follow. Caller frees.
 */
char *html_link_target(const char *href);

/* Does the text show that target well enough? "www.example.org" does for
 * "https://www.example.org/", "06 1234" for "tel:+39061234". */
bool html_link_is_shown(const char *target, const char *text);

#endif
