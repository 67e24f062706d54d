/*
 * read: a pool of readers (reader.h) seen from their parent. Mails go in as sealed memory,
 * results come out in the order of submission; a mail that kills or stalls its reader costs
 * that reader and nothing else. One process, one thread. The caller's SIGCHLD handling must
 * leave the pool's children alone (no waitpid(-1)).
 */
#ifndef TURNO_JOB_READ_H
#define TURNO_JOB_READ_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct read_pool;

enum read_state {
	READ_OK,      /* json holds the evidence, checked by evidence_check() */
	READ_DIED,    /* the reader died on this mail, or answered nonsense; reason says how */
	READ_TIMEOUT, /* killed after LIMIT_READER_WALL_MS */
};

struct read_result {
	uint64_t id; /* as given to read_submit() */
	enum read_state state;
	char *json; /* NUL-terminated; NULL unless READ_OK */
	size_t json_size;
	char *reason; /* one short English sentence; NULL when READ_OK */
};

/* Frees what is in it and makes it empty. */
void read_result_clear(struct read_result *result);

#define READ_WITH_MD5 1u /* attachments with their MD5 */

/* Readers that are started from now on check the signatures of mails against the authorities in
 * that file (PEM; NULL or "": they check none). One that cannot be read is as if it were not
 * given: a mail does not wait for it. */
void read_set_ca_file(const char *path);

/* Starts nothing yet: readers are started when mails come. readers >= 1 is how many may work at
 * once. Caller frees with read_pool_free(), which kills what still runs. */
struct read_pool *read_pool_new(unsigned readers, unsigned flags);
void read_pool_free(struct read_pool *pool);
typedef struct read_pool ReadPool; /* only for g_autoptr(ReadPool) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ReadPool, read_pool_free)

/* Queues a mail: memfd from read_memfd_seal(), owned by the pool from now on. Work begins at
 * once if a reader is idle. */
void read_submit(struct read_pool *pool, uint64_t id, int memfd);

/* Mails submitted whose results were not yet taken. */
unsigned read_pending(const struct read_pool *pool);

/*
 * Waits for the result of the mail submitted first and takes it; caller clears it. At least one
 * must be pending. False, and nobody is blamed, when no reader can be started. Errors: RETRY.
 */
bool read_next(struct read_pool *pool, struct read_result *ret_result, GError **error);

/* Reads one mail with a reader of its own. Errors as read_next(). */
bool read_one(const char *bytes, size_t size_bytes, unsigned flags,
    struct read_result *ret_result, GError **error);

/* Anonymous memory for one mail: a descriptor, or -1. Errors: RETRY. */
int read_memfd_new(GError **error);

/* Appends a chunk. Errors: RETRY. */
bool read_memfd_append(int memfd, const char *bytes, size_t size_bytes, GError **error);

/* From now on it can neither change nor grow. Errors: RETRY. */
bool read_memfd_seal(int memfd, GError **error);

#endif
