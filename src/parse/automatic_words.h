/*
 * automatic_words: fields, values and subjects by which programs are known (RFC 3834 and its
 * relatives). Data only. Values and subjects are lower case; every list ends with NULL, or with
 * an entry whose field is NULL.
 */
#ifndef TURNO_PARSE_AUTOMATIC_WORDS_H
#define TURNO_PARSE_AUTOMATIC_WORDS_H

/* A field and how its value begins; "" any value but "no" and "false". */
struct automatic_sign {
	const char *field, *value;
};

/* Marks that only answering machines set. */
extern const struct automatic_sign automatic_response_signs[];

/* Marks of mail that a program wrote. */
extern const struct automatic_sign automatic_generated_signs[];

/* Marks of mailing lists, whose mails persons write. */
extern const struct automatic_sign automatic_list_signs[];

/* How subjects begin that answering machines make: whoever answers by hand has them not. */
extern const char *const automatic_machine_subjects[];

/* How subjects of absence notices begin that a person may write as well. */
extern const char *const automatic_absence_subjects[];

/* Whole subjects that only mail systems write. */
extern const char *const automatic_system_subjects[];

/* Local parts of addresses that nobody reads. */
extern const char *const automatic_robot_locals[];

#endif
