/*
 * report_words: what mail systems call themselves and say when a mail could not be delivered.
 * Data only. Everything is lower case (text_lower()); every list ends with NULL, or with an
 * entry whose text is NULL. A language more is a line more.
 */
#ifndef TURNO_PARSE_REPORT_WORDS_H
#define TURNO_PARSE_REPORT_WORDS_H

/* Local parts and display names of mail systems: nobody else uses them. */
extern const char *const report_daemon_locals[];
extern const char *const report_daemon_names[];

/* Local parts that a mail system shares with the people who run it. */
extern const char *const report_postmaster_locals[];

/* Pieces of local parts of programs: weak. */
extern const char *const report_robot_pieces[];

/* Beginnings of subjects that only reports have; words that occur in other subjects as well. */
extern const char *const report_failure_starts[];
extern const char *const report_failure_words[];
extern const char *const report_delay_words[];

/* What the text says of a mail that failed, and of one that waits. */
extern const char *const report_failure_phrases[];
extern const char *const report_delay_phrases[];

/* Words right before the address of a recipient that failed, and words that make the address
 * behind them anybody's but his. */
extern const char *const report_recipient_labels[];
extern const char *const report_other_labels[];

/* Words of the line above the returned mail. */
extern const char *const report_returned_marks[];

/* Reasons in words and the status they mean (RFC 3463) without its class: "1.1". The first that
 * fits counts. */
struct report_reason {
	const char *text, *detail;
};
extern const struct report_reason report_reasons[];

/* Fields of a header (RFC 5322 §3.6 and usual ones) by which a returned one is known. */
extern const char *const report_header_fields[];

#endif
