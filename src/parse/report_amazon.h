/*
 * report_amazon: bounces and complaints that Amazon SES tells by a notification of SNS, sent as
 * a mail whose text is JSON. M12.
 */
#ifndef TURNO_PARSE_REPORT_AMAZON_H
#define TURNO_PARSE_REPORT_AMAZON_H

#include <stdbool.h>

struct report;

/*
 * Reads text when it is such a notification: recipients and their status are added to report,
 * the Message-ID of the mail it is about is set. *ret_is_complaint tells which of the two it
 * is. False, and nothing changed, for any other text. Not a JSON parser: members are found by
 * their names, whatever nests them; a string within a string loses its backslashes.
 */
bool report_amazon_read(struct report *report, const char *text, bool *ret_is_complaint);

#endif
