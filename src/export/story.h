/*
 * story: a ticket as plain text, to be read or printed without turno.
 */
#ifndef TURNO_EXPORT_STORY_H
#define TURNO_EXPORT_STORY_H

struct json_t;

/* The posts of a ticket in order, each with author, time, channel, text and the paths of its
 * files (members post and path of files); UTF-8, lines as they were written. Caller frees. */
char *story_of_ticket(const struct json_t *ticket, const struct json_t *files);

#endif
