/*
 * fuzz: what the targets of this folder share. A target is a file fuzz-NAME.c that defines
 * LLVMFuzzerTestOneInput(); make fuzz builds it with libFuzzer (fuzz.py), make check feeds it
 * the files of seed/NAME (seed.c). A target that finds something wrong calls fuzz_fail().
 */
#ifndef TURNO_TESTS_FUZZ_H
#define TURNO_TESTS_FUZZ_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#if defined(__SANITIZE_ADDRESS__)
#define FUZZ_HAS_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define FUZZ_HAS_ASAN 1
#endif
#endif

/* Between these, what is allocated is never a leak. */
#ifdef FUZZ_HAS_ASAN
#include <sanitizer/lsan_interface.h>
#define FUZZ_LEAKS_OFF() __lsan_disable()
#define FUZZ_LEAKS_ON() __lsan_enable()
#else
#define FUZZ_LEAKS_OFF()
#define FUZZ_LEAKS_ON()
#endif

/* Takes one input; 0, or -1 for one that is not worth keeping. Source: libFuzzer. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A block of more than 256 MiB is refused, as the limits of turnod's processes would. */
const char *__asan_default_options(void);

/* What LeakSanitizer does not tell: what libraries leak when input is malformed. */
const char *__lsan_default_suppressions(void);

/* Says what is wrong and aborts. */
void fuzz_fail(const char *format, ...) G_GNUC_PRINTF(1, 2) G_GNUC_NORETURN;

/* An error must be there and be fit for a log line and a column of the database: one line of
 * valid UTF-8 that does not hold secret (NULL: there is none). */
void fuzz_check_error(const GError *error, const char *secret);

#endif
