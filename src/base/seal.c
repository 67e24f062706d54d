#include "config.h"
#include "base/seal.h"

#include <sodium.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

G_STATIC_ASSERT(crypto_box_SECRETKEYBYTES == 32 && crypto_box_PUBLICKEYBYTES == 32);

char *
seal_new_key(void)
{
	unsigned char secret[crypto_box_SECRETKEYBYTES];

	randombytes_buf(secret, sizeof secret);
	char *hex = text_hex(secret, sizeof secret);
	sodium_memzero(secret, sizeof secret);
	return hex;
}

/* Both halves of a pair as bytes; the caller clears ret_secret. */
static bool
read_pair(const char *hex, unsigned char ret_secret[crypto_box_SECRETKEYBYTES],
    unsigned char ret_public[crypto_box_PUBLICKEYBYTES], GError **error)
{
	if (strlen(hex) == 2 * crypto_box_SECRETKEYBYTES &&
	    text_unhex(hex, ret_secret, crypto_box_SECRETKEYBYTES) &&
	    crypto_scalarmult_base(ret_public, ret_secret) == 0)
		return true;
	return error_set(error, ERROR_CONFIG,
	    "the secret file \"" SEAL_FILE "\" holds no key: turno seal makes one");
}

char *
seal_public_key(const char *secret, GError **error)
{
	unsigned char bytes[crypto_box_SECRETKEYBYTES];
	unsigned char public_key[crypto_box_PUBLICKEYBYTES];

	if (!read_pair(secret, bytes, public_key, error))
		return NULL;
	sodium_memzero(bytes, sizeof bytes);
	return text_hex(public_key, sizeof public_key);
}

/* What stands before the text: whom it is for. A line each, so that no two accounts look alike.
 */
static char *
account_words(const char *host, int port, const char *login)
{
	return g_strdup_printf("turno 1\n%s\n%d\n%s\n", host, port, login);
}

char *
seal_close(const char *public_key, const char *host, int port, const char *login,
    const char *text, GError **error)
{
	unsigned char key[crypto_box_PUBLICKEYBYTES];
	g_autofree char *account = account_words(host, port, login);
	char *hex = NULL;

	if (strlen(public_key) != 2 * sizeof key || !text_unhex(public_key, key, sizeof key)) {
		error_set(error, ERROR_CONFIG, "the key that seals is none: turno seal");
		return NULL;
	}
	char *whole = g_strconcat(account, text, NULL);
	size_t size = strlen(whole);
	g_autofree unsigned char *sealed = g_malloc(size + crypto_box_SEALBYTES);
	if (crypto_box_seal(sealed, (const unsigned char *)whole, size, key) == 0)
		hex = text_hex(sealed, size + crypto_box_SEALBYTES);
	else
		error_set(error, ERROR_CONFIG, "the key that seals is none: turno seal");
	sodium_memzero(whole, size);
	g_free(whole);
	return hex;
}

/* The text behind the words of the account, NULL when they are others. */
static char *
text_for(const char *whole, const char *account)
{
	return g_str_has_prefix(whole, account) ? g_strdup(whole + strlen(account)) : NULL;
}

char *
seal_open(const char *secret, const char *host, int port, const char *login,
    const char *sealed_hex, GError **error)
{
	unsigned char key[crypto_box_SECRETKEYBYTES], public_key[crypto_box_PUBLICKEYBYTES];
	size_t sealed_size = strlen(sealed_hex) / 2;
	g_autofree unsigned char *sealed = g_malloc(sealed_size + 1);
	g_autofree char *account = account_words(host, port, login);
	char *text = NULL;

	if (!read_pair(secret, key, public_key, error))
		return NULL;
	char *whole = g_malloc0(sealed_size + 1);
	bool is_open = sealed_size >= crypto_box_SEALBYTES &&
		       text_unhex(sealed_hex, sealed, sealed_size) &&
		       crypto_box_seal_open(
			   (unsigned char *)whole, sealed, sealed_size, public_key, key) == 0;
	sodium_memzero(key, sizeof key);
	if (!is_open)
		error_set(error, ERROR_CONFIG,
		    "the password was sealed with another key: give it again, or put the "
		    "secret file \"" SEAL_FILE "\" of then in its place");
	else if ((text = text_for(whole, account)) == NULL)
		error_set(error, ERROR_CONFIG,
		    "the password was given for another server or login: give it again");
	sodium_memzero(whole, sealed_size);
	g_free(whole);
	return text;
}
