/* confirm: the page behind the links that confirm: a mail in an operator's name that was parked
 * (M20), or the address of who asks for a ticket without credentials (R3). */
#ifndef TURNO_WEB_CONFIRM_H
#define TURNO_WEB_CONFIRM_H

struct exchange;

/* GET: what would be confirmed, and a button; changes nothing. */
void confirm_show(struct exchange *x);

/* POST: carries it out, once; for who asked for a ticket a session and a redirect, so that the
 * token leaves the address bar. */
void confirm_submit(struct exchange *x);

#endif
