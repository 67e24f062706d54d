/* bundle: an export (R27) as a ZIP file, sent while it is made. */
#ifndef TURNO_WEB_BUNDLE_H
#define TURNO_WEB_BUNDLE_H

struct exchange;

/* Answers with the conversation of the ticket that the path names, as its viewer sees it, with
 * originals and documents. Memory: one chunk. */
void bundle_send(struct exchange *x);

#endif
