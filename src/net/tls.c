/* Trusts the given authorities and the clock; everything that comes from the peer is hostile.
 */
#include "config.h"
#include "net/tls.h"

#include <arpa/inet.h>
#include <errno.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>

#include "base/error.h"
#include "base/secret.h"
#include "base/text.h"
#include "net/connect.h"

#define PRIORITY "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:%PROFILE_MEDIUM"

struct net_tls {
	gnutls_session_t session;
	gnutls_certificate_credentials_t credentials;
	gnutls_typed_vdata_st wanted; /* what the certificate must carry; GnuTLS borrows it */
	char *host;
	unsigned char address[sizeof(struct in6_addr)];
	int fd; /* borrowed */
	bool is_open;
};

static bool
is_given(const char *text)
{
	return text != NULL && text[0] != '\0';
}

/* True when r only asks for a wait that then succeeded. */
static bool
wait_and_retry(struct net_tls *tls, int r, int64_t deadline_ms, int cancel_fd, GError **error)
{
	if (r == GNUTLS_E_PUSH_ERROR || r == GNUTLS_E_PULL_ERROR) /* of send(2) and recv(2) */
		return error_set(error, ERROR_RETRY, "%s", g_strerror(errno));
	if (r == GNUTLS_E_FATAL_ALERT_RECEIVED)
		return error_set(error, ERROR_RETRY, "TLS: the server ends it: %s",
		    gnutls_alert_get_name(gnutls_alert_get(tls->session)));
	if (r != GNUTLS_E_AGAIN && r != GNUTLS_E_INTERRUPTED)
		return error_set(error, ERROR_RETRY, "TLS: %s", gnutls_strerror(r));
	short events = gnutls_record_get_direction(tls->session) == 1 ? POLLOUT : POLLIN;
	return net_wait_fd(tls->fd, events, deadline_ms, cancel_fd, error);
}

static bool
load_authorities(struct net_tls *tls, const char *ca_file, GError **error)
{
	int loaded = is_given(ca_file)
			 ? gnutls_certificate_set_x509_trust_file(
			       tls->credentials, ca_file, GNUTLS_X509_FMT_PEM)
			 : gnutls_certificate_set_x509_system_trust(tls->credentials);

	if (loaded > 0)
		return true;
	return error_set(error, ERROR_CONFIG, "no certificate of an authority in %s: %s",
	    is_given(ca_file) ? ca_file : "the system's store",
	    loaded < 0 ? gnutls_strerror(loaded) : "it is empty");
}

/* An address is not asked for as a name, which GnuTLS would accept too. */
static bool
want_host(struct net_tls *tls, const char *host)
{
	tls->host = g_strdup(host);
	tls->wanted =
	    (gnutls_typed_vdata_st){GNUTLS_DT_DNS_HOSTNAME, (unsigned char *)tls->host, 0};
	if (!g_hostname_is_ip_address(host))
		return true;
	bool is_v4 = inet_pton(AF_INET, host, tls->address) == 1;
	if (!is_v4 && inet_pton(AF_INET6, host, tls->address) != 1)
		return false;
	tls->wanted = (gnutls_typed_vdata_st){GNUTLS_DT_IP_ADDRESS, tls->address,
	    is_v4 ? sizeof(struct in_addr) : sizeof(struct in6_addr)};
	return true;
}

static bool
set_up(struct net_tls *tls, const char *host, bool is_pinned, GError **error)
{
	if (!want_host(tls, host))
		return error_set(error, ERROR_CONFIG, "%s is no address", host);
	int r = gnutls_init(&tls->session, GNUTLS_CLIENT | GNUTLS_NO_SIGNAL | GNUTLS_NONBLOCK);

	if (r >= 0)
		r = gnutls_priority_set_direct(tls->session, PRIORITY, NULL);
	if (r >= 0)
		r = gnutls_credentials_set(
		    tls->session, GNUTLS_CRD_CERTIFICATE, tls->credentials);
	if (r >= 0 && tls->wanted.type == GNUTLS_DT_DNS_HOSTNAME)
		r = gnutls_server_name_set(tls->session, GNUTLS_NAME_DNS, host, strlen(host));
	if (r < 0)
		return error_set(error, ERROR_RETRY, "TLS: %s", gnutls_strerror(r));
	if (!is_pinned) /* chain, dates and name or address, before the handshake ends */
		gnutls_session_set_verify_cert2(tls->session, &tls->wanted, 1, 0);
	gnutls_transport_set_int(tls->session, tls->fd);
	return true;
}

static bool
refuse_certificate(struct net_tls *tls, const char *host, GError **error)
{
	gnutls_datum_t reason = {NULL, 0};
	unsigned status = gnutls_session_get_verify_cert_status(tls->session);

	gnutls_certificate_verification_status_print(status, GNUTLS_CRT_X509, &reason, 0);
	error_set(error, ERROR_CONFIG, "certificate of %s refused: %s", host,
	    reason.data != NULL ? (const char *)reason.data : "not valid");
	gnutls_free(reason.data);
	return false;
}

