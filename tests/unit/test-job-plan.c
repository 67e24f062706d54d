/* The portions in which a fetch asks for bodies. */
#include "config.h"

#include <glib.h>

#include "base/limit.h"
#include "job/plan.h"

#define RAW ((int64_t)LIMIT_RAW_BYTES)
#define SMALL ((int64_t)LIMIT_FETCH_SMALL_BYTES)

static GArray *
mails_of(guint count, const int64_t *sizes)
{
	GArray *mails = g_array_new(FALSE, FALSE, sizeof(struct plan_mail));

	for (guint i = 0; i < count; i++) {
		const struct plan_mail mail = {.uid = i + 1, .size_bytes = sizes[i]};

		g_array_append_val(mails, mail);
	}
	return mails;
}

static void
test_kinds(void)
{
	static const struct {
		int64_t size_bytes;
		enum plan_kind kind;
	} cases[] = {
	    {1, PLAN_BATCH},
	    {SMALL, PLAN_BATCH},
	    {SMALL + 1, PLAN_STREAM},
	    {0, PLAN_STREAM},
	    {RAW, PLAN_STREAM},
	    {RAW + 1, PLAN_HEADER},
	    {G_MAXINT64, PLAN_HEADER},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GArray) mails = mails_of(1, &cases[i].size_bytes);
		guint count = 0;

		g_assert_cmpint(plan_next(mails, 0, false, RAW, &count), ==, cases[i].kind);
		g_assert_cmpuint(count, ==, 1);
	}
}

static void
test_bound_by_count(void)
{
	g_autofree int64_t *sizes = g_new(int64_t, 100);
	guint count = 0;

	for (int i = 0; i < 100; i++)
		sizes[i] = 100;
	g_autoptr(GArray) mails = mails_of(100, sizes);
	g_assert_cmpint(plan_next(mails, 0, false, RAW, &count), ==, PLAN_BATCH);
	g_assert_cmpuint(count, ==, LIMIT_FETCH_BATCH_MAILS);
	g_assert_cmpint(plan_next(mails, 96, false, RAW, &count), ==, PLAN_BATCH);
	g_assert_cmpuint(count, ==, 4);
	g_assert_cmpint(plan_next(mails, 0, true, RAW, &count), ==, PLAN_BATCH);
	g_assert_cmpuint(count, ==, 1);
}

static void
test_bound_by_bytes(void)
{
	g_autofree int64_t *sizes = g_new(int64_t, 20);
	guint count = 0;

	for (int i = 0; i < 20; i++)
		sizes[i] = SMALL;
	g_autoptr(GArray) mails = mails_of(20, sizes);
	g_assert_cmpint(plan_next(mails, 0, false, RAW, &count), ==, PLAN_BATCH);
	g_assert_cmpuint(count, ==, LIMIT_FETCH_BATCH_BYTES / LIMIT_FETCH_SMALL_BYTES);
}

static void
test_large_ends_batch(void)
{
	const int64_t sizes[] = {10, 20, SMALL + 1, 30, 0, 40, RAW + 1};
	static const struct {
		guint from;
		enum plan_kind kind;
		guint count;
	} steps[] = {
	    {0, PLAN_BATCH, 2},
	    {2, PLAN_STREAM, 1},
	    {3, PLAN_BATCH, 1},
	    {4, PLAN_STREAM, 1},
	    {5, PLAN_BATCH, 1},
	    {6, PLAN_HEADER, 1},
	};
	g_autoptr(GArray) mails = mails_of(G_N_ELEMENTS(sizes), sizes);

	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
		guint count = 0;

		g_assert_cmpint(
		    plan_next(mails, steps[i].from, false, RAW, &count), ==, steps[i].kind);
		g_assert_cmpuint(count, ==, steps[i].count);
	}
}

static void
test_low_raw_limit(void)
{
	const int64_t sizes[] = {10, 2000, 10};
	g_autoptr(GArray) mails = mails_of(G_N_ELEMENTS(sizes), sizes);
	guint count = 0;

	g_assert_cmpint(plan_next(mails, 0, false, 1000, &count), ==, PLAN_BATCH);
	g_assert_cmpuint(count, ==, 1);
	g_assert_cmpint(plan_next(mails, 1, false, 1000, &count), ==, PLAN_HEADER);
	g_assert_cmpuint(count, ==, 1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/job/plan/M5-kind-by-size", test_kinds);
	g_test_add_func("/job/plan/batch-bounded-by-count", test_bound_by_count);
	g_test_add_func("/job/plan/batch-bounded-by-bytes", test_bound_by_bytes);
	g_test_add_func("/job/plan/M5-large-and-unknown-alone", test_large_ends_batch);
	g_test_add_func("/job/plan/M5-low-raw-limit", test_low_raw_limit);
	return g_test_run();
}
