/* seal: what is closed for an account is opened for that account with that key, and else not.
 */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "base/error.h"
#include "base/seal.h"
#include "base/secret.h"

static void
test_opens(void)
{
	static const char *const texts[] = {"segreta", "", "due\nrighe", "turno 1\nx\n1\ny\n"};
	char *key = seal_new_key();
	g_autofree char *public_key = seal_public_key(key, NULL);

	g_assert_cmpuint(strlen(key), ==, 64);
	g_assert_cmpuint(strlen(public_key), ==, 64);
	g_assert_cmpstr(key, !=, public_key);
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *sealed =
		    seal_close(public_key, "imap.example.it", 993, "a@b", texts[i], &error);
		g_autofree char *again =
		    seal_close(public_key, "imap.example.it", 993, "a@b", texts[i], &error);

		g_assert_no_error(error);
		g_assert_cmpstr(sealed, !=, again);
		char *text = seal_open(key, "imap.example.it", 993, "a@b", sealed, &error);
		g_assert_no_error(error);
		g_assert_cmpstr(text, ==, texts[i]);
		secret_free(text);
	}
	secret_free(key);
}

static void
test_refuses(void)
{
	char *key = seal_new_key();
	char *other = seal_new_key();
	g_autofree char *public_key = seal_public_key(key, NULL);
	g_autofree char *sealed =
	    seal_close(public_key, "imap.example.it", 993, "a@b", "segreta", NULL);
	g_autofree char *bent = g_strdup(sealed);
	bent[strlen(bent) - 1] = bent[strlen(bent) - 1] == '0' ? '1' : '0';
	const struct {
		const char *key, *host;
		int port;
		const char *login, *sealed, *says;
	} cases[] = {
	    {key, "evil.example.it", 993, "a@b", sealed, "another server or login"},
	    {key, "imap.example.it", 143, "a@b", sealed, "another server or login"},
	    {key, "imap.example.it", 993, "b@b", sealed, "another server or login"},
	    {key, "imap.example.it", 993, "a@b\nsegreta", sealed, "another server or login"},
	    {other, "imap.example.it", 993, "a@b", sealed, "another key"},
	    {key, "imap.example.it", 993, "a@b", bent, "another key"},
	    {key, "imap.example.it", 993, "a@b", "", "another key"},
	    {key, "imap.example.it", 993, "a@b", "zz", "another key"},
	    {"", "imap.example.it", 993, "a@b", sealed, "holds no key"},
	    {"xyz", "imap.example.it", 993, "a@b", sealed, "holds no key"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;

		g_assert_null(seal_open(cases[i].key, cases[i].host, cases[i].port,
		    cases[i].login, cases[i].sealed, &error));
		g_assert_error(error, TURNO_ERROR, ERROR_CONFIG);
		g_assert_nonnull(strstr(error->message, cases[i].says));
		g_assert_null(strstr(error->message, "segreta"));
	}
	g_assert_null(seal_close("xyz", "h", 1, "l", "t", NULL));
	g_assert_null(seal_public_key("xyz", NULL));
	secret_free(key);
	secret_free(other);
}

/* As openssl pkey -pubout derives it (X25519). */
static void
test_public_half(void)
{
	g_autofree char *public_key = seal_public_key(
	    "77076d0a7318a57d3c16c17251b26645df4c2f92ebc0992ac177fba51db92c2a", NULL);

	g_assert_cmpstr(
	    public_key, ==, "f8a9535a2d2ff605e8e144d54f4ef5c62313a2055dbb21fddd3fd9c299eb015d");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	secret_init();
	g_test_add_func("/base/seal/opens what it closed", test_opens);
	g_test_add_func("/base/seal/the public half", test_public_half);
	g_test_add_func("/base/seal/refuses the rest", test_refuses);
	return g_test_run();
}
