/* sign: coming in and going out: operators by name and password, contacts by magic link (M33).
 */
#ifndef TURNO_WEB_SIGN_H
#define TURNO_WEB_SIGN_H

struct exchange;

/* GET /: to where the visitor belongs, by the cookie he carries. */
void sign_home(struct exchange *x);

/* GET /login: the operators' sign-in page. */
void sign_show(struct exchange *x);

/* POST /login: a session, and on to the page that was asked for, with the text typed before. */
void sign_in(struct exchange *x);

/* POST: ends the session of an operator or a contact. */
void sign_out(struct exchange *x);

/* GET of a magic link: the office and a button, nothing personal, nothing changed. */
void sign_link_show(struct exchange *x);

/* POST of a magic link: a session and a redirect, so that the token leaves the address bar; or,
 * when the link does not open any more, a new one by mail. */
void sign_link_enter(struct exchange *x);

#endif
