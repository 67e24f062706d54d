/* fake-pki: certificates made for one test run, good ones and every kind of bad one. */
#ifndef TURNO_TESTS_FAKE_PKI_H
#define TURNO_TESTS_FAKE_PKI_H

#include <gnutls/gnutls.h>

enum fake_certificate {
	FAKE_GOOD,        /* localhost and 127.0.0.1, by the test's authority */
	FAKE_WRONG_HOST,  /* another name, by the same authority */
	FAKE_EXPIRED,     /* as FAKE_GOOD, but of yesterday */
	FAKE_EARLY,       /* as FAKE_GOOD, but of tomorrow */
	FAKE_NAMED_IP,    /* 127.0.0.1 as a name, not as an address */
	FAKE_IDN,         /* xn--mnchen-3ya.localhost */
	FAKE_SELF_SIGNED, /* localhost, by itself */
	FAKE_CERTIFICATES,
};

struct fake_pki {
	char *folder;
	char *ca_file;  /* PEM */
	char *self_pin; /* SHA-256 of the public key of FAKE_SELF_SIGNED, hex */
	gnutls_certificate_credentials_t credentials[FAKE_CERTIFICATES];
};

struct fake_pki *fake_pki_new(void);
void fake_pki_free(struct fake_pki *pki);

#endif
