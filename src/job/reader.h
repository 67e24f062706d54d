/*
 * reader: the child that reads hostile mail. It has no network, no files and no database: mails
 * come as sealed memory over one socket, evidence goes back over it. Started by read.c, which
 * executes /proc/self/exe with READER_ARGUMENT as the only argument: every main that uses
 * read.h must begin with
 *
 *	if (reader_is_asked(argc, argv))
 *		return reader_main();
 */
#ifndef TURNO_JOB_READER_H
#define TURNO_JOB_READER_H

#include <stdbool.h>
#include <stdint.h>

#define READER_ARGUMENT "--reader"
#define READER_CA_VARIABLE "TURNO_PEC_CA_FILE" /* of the environment: pec.ca_file */
#define READER_MAGIC 0x74726e6fu

/* What travels over the socket (descriptor 0 of the child), in host order: both ends are the
 * same program. A request carries the memfd of the mail (SCM_RIGHTS). */
struct reader_request {
	uint32_t magic;
	uint32_t flags;
	uint64_t size; /* of the mail */
};
#define READER_WITH_MD5 1u

/* Followed by size bytes of JSON. The first answer of a reader has READER_READY and no bytes.
 */
struct reader_answer {
	uint32_t magic;
	uint32_t flags;
	uint64_t size;
};
#define READER_READY 1u
#define READER_RECYCLE 2u /* it has used much memory or CPU: start a new one */

/* True when the program was started to be a reader. */
bool reader_is_asked(int argc, char **argv);

/* Reads mails until its parent closes the socket. Does not return when all is well; else an
 * exit status. */
int reader_main(void);

#endif
