/* asset: style sheet, script and icon, the same for everybody and kept by browsers. */
#ifndef TURNO_WEB_ASSET_H
#define TURNO_WEB_ASSET_H

struct exchange;

/* Sends the file named by the route; 404 when there is none. */
void asset_send(struct exchange *x);

/* Changes whenever one of the files does: part of their addresses. Static. */
const char *asset_version(void);

#endif
