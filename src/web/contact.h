/* contact: what of the contact's side is not one call and one page. */
#ifndef TURNO_WEB_CONTACT_H
#define TURNO_WEB_CONTACT_H

struct exchange;

/* GET /t: to the one ticket of who came by a link, else to the list of his. */
void contact_home(struct exchange *x);

/* POST: somebody without credentials asks for a ticket, where the office lets anyone (R3). */
void contact_ask(struct exchange *x);

#endif
