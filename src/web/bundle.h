/* bundle: an export (R27, R39) as a ZIP file, sent while it is made. */
#ifndef TURNO_WEB_BUNDLE_H
#define TURNO_WEB_BUNDLE_H

struct exchange;

/* Answers with the conversation of the ticket that the path names, as its viewer sees it, with
 * originals and documents; or with what is kept of the contact that it names, as its viewer
 * sees it; or, when it names neither, with what the contact who asks may have of himself.
 * Memory: one chunk. */
void bundle_send(struct exchange *x);

#endif
