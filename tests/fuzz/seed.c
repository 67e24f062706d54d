/* Feeds a target the files that are kept for it: every finding of make fuzz becomes one, and
 * make check needs no clang. Usage: fuzz-NAME.t, with top_srcdir in the environment. */
#include "config.h"

#include <glib.h>

#include "fuzz.h"

static void
feed_file(const void *data)
{
	const char *path = data;
	g_autofree char *bytes = NULL;
	gsize size = 0;
	g_autoptr(GError) error = NULL;

	g_file_get_contents(path, &bytes, &size, &error);
	g_assert_no_error(error);
	/* a copy of the exact size, so that a read behind its end is seen */
	g_autofree uint8_t *exact = g_memdup2(bytes, MAX(size, 1));
	g_assert_cmpint(LLVMFuzzerTestOneInput(exact, size), ==, 0);
}

static void
add_folder(const char *folder, const char *suffix)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	g_autofree char *kind = g_path_get_basename(folder);

	for (const char *name = dir != NULL ? g_dir_read_name(dir) : NULL; name != NULL;
	     name = g_dir_read_name(dir)) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		g_autofree char *test = g_strdup_printf("/%s/%s", kind, name);

		if (g_file_test(path, G_FILE_TEST_IS_REGULAR) && g_str_has_suffix(name, suffix))
			g_test_add_data_func_full(
			    test, g_steal_pointer(&path), feed_file, g_free);
	}
}

/* The fixtures of the parsers are seeds for what works on mails and their texts. */
static void
add_mails(const char *top)
{
	g_autofree char *folder = g_build_filename(top, "tests/mail", NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);

	for (const char *name = dir != NULL ? g_dir_read_name(dir) : NULL; name != NULL;
	     name = g_dir_read_name(dir)) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		add_folder(path, ".eml");
	}
}

int
main(int argc, char **argv)
{
	g_autofree char *file = g_path_get_basename(argv[0]);
	const char *name = g_str_has_prefix(file, "fuzz-") ? file + strlen("fuzz-") : file;
	g_autofree char *target = g_strndup(name, strcspn(name, "."));
	const char *top = g_getenv("top_srcdir") != NULL ? g_getenv("top_srcdir") : ".";
	g_autofree char *folder = g_build_filename(top, "tests/fuzz/seed", target, NULL);

	g_test_init(&argc, &argv, NULL);
	add_folder(folder, "");
	if (g_str_equal(target, "mail") || g_str_equal(target, "text") ||
	    g_str_equal(target, "field") || g_str_equal(target, "report"))
		add_mails(top);
	return g_test_run();
}
