/* clock: time that cannot jump, for deadlines and back-off. Wall time is the database's
 * business. */
#ifndef TURNO_BASE_CLOCK_H
#define TURNO_BASE_CLOCK_H

#include <stdint.h>

/* Milliseconds of CLOCK_MONOTONIC; never goes back, has no relation to the date. */
int64_t clock_monotonic_ms(void);

/* Milliseconds left until deadline_ms (CLOCK_MONOTONIC), clamped to 0..INT_MAX so that poll(2)
 * can take it. */
int clock_left_ms(int64_t deadline_ms);

/*
 * Exponential back-off with jitter: base_ms doubled per failed attempt (attempt 0 is the
 * first), at most max_ms, then a random 50..100 % of it. Both in 1..INT32_MAX.
 */
int64_t clock_backoff_ms(unsigned attempt, int64_t base_ms, int64_t max_ms);

#endif
