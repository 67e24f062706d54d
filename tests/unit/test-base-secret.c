/* secret: known answers, and files that others may read. */
#include "config.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "base/secret.h"
#include "base/text.h"

static void
test_sha256(void)
{
	unsigned char digest[SECRET_SHA256_BYTES];

	/* FIPS 180-2, appendix B.1 */
	secret_sha256("abc", 3, digest);
	g_autofree char *hex = text_hex(digest, sizeof digest);
	g_assert_cmpstr(
	    hex, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void
test_derive(void)
{
	g_autofree char *first = secret_derive("token", "csrf");
	g_autofree char *again = secret_derive("token", "csrf");
	g_autofree char *other = secret_derive("oken", "csrft");
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

	g_checksum_update(sum, (const guchar *)"csrf\0token", 10);
	g_assert_cmpstr(first, ==, g_checksum_get_string(sum));
	g_assert_cmpstr(first, ==, again);
	g_assert_cmpstr(first, !=, other);
}

static void
test_sign(void)
{
	/* RFC 4231 §4.3 */
	g_autofree char *mac = secret_sign(
	    "Jefe", "what do ya ", "want for nothing?", strlen("want for nothing?"));
	g_autofree char *none = secret_sign("", "", "", 0);

	g_assert_cmpstr(
	    mac, ==, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	g_assert_cmpstr(
	    none, ==, "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

static void
test_password(void)
{
	unsigned char key[SECRET_PASSWORD_BYTES];
	const unsigned char salt[SECRET_SALT_BYTES] = "0123456789abcde";

	/* Argon2id, 2 passes, 64 MiB, 1 lane, version 0x13: what signed-up operators depend on.
	 */
	g_assert_true(secret_derive_password("segreto", salt, key, NULL));
	g_autofree char *hex = text_hex(key, sizeof key);
	g_assert_cmpstr(
	    hex, ==, "9240c9892005b06d9a68c332928e7760132b9b6e0b3ec0b47a1998d3e8400ed3");
}

static void
test_tokens(void)
{
	g_autoptr(GHashTable) seen =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (int i = 0; i < 1000; i++) {
		char *token = secret_new_token();
		g_assert_cmpuint(strlen(token), ==, 43);
		for (const char *p = token; *p != '\0'; p++)
			g_assert_true(g_ascii_isalnum(*p) || *p == '-' || *p == '_');
		g_assert_true(g_hash_table_add(seen, token));
	}
	g_assert_true(secret_equal("abc", "abc"));
	g_assert_false(secret_equal("abc", "abd"));
	g_assert_false(secret_equal("abc", "ab"));
	g_assert_true(secret_equal("", ""));
}

/* In every way in which a server can give back what a sign-in sent it. */
static void
test_told(void)
{
	static const char *const before[] = {
	    "", "a", "ab", "anna", "user=anna\001auth=Bearer "};

	g_assert_true(secret_is_told("wrong password: hunter2!", "hunter2!"));
	for (size_t i = 0; i < G_N_ELEMENTS(before); i++) {
		g_autofree char *line = g_strconcat(before[i], "hunter2!\001", NULL);
		g_autofree char *base64 = g_base64_encode((const guchar *)line, strlen(line));
		g_autofree char *text = g_strdup_printf("535 no: %s", base64);

		g_assert_true(secret_is_told(text, "hunter2!"));
		g_assert_false(secret_is_told(text, "correct!"));
	}
	g_assert_false(secret_is_told("wrong password", "hunter2!"));
	g_assert_false(secret_is_told("wrong password", ""));
	g_assert_false(secret_is_told("wrong password", "x"));
}

/* RFC 4616 §4, the first example. */
static void
test_sasl_plain(void)
{
	char *message = secret_sasl_plain("tim", "tanstaaftanstaaf");

	g_assert_cmpstr(message, ==, "AHRpbQB0YW5zdGFhZnRhbnN0YWFm");
	secret_free(message);
}

struct folder {
	char *path;
	char *file;
};

static void
set_up(struct folder *folder, gconstpointer data)
{
	(void)data;
	folder->path = g_dir_make_tmp("turno-XXXXXX", NULL);
	folder->file = g_build_filename(folder->path, "imap", NULL);
}

static void
tear_down(struct folder *folder, gconstpointer data)
{
	(void)data;
	g_unlink(folder->file);
	g_rmdir(folder->path);
	g_free(folder->path);
	g_free(folder->file);
}

static void
write_secret(struct folder *folder, const char *text, int mode)
{
	g_assert_true(g_file_set_contents(folder->file, text, -1, NULL));
	g_assert_cmpint(g_chmod(folder->file, mode), ==, 0);
}

static void
test_read(struct folder *folder, gconstpointer data)
{
	(void)data;
	write_secret(folder, "pass word\n\n", 0640);
	char *secret = secret_read(folder->path, "imap", NULL);
	g_assert_cmpstr(secret, ==, "pass word\n");
	secret_free(secret);
	secret_free(NULL);
}

static void
test_refuse(struct folder *folder, gconstpointer data)
{
	static const char *const names[] = {"", "../imap", "/etc/passwd", ".hidden", "absent"};
	static const int modes[] = {0644, 0660, 0642};
	g_autofree char *big = g_strnfill(5000, 'x');

	(void)data;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(GError) error = NULL;
		g_assert_null(secret_read(folder->path, names[i], &error));
		g_assert_error(error, TURNO_ERROR, ERROR_CONFIG);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(modes); i++) {
		g_autoptr(GError) error = NULL;
		write_secret(folder, "hunter2", modes[i]);
		g_assert_null(secret_read(folder->path, "imap", &error));
		g_assert_nonnull(strstr(error->message, "chmod 0640"));
		g_assert_null(strstr(error->message, "hunter2"));
	}
	write_secret(folder, "", 0600);
	g_assert_null(secret_read(folder->path, "imap", NULL));
	write_secret(folder, big, 0600);
	g_assert_null(secret_read(folder->path, "imap", NULL));
}

int
main(int argc, char **argv)
{
	g_unsetenv("CREDENTIALS_DIRECTORY");
	g_test_init(&argc, &argv, NULL);
	secret_init();
	g_test_add_func("/base/secret/SHA-256 of abc", test_sha256);
	g_test_add_func("/base/secret/derived values", test_derive);
	g_test_add_func("/base/secret/HMAC-SHA256", test_sign);
	g_test_add_func("/base/secret/Argon2id stays what it was", test_password);
	g_test_add_func("/base/secret/tokens and comparison", test_tokens);
	g_test_add_func("/base/secret/repeated by a server", test_told);
	g_test_add_func("/base/secret/SASL PLAIN", test_sasl_plain);
	g_test_add("/base/secret/file", struct folder, NULL, set_up, test_read, tear_down);
	g_test_add(
	    "/base/secret/refused files", struct folder, NULL, set_up, test_refuse, tear_down);
	return g_test_run();
}
