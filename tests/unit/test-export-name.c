#include "config.h"

#include <string.h>

#include "export/name.h"

static void
assert_name(GHashTable *taken, const char *name, const char *expected)
{
	g_autofree char *path = export_name(taken, "documents", name);

	g_assert_cmpstr(path, ==, expected);
}

static void
test_safe(void)
{
	g_autoptr(GHashTable) taken = export_names_new();

	assert_name(taken, "modello 730.pdf", "documents/modello 730.pdf");
	assert_name(taken, "perché.pdf", "documents/perché.pdf");
	assert_name(taken, "../../etc/passwd", "documents/_.._etc_passwd");
	assert_name(taken, "C:\\temp\\x.doc", "documents/C__temp_x.doc");
	assert_name(taken, "a<b>:c|d?.txt", "documents/a_b__c_d_.txt");
	assert_name(taken, "x\xe2\x80\xaegpj.exe", "documents/xgpj.exe");
	assert_name(taken, "two\nlines.txt", "documents/two lines.txt");
	assert_name(taken, " .hidden. ", "documents/hidden");
	assert_name(taken, "NUL", "documents/_NUL");
	assert_name(taken, "com1.txt", "documents/_com1.txt");
	assert_name(taken, "console.txt", "documents/console.txt");
}

static void
test_empty(void)
{
	g_autoptr(GHashTable) taken = export_names_new();

	assert_name(taken, "", "documents/document");
	assert_name(taken, "...", "documents/document (2)");
	assert_name(taken, "\xff\xfe", "documents/\xef\xbf\xbd\xef\xbf\xbd");
}

static void
test_numbered_whatever_its_case(void)
{
	g_autoptr(GHashTable) taken = export_names_new();

	assert_name(taken, "scan.pdf", "documents/scan.pdf");
	assert_name(taken, "Scan.PDF", "documents/Scan (2).PDF");
	assert_name(taken, "scan.pdf", "documents/scan (3).pdf");
	assert_name(taken, "scan (2).pdf", "documents/scan (2) (2).pdf");
	assert_name(taken, "archive.tar.gz", "documents/archive.tar.gz");
	assert_name(taken, "archive.tar.gz", "documents/archive.tar (2).gz");
}

static void
test_long_keeps_its_ending(void)
{
	g_autoptr(GHashTable) taken = export_names_new();
	g_autofree char *stem = g_strnfill(190, 'n');
	g_autofree char *name = g_strconcat(stem, ".pdf", NULL);

	for (int i = 0; i < 3; i++) {
		g_autofree char *path = export_name(taken, "d", name);
		g_assert_true(g_str_has_suffix(path, ".pdf"));
		g_assert_cmpuint(strlen(path), <, 220);
	}
	g_assert_cmpuint(g_hash_table_size(taken), ==, 3);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/export/name/safe", test_safe);
	g_test_add_func("/export/name/empty", test_empty);
	g_test_add_func(
	    "/export/name/numbered-whatever-its-case", test_numbered_whatever_its_case);
	g_test_add_func("/export/name/long-keeps-its-ending", test_long_keeps_its_ending);
	return g_test_run();
}
