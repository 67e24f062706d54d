/* Who may take over from a turnod that is gone. */
#include "config.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "job/heir.h"

static void
remove_folder(const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while ((name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		g_unlink(path);
	}
	g_rmdir(folder);
}

/* As a turnod does that has given back what the former one held. */
static char *
take_over(struct heir *heir, const char *owner)
{
	char *former = NULL;

	if (heir_claim(heir, &former))
		heir_enter(heir, owner);
	return former;
}

/* Who dies before he has given back what the dead one held leaves that to the next. */
static void
test_nothing_is_forgotten_on_the_way(void)
{
	g_autofree char *folder = g_dir_make_tmp("turno-heir-XXXXXX", NULL);
	struct heir *first = heir_new(folder, "a.conf");
	struct heir *second = heir_new(folder, "a.conf");
	g_autoptr(Heir) third = heir_new(folder, "a.conf");

	g_assert_null(take_over(first, "host:1:x"));
	heir_free(first);
	for (int i = 0; i < 2; i++) {
		g_autofree char *former = NULL;

		g_assert_true(heir_claim(second, &former));
		g_assert_cmpstr(former, ==, "host:1:x");
	}
	heir_free(second);
	g_autofree char *former = take_over(third, "host:3:z");
	g_assert_cmpstr(former, ==, "host:1:x");
	remove_folder(folder);
}

static void
test_only_from_the_dead(void)
{
	g_autofree char *folder = g_dir_make_tmp("turno-heir-XXXXXX", NULL);
	struct heir *first = heir_new(folder, "a.conf");
	g_autoptr(Heir) second = heir_new(folder, "a.conf");
	g_autoptr(Heir) other = heir_new(folder, "b.conf");

	g_assert_null(take_over(first, "host:1:x"));
	g_assert_null(take_over(second, "host:2:y"));
	g_assert_null(take_over(other, "host:3:z"));
	heir_free(first);
	g_autofree char *former = take_over(second, "host:2:y");
	g_assert_cmpstr(former, ==, "host:1:x");
	g_assert_null(take_over(second, "host:2:y"));
	remove_folder(folder);
}

static void
test_shorter_owner_leaves_no_rest(void)
{
	g_autofree char *folder = g_dir_make_tmp("turno-heir-XXXXXX", NULL);
	struct heir *first = heir_new(folder, "a.conf");
	struct heir *second = heir_new(folder, "a.conf");
	g_autoptr(Heir) third = heir_new(folder, "a.conf");

	g_assert_null(take_over(first, "a-long-host-name:12345:x"));
	heir_free(first);
	g_autofree char *long_owner = take_over(second, "h:1:y");
	heir_free(second);
	g_autofree char *short_owner = take_over(third, "h:2:z");
	g_assert_cmpstr(long_owner, ==, "a-long-host-name:12345:x");
	g_assert_cmpstr(short_owner, ==, "h:1:y");
	remove_folder(folder);
}

static void
test_nothing_after_an_orderly_end(void)
{
	g_autofree char *folder = g_dir_make_tmp("turno-heir-XXXXXX", NULL);
	struct heir *first = heir_new(folder, "a.conf");
	g_autoptr(Heir) second = heir_new(folder, "a.conf");

	g_assert_null(take_over(first, "host:1:x"));
	heir_resign(first);
	heir_free(first);
	g_assert_null(take_over(second, "host:2:y"));
	remove_folder(folder);
}

static void
test_foreign_files_are_refused(void)
{
	g_autofree char *folder = g_dir_make_tmp("turno-heir-XXXXXX", NULL);
	g_autofree char *target = g_build_filename(folder, "target", NULL);
	struct heir *first = heir_new(folder, "a.conf");

	g_assert_null(take_over(first, "host:1:x"));
	heir_free(first);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	g_autofree char *path = g_build_filename(folder, g_dir_read_name(dir), NULL);

	g_assert_cmpint(g_chmod(path, 0666), ==, 0);
	g_autoptr(Heir) open_to_all = heir_new(folder, "a.conf");
	g_assert_null(take_over(open_to_all, "host:2:y"));

	g_assert_cmpint(g_chmod(path, 0600), ==, 0);
	g_assert_cmpint(g_rename(path, target), ==, 0);
	g_assert_cmpint(symlink(target, path), ==, 0);
	g_autoptr(Heir) linked = heir_new(folder, "a.conf");
	g_assert_null(take_over(linked, "host:3:z"));
	g_autofree char *kept = NULL;
	g_assert_true(g_file_get_contents(target, &kept, NULL, NULL));
	g_assert_cmpstr(kept, ==, "host:1:x");
	remove_folder(folder);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/job/heir/only-from-the-dead", test_only_from_the_dead);
	g_test_add_func(
	    "/job/heir/shorter-owner-leaves-no-rest", test_shorter_owner_leaves_no_rest);
	g_test_add_func(
	    "/job/heir/nothing-after-an-orderly-end", test_nothing_after_an_orderly_end);
	g_test_add_func(
	    "/job/heir/nothing-is-forgotten-on-the-way", test_nothing_is_forgotten_on_the_way);
	g_test_add_func("/job/heir/foreign-files-are-refused", test_foreign_files_are_refused);
	return g_test_run();
}
