#include "config.h"
#include "job/table.h"

#include "base/clock.h"

struct entry {
	char *name;
	char *lease;   /* NULL: needs none */
	int64_t epoch; /* of the lease, 0 while it is not held */
	bool wanted;
	bool stopping; /* asked to stop; its end is no failure */
	pid_t pid;     /* 0 when it does not run */
	int64_t started_ms;
	int64_t start_at_ms;
	unsigned failures;
};

struct table {
	const struct table_ops *ops;
	void *data;
	GHashTable *entries; /* name → struct entry */
};

static void
entry_free(struct entry *entry)
{
	g_free(entry->name);
	g_free(entry->lease);
	g_free(entry);
}

struct table *
table_new(const struct table_ops *ops, void *data)
{
	struct table *table = g_new0(struct table, 1);

	table->ops = ops;
	table->data = data;
	table->entries =
	    g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)entry_free);
	return table;
}

void
table_free(struct table *table)
{
	if (table == NULL)
		return;
	g_hash_table_unref(table->entries);
	g_free(table);
}

static void
entry_stop(struct table *table, struct entry *entry, bool hard)
{
	if (entry->pid == 0 || (entry->stopping && !hard))
		return;
	entry->stopping = true;
	table->ops->stop(table->data, entry->pid, hard);
}

void
table_want(struct table *table, const char *name, const char *lease)
{
	struct entry *entry = g_hash_table_lookup(table->entries, name);

	if (entry == NULL) {
		entry = g_new0(struct entry, 1);
		entry->name = g_strdup(name);
		entry->lease = g_strdup(lease);
		g_hash_table_insert(table->entries, entry->name, entry);
	}
	entry->wanted = true;
}

void
table_unwant(struct table *table, const char *name)
{
	struct entry *entry = g_hash_table_lookup(table->entries, name);

	if (entry == NULL)
		return;
	entry->wanted = false;
	entry_stop(table, entry, false);
}

void
table_restart(struct table *table, const char *name)
{
	struct entry *entry = g_hash_table_lookup(table->entries, name);

	if (entry == NULL)
		return;
	entry->failures = 0;
	entry->start_at_ms = 0;
	entry_stop(table, entry, false);
}

static void
entry_set_epoch(struct table *table, struct entry *entry, int64_t epoch)
{
	if (entry->epoch != epoch && entry->pid != 0)
		entry_stop(table, entry, true);
	entry->epoch = epoch;
}

void
table_lease(struct table *table, const char *lease, int64_t epoch)
{
	GHashTableIter iter;
	struct entry *entry;

	g_hash_table_iter_init(&iter, table->entries);
	while (g_hash_table_iter_next(&iter, NULL, (void **)&entry))
		if (g_strcmp0(entry->lease, lease) == 0)
			entry_set_epoch(table, entry, epoch);
}

void
table_lease_keep(struct table *table, char **names)
{
	GHashTableIter iter;
	struct entry *entry;

	g_hash_table_iter_init(&iter, table->entries);
	while (g_hash_table_iter_next(&iter, NULL, (void **)&entry)) {
		if (entry->lease == NULL)
			continue;
		if (names == NULL || !g_strv_contains((const char *const *)names, entry->lease))
			entry_set_epoch(table, entry, 0);
	}
}

GPtrArray *
table_leases_missing(const struct table *table)
{
	GPtrArray *missing = g_ptr_array_new();
	GHashTableIter iter;
	struct entry *entry;

	g_hash_table_iter_init(&iter, table->entries);
	while (g_hash_table_iter_next(&iter, NULL, (void **)&entry))
		if (entry->wanted && entry->lease != NULL && entry->epoch == 0 &&
		    entry->pid == 0)
			g_ptr_array_add(missing, entry->lease);
	return missing;
}

bool
table_needs_lease(const struct table *table, const char *lease)
{
	GHashTableIter iter;
	struct entry *entry;

	g_hash_table_iter_init(&iter, table->entries);
	while (g_hash_table_iter_next(&iter, NULL, (void **)&entry))
		if (g_strcmp0(entry->lease, lease) == 0 && (entry->wanted || entry->pid != 0))
			return true;
	return false;
}

const char *
table_ended(struct table *table, pid_t pid, int64_t now_ms)
{
	GHashTableIter iter;
	struct entry *entry;

	g_hash_table_iter_init(&iter, table->entries);
	while (g_hash_table_iter_next(&iter, NULL, (void **)&entry)) {
		if (entry->pid != pid)
			continue;
		if (now_ms - entry->started_ms >= TABLE_HEALTHY_MS || entry->stopping)
			entry->failures = 0;
		entry->start_at_ms = now_ms;
		if (!entry->stopping)
			entry->start_at_ms += clock_backoff_ms(
			    entry->failures++, TABLE_RESTART_BASE_MS, TABLE_RESTART_MAX_MS);
		entry->pid = 0;
		entry->stopping = false;
		return entry->name;
	}
	return NULL;
}

static void
entry_start(struct table *table, struct entry *entry, int64_t now_ms)
{
	pid_t pid = table->ops->start(table->data, entry->name, entry->epoch);

	if (pid <= 0) {
		entry->start_at_ms = now_ms + clock_backoff_ms(entry->failures++,
						  TABLE_RESTART_BASE_MS, TABLE_RESTART_MAX_MS);
		return;
	}
	entry->pid = pid;
	entry->started_ms = now_ms;
	entry->stopping = false;
}

int64_t
table_step(struct table *table, int64_t now_ms)
{
	int64_t next_ms = INT64_MAX;
	GHashTableIter iter;
	struct entry *entry;

	g_hash_table_iter_init(&iter, table->entries);
	while (g_hash_table_iter_next(&iter, NULL, (void **)&entry)) {
		if (entry->pid != 0)
			continue;
		if (!entry->wanted) {
			g_hash_table_iter_remove(&iter);
			continue;
		}
		if (entry->lease != NULL && entry->epoch == 0)
			continue;
		if (entry->start_at_ms <= now_ms)
			entry_start(table, entry, now_ms);
		if (entry->pid == 0)
			next_ms = MIN(next_ms, entry->start_at_ms);
	}
	return next_ms;
}

void
table_stop_all(struct table *table, bool hard)
{
	GHashTableIter iter;
	struct entry *entry;

	g_hash_table_iter_init(&iter, table->entries);
	while (g_hash_table_iter_next(&iter, NULL, (void **)&entry)) {
		entry->wanted = false;
		entry_stop(table, entry, hard);
	}
}

unsigned
table_running(const struct table *table)
{
	unsigned running = 0;
	GHashTableIter iter;
	struct entry *entry;

	g_hash_table_iter_init(&iter, table->entries);
	while (g_hash_table_iter_next(&iter, NULL, (void **)&entry))
		running += entry->pid != 0;
	return running;
}
