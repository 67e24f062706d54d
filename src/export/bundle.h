/*
 * bundle: an export as a person gets it (R27, R39): what the database tells, as index.json and
 * as text, each document decoded by the decoder that downloads use, each mail as it came, and
 * SHA256SUMS, which sha256sum -c understands.
 */
#ifndef TURNO_EXPORT_BUNDLE_H
#define TURNO_EXPORT_BUNDLE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct db;
struct json_t;
struct sink;

/* Who asks decides what he sees: the caller has begun a transaction, as that person or as the
 * owner of the database, and ends it. */
struct bundle_source {
	const char *data_sql;  /* select turno.X_export($1::jsonb) */
	const char *chunk_sql; /* select turno.export_chunk…($1, $2::bigint, $3::int) */
};

extern const struct bundle_source bundle_ticket;       /* the owner's, of a ticket */
extern const struct bundle_source bundle_ticket_seen;  /* an operator's */
extern const struct bundle_source bundle_contact;      /* a contact's, of himself */
extern const struct bundle_source bundle_contact_seen; /* an administrator's, of a contact */

struct bundle_counts {
	uint64_t files;
	uint64_t bytes;
	uint64_t broken; /* files whose bytes are not those that were stored */
};

/* Writes all into sink, which is then finished. argument: what data_sql takes. Errors of
 * db_call() and of the sink. */
bool bundle_write(struct db *db, const struct bundle_source *source,
    const struct json_t *argument, struct sink *sink, struct bundle_counts *ret_counts,
    GError **error);

#endif
