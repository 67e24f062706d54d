/*
 * sql: the .sql files of the source tree, compiled in, in the order in which they are applied.
 */
#ifndef TURNO_STORE_SQL_H
#define TURNO_STORE_SQL_H

#include <stddef.h>

struct sql_file {
	const char *path; /* in the source tree: sql/schema/0001_people.sql */
	const char *text; /* UTF-8 */
};

/* Made at build time by sql/embed.awk. */
extern const struct sql_file sql_files[];
extern const size_t sql_file_count;

/* The text of the file at path; aborts when there is none, as the build put it there. */
const char *sql_text(const char *path);

/* Lower-case hex SHA-256 of the text of one file. Caller frees. */
char *sql_file_digest(const struct sql_file *file);

/* Lower-case hex SHA-256 over the names and texts of all files: what a program expects of its
 * database. Caller frees. */
char *sql_tree_digest(void);

#endif
