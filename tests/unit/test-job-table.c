/* The supervisor's table against a world of made-up processes: restarts, back-off, leases. */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "job/table.h"

struct world {
	GString *story; /* one word per thing done to a process */
	pid_t last_pid;
	int64_t last_epoch;
	bool refuse;
};

static pid_t
world_start(void *data, const char *name, int64_t epoch)
{
	struct world *world = data;

	if (world->refuse) {
		g_string_append_printf(world->story, "refused:%s ", name);
		return -1;
	}
	g_string_append_printf(world->story, "start:%s ", name);
	world->last_epoch = epoch;
	return ++world->last_pid;
}

static void
world_stop(void *data, pid_t pid, bool hard)
{
	struct world *world = data;

	g_string_append_printf(world->story, "%s:%d ", hard ? "kill" : "term", (int)pid);
}

static const struct table_ops ops = {.start = world_start, .stop = world_stop};

struct fixture {
	struct world world;
	struct table *table;
};

static void
set_up(struct fixture *fixture, gconstpointer data)
{
	(void)data;
	fixture->world = (struct world){.story = g_string_new(NULL), .last_pid = 100};
	fixture->table = table_new(&ops, &fixture->world);
}

static void
tear_down(struct fixture *fixture, gconstpointer data)
{
	(void)data;
	table_free(fixture->table);
	g_string_free(fixture->world.story, TRUE);
}

static void
assert_story(struct fixture *fixture, const char *expected)
{
	g_assert_cmpstr(g_strchomp(fixture->world.story->str), ==, expected);
	g_string_truncate(fixture->world.story, 0);
}

static void
test_restart(struct fixture *fixture, gconstpointer data)
{
	struct table *table = fixture->table;

	(void)data;
	table_want(table, "tidy", NULL);
	g_assert_cmpint(table_step(table, 1000), ==, INT64_MAX);
	assert_story(fixture, "start:tidy");
	g_assert_cmpstr(table_ended(table, 101, 2000), ==, "tidy");
	int64_t again_ms = table_step(table, 2000);
	assert_story(fixture, "");
	g_assert_cmpint(again_ms, >, 2000);
	g_assert_cmpint(again_ms, <=, 2000 + TABLE_RESTART_BASE_MS);
	table_step(table, again_ms);
	assert_story(fixture, "start:tidy");
	g_assert_null(table_ended(table, 101, 3000));
}

static void
test_back_off(struct fixture *fixture, gconstpointer data)
{
	struct table *table = fixture->table;
	int64_t now_ms = 1000, pause_ms = 0;

	(void)data;
	table_want(table, "tidy", NULL);
	for (int i = 0; i < 20; i++) {
		table_step(table, now_ms);
		g_assert_nonnull(table_ended(table, fixture->world.last_pid, now_ms));
		pause_ms = table_step(table, now_ms) - now_ms;
		g_assert_cmpint(pause_ms, >=,
		    MIN((int64_t)TABLE_RESTART_BASE_MS << MIN(i, 20), TABLE_RESTART_MAX_MS) /
			2);
		g_assert_cmpint(pause_ms, <=, 5000); /* back soon, however often it died */
		now_ms += pause_ms;
	}
	table_step(table, now_ms);
	now_ms += TABLE_HEALTHY_MS;
	g_assert_nonnull(table_ended(table, fixture->world.last_pid, now_ms));
	g_assert_cmpint(table_step(table, now_ms) - now_ms, <=, TABLE_RESTART_BASE_MS);
}

static void
test_fork_refused(struct fixture *fixture, gconstpointer data)
{
	struct table *table = fixture->table;

	(void)data;
	fixture->world.refuse = true;
	table_want(table, "tidy", NULL);
	int64_t again_ms = table_step(table, 1000);
	assert_story(fixture, "refused:tidy");
	g_assert_cmpint(again_ms, >, 1000);
	fixture->world.refuse = false;
	table_step(table, again_ms);
	assert_story(fixture, "start:tidy");
}

static void
test_lease_first(struct fixture *fixture, gconstpointer data)
{
	struct table *table = fixture->table;

	(void)data;
	table_want(table, "deliver", "writer");
	table_step(table, 1000);
	assert_story(fixture, "");
	g_autoptr(GPtrArray) missing = table_leases_missing(table);
	g_assert_cmpuint(missing->len, ==, 1);
	g_assert_cmpstr(missing->pdata[0], ==, "writer");
	table_lease(table, "writer", 7);
	table_step(table, 1000);
	assert_story(fixture, "start:deliver");
	g_assert_cmpint(fixture->world.last_epoch, ==, 7);
}

