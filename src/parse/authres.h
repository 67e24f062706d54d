/*
 * authres: the fields Authentication-Results (RFC 8601 §2.2).
 *
 *	authres-payload = [CFWS] authserv-id [ CFWS authres-version ]
 *	                  ( no-result / 1*resinfo ) [CFWS] CRLF
 *	no-result       = [CFWS] ";" [CFWS] "none"
 *	resinfo         = [CFWS] ";" methodspec [ CFWS reasonspec ] [ CFWS 1*propspec ]
 *	methodspec      = [CFWS] method [CFWS] "=" [CFWS] result
 *	reasonspec      = "reason" [CFWS] "=" [CFWS] value
 *	propspec        = ptype [CFWS] "." [CFWS] property [CFWS] "=" pvalue
 *	method          = Keyword [ [CFWS] "/" [CFWS] method-version ]
 *	value           = token / quoted-string
 */
#ifndef TURNO_PARSE_AUTHRES_H
#define TURNO_PARSE_AUTHRES_H

#include <glib.h>

struct evidence;
struct evidence_authentication;
struct header;

/*
 * Fills evidence->authentication from the topmost LIMIT_AUTHRES_FIELDS fields, in order. A part
 * between semicolons that is none of the above adds nothing; a bound of results or properties
 * leaves out the rest.
 */
void authres_read(struct evidence *evidence, const struct header *header);

/* One field's value, unfolded; any bytes. Caller frees with evidence_authentication_free(). */
struct evidence_authentication *authres_parse(const char *field);

#endif
