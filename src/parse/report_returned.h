/* report_returned: where in the text of a report the returned mail begins. */
#ifndef TURNO_PARSE_REPORT_RETURNED_H
#define TURNO_PARSE_REPORT_RETURNED_H

/*
 * The end of the mail system's own words in text: a line that announces the returned mail, or
 * three fields of a header one after another. *ret_header: where that header begins, NULL when
 * nothing came back. Only the first 64 KiB are searched.
 */
const char *report_returned_find(const char *text, const char **ret_header);

#endif
