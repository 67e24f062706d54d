/* forward_people: the people named in a header that a client typed into a text. Nothing there
 * follows RFC 5322: names with commas, addresses twice, "[mailto:…]", or no address at all. */
#ifndef TURNO_PARSE_FORWARD_PEOPLE_H
#define TURNO_PARSE_FORWARD_PEOPLE_H

#include <glib.h>

/*
 * Adds the people of text (UTF-8, one line) to list (of struct evidence_address), up to
 * LIMIT_ADDRESSES in it. An entry ends behind its address, so that a comma within a name is
 * none between people; of "a@b <c@d>" c@d is the address. A text without any address is one
 * entry whose address is "".
 */
void forward_people_read(const char *text, GPtrArray *list);

/*
 * Adds who is named in a line that introduces a text ("On 3 May 2021, at 10:00, A B <a@b>
 * wrote:", "Il giorno 3/5/2021 "A B" <a@b> ha scritto:"): the name is what stands before the
 * address without date, time and verb. Adds nothing when the line holds no address.
 */
void forward_people_read_attribution(const char *line, GPtrArray *list);

#endif
