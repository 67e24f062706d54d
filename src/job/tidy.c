#include "config.h"
#include "job/tidy.h"

#include "base/clock.h"
#include "base/conf.h"
#include "base/log.h"
#include "base/signal.h"
#include "job/process.h"
#include "store/db.h"
#include "store/outbox.h"

#define TIDY_MAX_MS 30000
#define WORDS_PAUSE_MS 1000 /* until a new post is found by its words */
#define WORDS_AT_ONCE 500

static bool
tidy_once(struct db *db, const char *owner)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Json) counts = NULL;
	const char *name;
	json_t *count;

	if (!tidy_run(db, owner, &counts, &error)) {
		log_warning("%s", error->message);
		return false;
	}
	g_autoptr(GString) line = g_string_new(NULL);
	json_object_foreach(counts, name, count) if (json_integer_value(count) > 0)
	    g_string_append_printf(
		line, " %s=%" G_GINT64_FORMAT, name, (gint64)json_integer_value(count));
	if (line->len > 0)
		log_info("tidied%s", line->str);
	return true;
}

/* Until it is time to tidy again, writes the words of what comes in. False: the database
 * failed. */
static bool
write_words(struct db *db, int64_t until_ms)
{
	g_autoptr(GError) error = NULL;
	int64_t left_ms;

	while (!signal_stop_requested() && (left_ms = until_ms - clock_monotonic_ms()) > 0) {
		int more = search_fill(db, WORDS_AT_ONCE, &error);
		if (more < 0) {
			log_warning("%s", error->message);
			return false;
		}
		if (more == 0)
			process_wait(-1, MIN(left_ms, WORDS_PAUSE_MS));
	}
	return true;
}

int
tidy_process(const struct process *process, const void *data)
{
	int64_t pause_ms = MIN(process->conf->lease_seconds * 1000 / 2, TIDY_MAX_MS);
	g_autoptr(Db) db = NULL;
	unsigned failures = 0;

	(void)data;
	while (!signal_stop_requested()) {
		if (db == NULL && (db = process_open_db(process)) == NULL)
			break;
		if (tidy_once(db, process->owner) &&
		    write_words(db, clock_monotonic_ms() + pause_ms)) {
			failures = 0;
			continue;
		}
		if (!db_is_alive(db))
			g_clear_pointer(&db, db_close);
		process_back_off(failures++, PROCESS_BACKOFF_MAX_MS);
	}
	return 0;
}