static bool
shake_hands(
    struct net_tls *tls, const char *host, int64_t deadline_ms, int cancel_fd, GError **error)
{
	for (;;) {
		int r = gnutls_handshake(tls->session);

		if (r == GNUTLS_E_SUCCESS)
			return true;
		if (r == GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR ||
		    r == GNUTLS_E_CERTIFICATE_ERROR)
			return refuse_certificate(tls, host, error);
		if (r == GNUTLS_E_WARNING_ALERT_RECEIVED)
			continue;
		if (!wait_and_retry(tls, r, deadline_ms, cancel_fd, error)) {
			g_prefix_error(error, "TLS handshake with %s: ", host);
			return false;
		}
	}
}

static bool
check_pin(struct net_tls *tls, const char *host, const char *pin_sha256, GError **error)
{
	unsigned count = 0;
	const gnutls_datum_t *chain = gnutls_certificate_get_peers(tls->session, &count);
	gnutls_x509_crt_t certificate = NULL;
	unsigned char id[SECRET_SHA256_BYTES];
	unsigned char wanted[SECRET_SHA256_BYTES];
	size_t size = sizeof id;
	bool matches = false;

	if (!text_unhex(pin_sha256, wanted, sizeof wanted))
		return error_set(
		    error, ERROR_CONFIG, "the pin of %s is not 64 hex digits", host);
	if (count > 0 && gnutls_x509_crt_init(&certificate) == 0) {
		matches =
		    gnutls_x509_crt_import(certificate, &chain[0], GNUTLS_X509_FMT_DER) == 0 &&
		    gnutls_x509_crt_get_key_id(
			certificate, GNUTLS_KEYID_USE_SHA256, id, &size) == 0 &&
		    size == sizeof id && memcmp(id, wanted, sizeof id) == 0;
		gnutls_x509_crt_deinit(certificate);
	}
	if (!matches)
		return error_set(
		    error, ERROR_CONFIG, "public key of %s does not match the pin", host);
	return true;
}

struct net_tls *
net_tls_open(int fd, const char *host, const char *ca_file, const char *pin_sha256,
    int64_t deadline_ms, int cancel_fd, GError **error)
{
	g_autoptr(NetTls) tls = g_new0(struct net_tls, 1);
	bool is_pinned = is_given(pin_sha256);

	tls->fd = fd;
	int r = gnutls_certificate_allocate_credentials(&tls->credentials);
	if (r < 0) {
		error_set(error, ERROR_RETRY, "TLS: %s", gnutls_strerror(r));
		return NULL;
	}
	if (!is_pinned && !load_authorities(tls, ca_file, error))
		return NULL;
	if (!set_up(tls, host, is_pinned, error) ||
	    !shake_hands(tls, host, deadline_ms, cancel_fd, error))
		return NULL;
	if (is_pinned && !check_pin(tls, host, pin_sha256, error))
		return NULL;
	tls->is_open = true;
	return g_steal_pointer(&tls);
}

ssize_t
net_tls_read(struct net_tls *tls, void *ret_bytes, size_t size_bytes, int64_t deadline_ms,
    int cancel_fd, GError **error)
{
	for (;;) {
		ssize_t got = gnutls_record_recv(tls->session, ret_bytes, size_bytes);

		if (got >= 0)
			return got;
		if (got == GNUTLS_E_PREMATURE_TERMINATION)
			return 0;
		if (got == GNUTLS_E_WARNING_ALERT_RECEIVED)
			continue;
		if (!wait_and_retry(tls, (int)got, deadline_ms, cancel_fd, error))
			return -1;
	}
}

ssize_t
net_tls_write(struct net_tls *tls, const void *bytes, size_t size_bytes, int64_t deadline_ms,
    int cancel_fd, GError **error)
{
	for (;;) {
		ssize_t sent = gnutls_record_send(tls->session, bytes, size_bytes);

		if (sent > 0)
			return sent;
		if (!wait_and_retry(tls, (int)sent, deadline_ms, cancel_fd, error))
			return -1;
	}
}

bool
net_tls_has_pending(const struct net_tls *tls)
{
	return gnutls_record_check_pending(tls->session) > 0;
}

void
net_tls_free(struct net_tls *tls)
{
	if (tls == NULL)
		return;
	if (tls->is_open)
		gnutls_bye(tls->session, GNUTLS_SHUT_WR);
	if (tls->session != NULL)
		gnutls_deinit(tls->session);
	if (tls->credentials != NULL)
		gnutls_certificate_free_credentials(tls->credentials);
	g_free(tls->host);
	g_free(tls);
}
