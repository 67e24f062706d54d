#include "config.h"
#include "fake-pki.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <gnutls/x509.h>
#include <string.h>
#include <time.h>

#include "base/text.h"

#define DAY 86400

/* Stops the test when GnuTLS cannot make a certificate. */
static void
must(int r)
{
	if (r < 0)
		g_error("GnuTLS: %s", gnutls_strerror(r));
}

static gnutls_x509_privkey_t
make_key(void)
{
	gnutls_x509_privkey_t key;

	must(gnutls_x509_privkey_init(&key));
	must(gnutls_x509_privkey_generate(
	    key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0));
	return key;
}

static gnutls_x509_crt_t
make_certificate(gnutls_x509_privkey_t key, const char *host, time_t from, time_t until)
{
	static unsigned char serial;
	const unsigned char loopback[] = {127, 0, 0, 1};
	gnutls_x509_crt_t certificate;

	serial++;
	must(gnutls_x509_crt_init(&certificate));
	must(gnutls_x509_crt_set_version(certificate, 3));
	must(gnutls_x509_crt_set_serial(certificate, &serial, 1));
	must(gnutls_x509_crt_set_activation_time(certificate, from));
	must(gnutls_x509_crt_set_expiration_time(certificate, until));
	must(gnutls_x509_crt_set_dn_by_oid(
	    certificate, GNUTLS_OID_X520_COMMON_NAME, 0, host, (unsigned)strlen(host)));
	must(gnutls_x509_crt_set_key(certificate, key));
	must(gnutls_x509_crt_set_subject_alt_name(
	    certificate, GNUTLS_SAN_DNSNAME, host, (unsigned)strlen(host), GNUTLS_FSAN_SET));
	if (strcmp(host, "localhost") == 0)
		must(gnutls_x509_crt_set_subject_alt_name(certificate, GNUTLS_SAN_IPADDRESS,
		    loopback, sizeof loopback, GNUTLS_FSAN_APPEND));
	return certificate;
}

static void
sign(gnutls_x509_crt_t certificate, gnutls_x509_crt_t issuer, gnutls_x509_privkey_t key)
{
	must(gnutls_x509_crt_sign2(certificate, issuer, key, GNUTLS_DIG_SHA256, 0));
}

static void
offer(struct fake_pki *pki, enum fake_certificate which, gnutls_x509_crt_t certificate,
    gnutls_x509_privkey_t key)
{
	must(gnutls_certificate_allocate_credentials(&pki->credentials[which]));
	must(gnutls_certificate_set_x509_key(pki->credentials[which], &certificate, 1, key));
}

static void
write_authority(struct fake_pki *pki, gnutls_x509_crt_t authority)
{
	gnutls_datum_t pem = {NULL, 0};

	must(gnutls_x509_crt_export2(authority, GNUTLS_X509_FMT_PEM, &pem));
	pki->folder = g_dir_make_tmp("turno-pki-XXXXXX", NULL);
	g_assert_nonnull(pki->folder);
	pki->ca_file = g_build_filename(pki->folder, "ca.pem", NULL);
	g_assert_true(
	    g_file_set_contents(pki->ca_file, (const char *)pem.data, (gssize)pem.size, NULL));
	gnutls_free(pem.data);
}

struct fake_pki *
fake_pki_new(void)
{
	struct fake_pki *pki = g_new0(struct fake_pki, 1);
	time_t now = time(NULL);
	unsigned char id[32];
	size_t size = sizeof id;
	gnutls_x509_privkey_t key = make_key();
	gnutls_x509_crt_t authority =
	    make_certificate(key, "authority.example", now - DAY, now + DAY);
	gnutls_x509_crt_t made[FAKE_CERTIFICATES] = {
	    make_certificate(key, "localhost", now - DAY, now + DAY),
	    make_certificate(key, "imap.example", now - DAY, now + DAY),
	    make_certificate(key, "localhost", now - 2 * DAY, now - DAY),
	    make_certificate(key, "localhost", now + DAY, now + 2 * DAY),
	    make_certificate(key, "127.0.0.1", now - DAY, now + DAY),
	    make_certificate(key, "xn--mnchen-3ya.localhost", now - DAY, now + DAY),
	};

	must(gnutls_x509_crt_set_ca_status(authority, 1));
	must(gnutls_x509_crt_set_key_usage(authority, GNUTLS_KEY_KEY_CERT_SIGN));
	sign(authority, authority, key);
	write_authority(pki, authority);
	for (int i = FAKE_GOOD; i <= FAKE_IDN; i++) {
		sign(made[i], authority, key);
		offer(pki, i, made[i], key);
		gnutls_x509_crt_deinit(made[i]);
	}
	gnutls_x509_crt_deinit(authority);
	gnutls_x509_privkey_deinit(key);

	key = make_key();
	gnutls_x509_crt_t lone = make_certificate(key, "localhost", now - DAY, now + DAY);
	sign(lone, lone, key);
	must(gnutls_x509_crt_get_key_id(lone, GNUTLS_KEYID_USE_SHA256, id, &size));
	pki->self_pin = text_hex(id, size);
	offer(pki, FAKE_SELF_SIGNED, lone, key);
	gnutls_x509_crt_deinit(lone);
	gnutls_x509_privkey_deinit(key);
	return pki;
}

void
fake_pki_free(struct fake_pki *pki)
{
	for (int i = 0; i < FAKE_CERTIFICATES; i++)
		gnutls_certificate_free_credentials(pki->credentials[i]);
	g_unlink(pki->ca_file);
	g_rmdir(pki->folder);
	g_free(pki->ca_file);
	g_free(pki->folder);
	g_free(pki->self_pin);
	g_free(pki);
}
