/*
 * Our fixtures cut at every n-th byte and changed at random, through sandboxed readers: none
 * may die on any of them. TURNO_CUT_STEP (bytes between cuts, 16), TURNO_MUTATIONS (2500) and
 * TURNO_SEED (which also says where the cuts begin) choose how much and what.
 */
#include "config.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "job/read.h"
#include "job/reader.h"

#define READERS 2
#define AHEAD 16

struct run {
	struct read_pool *pool;
	GPtrArray *mails; /* GString, by the id it was submitted with */
	guint checked;
};

static guint64
number_of(const char *name, guint64 otherwise)
{
	const char *text = g_getenv(name);

	return text != NULL ? g_ascii_strtoull(text, NULL, 10) : otherwise;
}

static guint32
seed_of_run(void)
{
	guint32 seed = (guint32)number_of("TURNO_SEED", g_random_int());

	g_test_message("seed %u (TURNO_SEED=%u repeats it)", seed, seed);
	return seed;
}

static void
free_mail(gpointer mail)
{
	g_string_free(mail, TRUE);
}

static void
check_next(struct run *run)
{
	g_autoptr(GError) error = NULL;
	struct read_result result = {0};

	g_assert_true(read_next(run->pool, &result, &error));
	if (result.state != READ_OK) {
		const GString *mail = run->mails->pdata[result.id];
		g_autofree char *base64 = g_base64_encode((guchar *)mail->str, mail->len);
		g_error("%s: %s", result.reason, base64);
	}
	read_result_clear(&result);
	run->checked++;
}

/* Takes the mail. */
static void
submit(struct run *run, GString *mail)
{
	g_autoptr(GError) error = NULL;
	int fd = read_memfd_new(&error);

	g_assert_true(read_memfd_append(fd, mail->str, mail->len, &error));
	g_assert_true(read_memfd_seal(fd, &error));
	read_submit(run->pool, run->mails->len, fd);
	g_ptr_array_add(run->mails, mail);
	if (read_pending(run->pool) >= AHEAD)
		check_next(run);
}

static GPtrArray *
fixtures(void)
{
	GPtrArray *all = g_ptr_array_new_with_free_func(free_mail);
	g_autofree char *top =
	    g_build_filename(g_getenv("top_srcdir") != NULL ? g_getenv("top_srcdir") : ".",
		"tests", "mail", NULL);
	g_autoptr(GDir) kinds = g_dir_open(top, 0, NULL);
	const char *kind, *name;

	g_assert_nonnull(kinds);
	while ((kind = g_dir_read_name(kinds)) != NULL) {
		g_autofree char *folder = g_build_filename(top, kind, NULL);
		g_autoptr(GDir) files = g_dir_open(folder, 0, NULL);

		while (files != NULL && (name = g_dir_read_name(files)) != NULL) {
			g_autofree char *path = g_build_filename(folder, name, NULL);
			g_autofree char *bytes = NULL;
			gsize size = 0;

			if (g_str_has_suffix(name, ".eml") &&
			    g_file_get_contents(path, &bytes, &size, NULL))
				g_ptr_array_add(all, g_string_new_len(bytes, (gssize)size));
		}
	}
	return all;
}

static void
begin(struct run *run)
{
	run->pool = read_pool_new(READERS, 0);
	run->mails = g_ptr_array_new_with_free_func(free_mail);
	run->checked = 0;
}

static void
end(struct run *run, const char *what)
{
	while (read_pending(run->pool) > 0)
		check_next(run);
	g_test_message("%u mails %s", run->checked, what);
	g_assert_cmpuint(run->checked, ==, run->mails->len);
	g_assert_cmpuint(run->checked, >, 100);
	read_pool_free(run->pool);
	g_ptr_array_unref(run->mails);
}

static void
test_cut(void)
{
	g_autoptr(GPtrArray) all = fixtures();
	guint64 step = MAX(number_of("TURNO_CUT_STEP", 16), 1);
	guint32 seed = seed_of_run();
	struct run run;

	begin(&run);
	for (guint i = 0; i < all->len; i++) {
		const GString *mail = all->pdata[i];

		/* Not the same places in each, else only every n-th byte of all is ever met. */
		for (gsize at = ((guint64)seed + i) % step; at < mail->len; at += step)
			submit(&run, g_string_new_len(mail->str, (gssize)at));
	}
	end(&run, "cut");
}

static void
change(GString *mail, GRand *rand)
{
	static const char *const pieces[] = {"\n\n", "\r\n", "--", "=?", "?=", ";", "\"", "=\n",
	    "\xff", "Content-Type: ", "multipart/", "boundary=", "(", "<", ":",
	    "*0*=", "charset="};
	gsize at = mail->len > 0 ? (gsize)g_rand_int_range(rand, 0, (gint32)mail->len) : 0;
	gsize wanted = (gsize)g_rand_int_range(rand, 1, 40);
	gsize size = MIN(wanted, mail->len - at);
	g_autofree char *piece = g_strndup(mail->str + at, size);

	switch (g_rand_int_range(rand, 0, 5)) {
	case 0:
		if (mail->len > 0)
			mail->str[at] = (char)g_rand_int_range(rand, 0, 256);
		break;
	case 1:
		g_string_erase(mail, (gssize)at, (gssize)size);
		break;
	case 2:
		for (int n = g_rand_int_range(rand, 1, 30); n > 0; n--)
			g_string_insert(mail, (gssize)at, piece);
		break;
	case 3:
		g_string_insert(
		    mail, (gssize)at, pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))]);
		break;
	default:
		g_string_insert(mail, g_rand_int_range(rand, 0, (gint32)mail->len + 1), piece);
	}
}

static void
test_changed(void)
{
	g_autoptr(GPtrArray) all = fixtures();
	guint64 count = number_of("TURNO_MUTATIONS", 2500);
	GRand *rand = g_rand_new_with_seed(seed_of_run());
	struct run run;

	begin(&run);
	for (guint64 i = 0; i < count; i++) {
		const GString *from = all->pdata[g_rand_int_range(rand, 0, (gint32)all->len)];
		GString *mail = g_string_new_len(from->str, (gssize)from->len);

		for (int n = g_rand_int_range(rand, 1, 9); n > 0; n--)
			change(mail, rand);
		submit(&run, mail);
	}
	end(&run, "changed");
	g_rand_free(rand);
}

int
main(int argc, char **argv)
{
	if (reader_is_asked(argc, argv))
		return reader_main();
	g_test_init(&argc, &argv, NULL);
	/* Memory that AddressSanitizer holds back would have each reader replaced after 100
	 * mails. */
	g_setenv("ASAN_OPTIONS", "quarantine_size_mb=4", TRUE);
	g_test_add_func("/job/hostile/fixtures cut M3", test_cut);
	g_test_add_func("/job/hostile/fixtures changed M3", test_changed);
	return g_test_run();
}
