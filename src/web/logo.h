/* logo: the picture of the office, as an administrator gave it (R34). */
#ifndef TURNO_WEB_LOGO_H
#define TURNO_WEB_LOGO_H

struct exchange;

/* GET /logo: the picture, for anybody; kept by browsers, since another one has another address.
 * 404 when there is none. */
void logo_send(struct exchange *x);

#endif
