#include "config.h"
#include "base/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/text.h"

G_STATIC_ASSERT(SECRET_SALT_BYTES == crypto_pwhash_argon2id_SALTBYTES);

#define SECRET_FILE_BYTES 4096

void
secret_init(void)
{
	if (sodium_init() < 0)
		g_error("libsodium could not be initialised");
}

char *
secret_new_token(void)
{
	unsigned char random[SECRET_TOKEN_BYTES];
	char *token = g_malloc(
	    sodium_base64_ENCODED_LEN(sizeof random, sodium_base64_VARIANT_URLSAFE_NO_PADDING));

	randombytes_buf(random, sizeof random);
	sodium_bin2base64(token,
	    sodium_base64_ENCODED_LEN(sizeof random, sodium_base64_VARIANT_URLSAFE_NO_PADDING),
	    random, sizeof random, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	sodium_memzero(random, sizeof random);
	return token;
}

void
secret_random(void *ret_bytes, size_t size_bytes)
{
	randombytes_buf(ret_bytes, size_bytes);
}

void
secret_sha256(
    const void *bytes, size_t size_bytes, unsigned char ret_digest[SECRET_SHA256_BYTES])
{
	crypto_hash_sha256(ret_digest, bytes, size_bytes);
}

char *
secret_derive(const char *token, const char *purpose)
{
	crypto_hash_sha256_state state;
	unsigned char digest[SECRET_SHA256_BYTES];

	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(&state, (const unsigned char *)purpose, strlen(purpose) + 1);
	crypto_hash_sha256_update(&state, (const unsigned char *)token, strlen(token));
	crypto_hash_sha256_final(&state, digest);
	return text_hex(digest, sizeof digest);
}

char *
secret_sign(const char *key, const char *prefix, const void *bytes, size_t size_bytes)
{
	crypto_auth_hmacsha256_state state;
	unsigned char mac[crypto_auth_hmacsha256_BYTES];

	crypto_auth_hmacsha256_init(&state, (const unsigned char *)key, strlen(key));
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)prefix, strlen(prefix));
	crypto_auth_hmacsha256_update(&state, bytes, size_bytes);
	crypto_auth_hmacsha256_final(&state, mac);
	sodium_memzero(&state, sizeof state);
	return text_hex(mac, sizeof mac);
}

bool
secret_equal(const char *a, const char *b)
{
	size_t length = strlen(a);

	return length == strlen(b) && sodium_memcmp(a, b, length) == 0;
}

bool
secret_derive_password(const char *password, const unsigned char salt[SECRET_SALT_BYTES],
    unsigned char ret_key[SECRET_PASSWORD_BYTES], GError **error)
{
	if (crypto_pwhash(ret_key, SECRET_PASSWORD_BYTES, password, strlen(password), salt,
		crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE,
		crypto_pwhash_ALG_ARGON2ID13) != 0)
		return error_set(error, ERROR_RETRY, "not enough memory to check a password");
	return true;
}

static int
open_secret(const char *directory, const char *name, GError **error)
{
	const char *credentials = g_getenv("CREDENTIALS_DIRECTORY");
	int fd = -1;

	if (strchr(name, '/') != NULL || *name == '\0' || *name == '.') {
		error_set(
		    error, ERROR_CONFIG, "secret name \"%s\" must be a plain file name", name);
		return -1;
	}
	if (credentials != NULL) {
		g_autofree char *path = g_build_filename(credentials, name, NULL);
		fd = open(path, O_RDONLY | O_CLOEXEC);
	}
	g_autofree char *path = g_build_filename(directory, name, NULL);
	if (fd < 0)
		fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		error_set(error, ERROR_CONFIG, "cannot open secret file %s: %s", path,
		    g_strerror(errno));
	return fd;
}

char *
secret_read(const char *directory, const char *name, GError **error)
{
	char buffer[SECRET_FILE_BYTES];
	struct stat info;
	int fd = open_secret(directory, name, error);

	if (fd < 0)
		return NULL;
	bool readable_by_others =
	    fstat(fd, &info) != 0 || (info.st_mode & (S_IROTH | S_IWOTH | S_IWGRP)) != 0;
	ssize_t length = read(fd, buffer, sizeof buffer);
	close(fd);
	if (readable_by_others) {
		error_set(error, ERROR_CONFIG,
		    "secret file %s must not be readable by others: chmod 0640", name);
		return NULL;
	}
	if (length <= 0 || (size_t)length == sizeof buffer) {
		error_set(error, ERROR_CONFIG,
		    "secret file %s is empty, unreadable or longer than %d bytes", name,
		    SECRET_FILE_BYTES - 1);
		return NULL;
	}
	if (buffer[length - 1] == '\n')
		length--;
	char *secret = g_strndup(buffer, (gsize)length);
	sodium_memzero(buffer, sizeof buffer);
	return secret;
}

/* What of the base64 of a text depends on nothing but secret, when secret begins at byte
 * offset (0..2) of a group of three; NULL when that is nothing. */
static char *
inner_base64(const char *secret, size_t offset)
{
	size_t length = strlen(secret);
	size_t skip = (3 - offset) % 3; /* bytes up to the next whole group */

	if (length < skip + 3)
		return NULL;
	return g_base64_encode((const guchar *)secret + skip, (length - skip) / 3 * 3);
}

bool
secret_is_told(const char *text, const char *secret)
{
	bool is_told = secret[0] != '\0' && strstr(text, secret) != NULL;

	for (size_t offset = 0; offset < 3 && !is_told; offset++) {
		char *inner = inner_base64(secret, offset);

		is_told = inner != NULL && strstr(text, inner) != NULL;
		secret_free(inner);
	}
	return is_told;
}

char *
secret_sasl_plain(const char *login, const char *secret)
{
	size_t login_size = strlen(login), secret_size = strlen(secret);
	size_t size = 1 + login_size + 1 + secret_size;
	guchar *message = g_malloc0(size);

	memcpy(message + 1, login, login_size);
	memcpy(message + 2 + login_size, secret, secret_size);
	char *base64 = g_base64_encode(message, size);
	sodium_memzero(message, size);
	g_free(message);
	return base64;
}

void
secret_free(char *secret)
{
	if (secret != NULL)
		sodium_memzero(secret, strlen(secret));
	g_free(secret);
}
