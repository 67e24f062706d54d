#include "config.h"
#include "base/clock.h"

#include <glib.h>
#include <limits.h>
#include <time.h>

int64_t
clock_monotonic_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int
clock_left_ms(int64_t deadline_ms)
{
	int64_t left = deadline_ms - clock_monotonic_ms();

	return (int)CLAMP(left, 0, INT_MAX);
}

int64_t
clock_backoff_ms(unsigned attempt, int64_t base_ms, int64_t max_ms)
{
	int64_t wait = base_ms << MIN(attempt, 24u);

	wait = MIN(wait, max_ms);
	return wait / 2 + g_random_int_range(0, (gint32)MIN(wait / 2 + 1, G_MAXINT32));
}
