#include "config.h"
#include "job/tidy.h"

#include "base/conf.h"
#include "base/log.h"
#include "base/signal.h"
#include "job/process.h"
#include "store/db.h"
#include "store/outbox.h"

#define TIDY_MAX_MS 30000

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
		if (tidy_once(db, process->owner)) {
			failures = 0;
			process_wait(-1, pause_ms);
			continue;
		}
		if (!db_is_alive(db))
			g_clear_pointer(&db, db_close);
		process_back_off(failures++, PROCESS_BACKOFF_MAX_MS);
	}
	return 0;
}
