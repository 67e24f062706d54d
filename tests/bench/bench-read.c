/*
 * Reads every mail of a folder three ways, in turn, so that a busy machine slows all three: by
 * the floor, by parse_mail() in this process, and by a sandboxed reader, from bytes in memory
 *to checked evidence. Prints one line for each round: the mean milliseconds of each way, and of
 * its processor time.
 *
 *	bench-read FOLDER ROUNDS
 */
#include "config.h"

#include <gmime/gmime.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/sanitizer.h"
#include "floor.h"
#include "job/read.h"
#include "job/reader.h"
#include "mail/evidence.h"
#include "parse/parse.h"

#define BLOCK_MAILS 50u /* read by one way before the next has its turn */

enum way { WAY_FLOOR, WAY_PARSE, WAY_READER, WAYS };

struct bench {
	GPtrArray *mails; /* GBytes */
	struct read_pool *pool;
	struct floor_count floor, parsed;
	double wall_s[WAYS];
};

static double
now_s(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
load(struct bench *bench, const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

	for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;)
		g_ptr_array_add(names, g_build_filename(folder, name, NULL));
	g_ptr_array_sort(names, compare_names);
	for (guint i = 0; i < names->len; i++) {
		char *bytes = NULL;
		gsize size = 0;

		if (g_file_get_contents(names->pdata[i], &bytes, &size, NULL))
			g_ptr_array_add(bench->mails, g_bytes_new_take(bytes, size));
	}
}

static void
read_by_parse(struct bench *bench, const char *bytes, size_t size)
{
	g_autoptr(Evidence) evidence = parse_mail(bytes, size, false);

	bench->parsed.attachments += evidence->attachments->len;
	for (guint i = 0; i < evidence->attachments->len; i++) {
		const struct evidence_attachment *attachment = evidence->attachments->pdata[i];
		bench->parsed.attachment_bytes += attachment->size;
	}
}

static void
read_by_reader(struct bench *bench, const char *bytes, size_t size)
{
	g_autoptr(GError) error = NULL;
	struct read_result result = {0};
	int memfd = read_memfd_new(&error);

	if (memfd < 0 || !read_memfd_append(memfd, bytes, size, &error) ||
	    !read_memfd_seal(memfd, &error))
		g_error("%s", error->message);
	read_submit(bench->pool, 0, memfd);
	if (!read_next(bench->pool, &result, &error))
		g_error("%s", error->message);
	if (result.state != READ_OK)
		g_error("%s", result.reason);
	read_result_clear(&result);
}

static void
read_block(struct bench *bench, enum way way, guint begin, guint end)
{
	double begun_s = now_s();

	for (guint i = begin; i < end; i++) {
		size_t size = 0;
		const char *bytes = g_bytes_get_data(bench->mails->pdata[i], &size);

		if (way == WAY_FLOOR)
			floor_read(bytes, size, &bench->floor);
		else if (way == WAY_PARSE)
			read_by_parse(bench, bytes, size);
		else
			read_by_reader(bench, bytes, size);
	}
	bench->wall_s[way] += now_s() - begun_s;
}

static void
run_round(struct bench *bench)
{
	guint count = bench->mails->len;

	memset(bench->wall_s, 0, sizeof bench->wall_s);
	for (guint begin = 0; begin < count; begin += BLOCK_MAILS)
		for (enum way way = WAY_FLOOR; way < WAYS; way++)
			read_block(bench, way, begin, MIN(begin + BLOCK_MAILS, count));
	printf("{\"n\": %u, \"floor_ms\": %.6f, \"parse_ms\": %.6f, \"reader_ms\": %.6f}\n",
	    count, 1e3 * bench->wall_s[WAY_FLOOR] / count,
	    1e3 * bench->wall_s[WAY_PARSE] / count, 1e3 * bench->wall_s[WAY_READER] / count);
	fflush(stdout);
}

int
main(int argc, char **argv)
{
	if (reader_is_asked(argc, argv))
		return reader_main();
	if (argc != 3) {
		fprintf(stderr, "usage: bench-read FOLDER ROUNDS\n");
		return 64;
	}
	if (SANITIZER_ADDRESS) {
		fprintf(stderr, "a build with sanitizers says nothing about speed\n");
		return 1;
	}
	struct bench bench = {
	    .mails = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref)};
	parse_init();
	bench.pool = read_pool_new(1, 0);
	load(&bench, argv[1]);
	if (bench.mails->len == 0) {
		fprintf(stderr, "%s: no mails\n", argv[1]);
		return 1;
	}
	read_by_reader(&bench, "x", 1); /* the start of the first reader is nobody's time */
	for (int round = 0; round < (int)g_ascii_strtoll(argv[2], NULL, 10); round++)
		run_round(&bench);
	/* The floor is only one if it did the same. */
	if (bench.floor.attachments != bench.parsed.attachments ||
	    bench.floor.attachment_bytes != bench.parsed.attachment_bytes) {
		fprintf(stderr,
		    "the floor found %" G_GUINT64_FORMAT
		    " attachments, turno %" G_GUINT64_FORMAT "\n",
		    bench.floor.attachments, bench.parsed.attachments);
		return 1;
	}
	read_pool_free(bench.pool);
	g_ptr_array_unref(bench.mails);
	return 0;
}
