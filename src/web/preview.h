/* preview: a reply as the mail that it would become, made by what makes mails. */
#ifndef TURNO_WEB_PREVIEW_H
#define TURNO_WEB_PREVIEW_H

struct exchange;

/* POST: shows the form again as it was typed, with values.preview = {mails: [{to, subject,
 * body}]} and sends nothing. */
void preview_show(struct exchange *x);

#endif