static void
test_lost_lease(struct fixture *fixture, gconstpointer data)
{
	struct table *table = fixture->table;
	char mailbox[] = "mailbox:1";
	char *kept[] = {mailbox, NULL};

	(void)data;
	table_want(table, "deliver", "writer");
	table_want(table, "fetch 1", "mailbox:1");
	table_lease(table, "mailbox:1", 3);
	table_step(table, 1000);
	assert_story(fixture, "start:fetch 1");
	table_lease(table, "writer", 7);
	table_step(table, 1000);
	assert_story(fixture, "start:deliver");

	table_lease_keep(table, kept);
	assert_story(fixture, "kill:102");
	table_step(table, 1000);
	assert_story(fixture, "");
	g_autoptr(GPtrArray) none = table_leases_missing(table);
	g_assert_cmpuint(none->len, ==, 0); /* not before its end was seen */
	table_ended(table, 102, 1100);
	g_autoptr(GPtrArray) missing = table_leases_missing(table);
	g_assert_cmpuint(missing->len, ==, 1);
	table_lease(table, "writer", 9);
	table_step(table, 1100);
	assert_story(fixture, "start:deliver");
	g_assert_cmpint(fixture->world.last_epoch, ==, 9);

	table_lease_keep(table, NULL);
	g_assert_nonnull(strstr(fixture->world.story->str, "kill:101"));
	g_assert_nonnull(strstr(fixture->world.story->str, "kill:103"));
}

static void
test_taken_over_between(struct fixture *fixture, gconstpointer data)
{
	struct table *table = fixture->table;

	(void)data;
	table_want(table, "deliver", "writer");
	table_lease(table, "writer", 7);
	table_step(table, 1000);
	assert_story(fixture, "start:deliver");
	table_lease(table, "writer", 7);
	assert_story(fixture, "");
	table_lease(table, "writer", 8);
	assert_story(fixture, "kill:101");
}

static void
test_reconfigured(struct fixture *fixture, gconstpointer data)
{
	struct table *table = fixture->table;

	(void)data;
	table_want(table, "fetch 1", "mailbox:1");
	table_lease(table, "mailbox:1", 1);
	table_step(table, 1000);
	assert_story(fixture, "start:fetch 1");
	table_restart(table, "fetch 1");
	table_restart(table, "fetch 1");
	assert_story(fixture, "term:101");
	table_ended(table, 101, 1500);
	table_step(table, 1500);
	assert_story(fixture, "start:fetch 1");

	table_unwant(table, "fetch 1");
	assert_story(fixture, "term:102");
	g_assert_true(table_needs_lease(table, "mailbox:1"));
	table_ended(table, 102, 2000);
	g_assert_false(table_needs_lease(table, "mailbox:1"));
	g_assert_cmpint(table_step(table, 100000), ==, INT64_MAX);
	assert_story(fixture, "");
}

static void
test_stop_all(struct fixture *fixture, gconstpointer data)
{
	struct table *table = fixture->table;

	(void)data;
	table_want(table, "submit 1", NULL);
	table_step(table, 1000);
	assert_story(fixture, "start:submit 1");
	table_stop_all(table, false);
	assert_story(fixture, "term:101");
	g_assert_cmpuint(table_running(table), ==, 1);
	table_stop_all(table, true);
	assert_story(fixture, "kill:101");
	table_ended(table, 101, 2000);
	g_assert_cmpuint(table_running(table), ==, 0);
	table_step(table, 100000);
	assert_story(fixture, "");
}

#define ADD(path, test) g_test_add(path, struct fixture, NULL, set_up, test, tear_down)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("/job/table/dead-child-restarts", test_restart);
	ADD("/job/table/back-off-grows-and-heals", test_back_off);
	ADD("/job/table/fork-refused-is-tried-again", test_fork_refused);
	ADD("/job/table/no-process-without-lease", test_lease_first);
	ADD("/job/table/lost-lease-kills-before-it-is-taken-again", test_lost_lease);
	ADD("/job/table/new-epoch-kills-the-old-process", test_taken_over_between);
	ADD("/job/table/reconfigured-restarts-removed-ends", test_reconfigured);
	ADD("/job/table/stop-all", test_stop_all);
	return g_test_run();
}
