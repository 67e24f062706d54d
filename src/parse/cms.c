/* GnuTLS reads the time from a function of the process: it is set to the time of the mail for
 * the check alone, so that a mail read again has the same evidence. */
#include "config.h"
#include "parse/cms.h"

#include <glib.h>
#include <gnutls/gnutls.h>
#include <gnutls/pkcs7.h>
#include <gnutls/x509.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

#include "base/limit.h"
#include "base/text.h"
#include "mail/evidence.h"
#include "mail/evidence_signature.h"
#include "parse/cms_signed.h"
#include "parse/date.h"
#include "parse/header.h"
#include "parse/mime.h"
#include "parse/smime.h"

#define SIGNERS_MAX 4
#define CERTIFICATES_MAX 10
#define ADDRESSES_MAX 10u
#define NAME_BYTES 998u

static gnutls_x509_trust_list_t authorities;
static time_t mail_time, check_time;

static time_t
get_check_time(time_t *ret_time)
{
	if (ret_time != NULL)
		*ret_time = check_time;
	return check_time;
}

unsigned
cms_set_authorities(const char *pem, size_t size_bytes)
{
	gnutls_datum_t datum = {(unsigned char *)pem, (unsigned)size_bytes};

	if (authorities != NULL)
		gnutls_x509_trust_list_deinit(authorities, 1);
	authorities = NULL;
	if (size_bytes == 0 || gnutls_x509_trust_list_init(&authorities, 0) < 0)
		return 0;
	int count = gnutls_x509_trust_list_add_trust_mem(
	    authorities, &datum, NULL, GNUTLS_X509_FMT_PEM, 0, 0);
	if (count > 0)
		return (unsigned)count;
	gnutls_x509_trust_list_deinit(authorities, 1);
	authorities = NULL;
	return 0;
}

unsigned
cms_count_expired(const char *pem, size_t size_bytes)
{
	gnutls_datum_t datum = {(unsigned char *)pem, (unsigned)size_bytes};
	gnutls_x509_crt_t *certificates = NULL;
	unsigned count = 0, expired = 0;

	if (gnutls_x509_crt_list_import2(
		&certificates, &count, &datum, GNUTLS_X509_FMT_PEM, 0) < 0)
		return 0;
	for (unsigned i = 0; i < count; i++) {
		expired +=
		    gnutls_x509_crt_get_expiration_time(certificates[i]) < time(NULL) ? 1 : 0;
		gnutls_x509_crt_deinit(certificates[i]);
	}
	gnutls_free(certificates);
	return expired;
}

static void
set(char **field, const char *text)
{
	g_free(*field);
	*field = g_strdup(text);
}

static void
judge(struct evidence *evidence, const char *state, const char *reason)
{
	set(&evidence->signature->state, state);
	set(&evidence->signature->reason, reason);
}

/* The certificates of a message; certificate[0..count). */
struct bundle {
	gnutls_x509_crt_t certificate[CERTIFICATES_MAX];
	unsigned count;
};

static void
bundle_load(struct bundle *bundle, gnutls_pkcs7_t message)
{
	int count = MIN(gnutls_pkcs7_get_crt_count(message), CERTIFICATES_MAX);

	for (int i = 0; i < count; i++) {
		gnutls_datum_t der = {NULL, 0};
		gnutls_x509_crt_t *slot = &bundle->certificate[bundle->count];

		if (gnutls_pkcs7_get_crt_raw2(message, (unsigned)i, &der) < 0 ||
		    gnutls_x509_crt_init(slot) < 0) {
			gnutls_free(der.data);
			continue;
		}
		if (gnutls_x509_crt_import(*slot, &der, GNUTLS_X509_FMT_DER) < 0)
			gnutls_x509_crt_deinit(*slot);
		else
			bundle->count++;
		gnutls_free(der.data);
	}
}

static void
bundle_clear(struct bundle *bundle)
{
	for (unsigned i = 0; i < bundle->count; i++)
		gnutls_x509_crt_deinit(bundle->certificate[i]);
}

static bool
is_same(const gnutls_datum_t *datum, const void *bytes, size_t size)
{
	return datum->size == size && memcmp(datum->data, bytes, size) == 0;
}

/* RFC 5652 §5.3: a signer is named by issuer and serial number, or by his key. */
static bool
is_signer(gnutls_x509_crt_t certificate, const gnutls_pkcs7_signature_info_st *info)
{
	unsigned char bytes[128];
	size_t size = sizeof(bytes);

	if (info->issuer_keyid.size > 0)
		return gnutls_x509_crt_get_subject_key_id(certificate, bytes, &size, NULL) >=
			   0 &&
		       is_same(&info->issuer_keyid, bytes, size);
	gnutls_datum_t issuer = {NULL, 0};
	if (gnutls_x509_crt_get_serial(certificate, bytes, &size) < 0 ||
	    !is_same(&info->signer_serial, bytes, size) ||
	    gnutls_x509_crt_get_raw_issuer_dn(certificate, &issuer) < 0)
		return false;
	bool matches = is_same(&info->issuer_dn, issuer.data, issuer.size);
	gnutls_free(issuer.data);
	return matches;
}

/* Puts the signer's certificate first, as a chain begins. */
static bool
bundle_find_signer(struct bundle *bundle, const gnutls_pkcs7_signature_info_st *info)
{
	for (unsigned i = 0; i < bundle->count; i++) {
		gnutls_x509_crt_t certificate = bundle->certificate[i];

		if (!is_signer(certificate, info))
			continue;
		bundle->certificate[i] = bundle->certificate[0];
		bundle->certificate[0] = certificate;
		return true;
	}
	return false;
}

static char *
name_text(int (*get)(gnutls_x509_crt_t, gnutls_datum_t *, unsigned), gnutls_x509_crt_t from)
{
	gnutls_datum_t name = {NULL, 0};

	if (get(from, &name, 0) < 0)
		return g_strdup("");
	char *text = text_clean_line((const char *)name.data, name.size);
	gnutls_free(name.data);
	text_truncate(text, NAME_BYTES);
	return text;
}

static void
add_address(GPtrArray *list, const char *bytes, size_t size)
{
	char *address = text_clean_line(bytes, size);

	if (text_is_mail_address(address))
		g_ptr_array_add(list, address);
	else
		g_free(address);
}

/* RFC 8550 §3: addresses stand in subjectAltName, in old certificates in the subject. */
static void
describe_signer(struct evidence_signature *signature, gnutls_x509_crt_t certificate)
{
	char bytes[LIMIT_ADDRESS_BYTES + 2];
	size_t size = sizeof(bytes);

	g_free(signature->signer);
	g_free(signature->issuer);
	signature->signer = name_text(gnutls_x509_crt_get_dn3, certificate);
	signature->issuer = name_text(gnutls_x509_crt_get_issuer_dn3, certificate);
	g_ptr_array_set_size(signature->signer_addresses, 0);
	for (unsigned i = 0; i < ADDRESSES_MAX; i++, size = sizeof(bytes)) {
		int type =
		    gnutls_x509_crt_get_subject_alt_name(certificate, i, bytes, &size, NULL);

		if (type == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
			break;
		if (type == GNUTLS_SAN_RFC822NAME)
			add_address(signature->signer_addresses, bytes, size);
	}
	if (gnutls_x509_crt_get_dn_by_oid(
		certificate, GNUTLS_OID_PKCS9_EMAIL, 0, 0, bytes, &size) >= 0)
		add_address(signature->signer_addresses, bytes, size);
}

static bool
is_address_of_signer(const struct evidence_signature *signature, const char *address)
{
	for (guint i = 0; i < signature->signer_addresses->len; i++)
		if (g_ascii_strcasecmp(signature->signer_addresses->pdata[i], address) == 0)
			return true;
	return false;
}

/* RFC 8550 §3: the certificate must be of him who is said to have sent the mail. */
static bool
is_sender(const struct evidence *evidence)
{
	for (guint i = 0; i < evidence->from->len; i++) {
		const struct evidence_address *from = evidence->from->pdata[i];

		if (is_address_of_signer(evidence->signature, from->address))
			return true;
	}
	return is_address_of_signer(evidence->signature, evidence->sender_address);
}

/* "" when the chain is good at the time of the mail, else the reason. */
static const char *
check_chain(const struct bundle *bundle)
{
	gnutls_typed_vdata_st purpose = {.type = GNUTLS_DT_KEY_PURPOSE_OID,
	    .data = (unsigned char *)GNUTLS_KP_EMAIL_PROTECTION,
	    .size = 0};
	unsigned status = 0;

	int error = gnutls_x509_trust_list_verify_crt2(authorities,
	    (gnutls_x509_crt_t *)bundle->certificate, bundle->count, &purpose, 1, 0, &status,
	    NULL);
	if (error < 0)
		return "untrusted";
	const unsigned times = GNUTLS_CERT_EXPIRED | GNUTLS_CERT_NOT_ACTIVATED;
	if ((status & ~(times | GNUTLS_CERT_INVALID)) != 0)
		return (status & GNUTLS_CERT_INSECURE_ALGORITHM) != 0 ? "weak" : "untrusted";
	return status != 0 ? "expired" : "";
}

static const char *
reason_of(int error)
{
	switch (error) {
	case GNUTLS_E_PK_SIG_VERIFY_FAILED:
	case GNUTLS_E_HASH_FAILED:
		return "changed";
	case GNUTLS_E_EXPIRED:
	case GNUTLS_E_NOT_YET_ACTIVATED:
		return "expired";
	case GNUTLS_E_INSUFFICIENT_SECURITY:
		return "weak";
	case GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM:
	case GNUTLS_E_UNKNOWN_HASH_ALGORITHM:
	case GNUTLS_E_UNKNOWN_PK_ALGORITHM:
	case GNUTLS_E_UNKNOWN_ALGORITHM:
	case GNUTLS_E_UNIMPLEMENTED_FEATURE:
		return "unsupported";
	default:
		return "malformed";
	}
}

/* One signer: "" good, else the reason. content: what is signed; NULL: it lies in the message.
 */
static const char *
check_signer(struct evidence *evidence, gnutls_pkcs7_t message, struct bundle *bundle,
    unsigned index, const gnutls_datum_t *content)
{
	gnutls_pkcs7_signature_info_st info;
	int error = gnutls_pkcs7_get_signature_info(message, index, &info);

	if (error < 0)
		return reason_of(error);
	/* SHA-1 and older: who lets a provider sign his mail can make two with one digest. */
	bool is_weak =
	    gnutls_sign_is_secure2(info.algo, GNUTLS_SIGN_FLAG_SECURE_FOR_CERTS) == 0;
	bool is_found = bundle_find_signer(bundle, &info);
	check_time = MAX(mail_time, info.signing_time); /* -1: the signer does not say */
	gnutls_pkcs7_signature_info_deinit(&info);
	if (!is_found)
		return "certificate";
	describe_signer(evidence->signature, bundle->certificate[0]);
	error = gnutls_pkcs7_verify_direct(message, bundle->certificate[0], index, content, 0);
	if (error < 0)
		return reason_of(error);
	if (is_weak)
		return "weak";
	const char *reason = check_chain(bundle);
	return reason[0] == '\0' && !is_sender(evidence) ? "address" : reason;
}

/* A good one among the signers is enough; else what is wrong with the first is said. */
static const char *
check_signers(struct evidence *evidence, gnutls_pkcs7_t message, const gnutls_datum_t *content)
{
	struct bundle bundle = {.count = 0};
	int count = MIN(gnutls_pkcs7_get_signature_count(message), SIGNERS_MAX);
	const char *first = "malformed";

	bundle_load(&bundle, message);
	for (int i = 0; i < count; i++) {
		const char *reason =
		    check_signer(evidence, message, &bundle, (unsigned)i, content);

		if (i == 0 || reason[0] == '\0')
			first = reason;
		if (reason[0] == '\0')
			break;
	}
	bundle_clear(&bundle);
	return first;
}

static const char *
check_message(struct evidence *evidence, const char *der, size_t size, const char *content,
    size_t content_size)
{
	gnutls_datum_t datum = {(unsigned char *)der, (unsigned)size};
	gnutls_datum_t signed_bytes = {(unsigned char *)content, (unsigned)content_size};
	gnutls_pkcs7_t message = NULL;
	const char *reason = "malformed";

	if (gnutls_pkcs7_init(&message) < 0)
		return reason;
	if (gnutls_pkcs7_import(message, &datum, GNUTLS_X509_FMT_DER) >= 0)
		reason =
		    check_signers(evidence, message, content != NULL ? &signed_bytes : NULL);
	gnutls_pkcs7_deinit(message);
	return reason;
}

/* Mail is signed with CRLF (RFC 8551 §3.1.1); a program on the way may have stored it with LF.
 */
static const char *
check_detached(struct evidence *evidence, const char *der, size_t size, const char *content,
    size_t content_size)
{
	const char *reason = check_message(evidence, der, size, content, content_size);

	if (strcmp(reason, "changed") != 0)
		return reason;
	g_autoptr(GString) canonical = cms_canonical(content, content_size);
	if (canonical->len == content_size)
		return reason;
	return check_message(evidence, der, size, canonical->str, canonical->len);
}

/* What the topmost Received says, else Date; false when neither is a date. */
static bool
find_time(const struct evidence *evidence, const struct header *header, time_t *ret_time)
{
	g_autofree char *received = header_raw(header, "Received", 0);
	const char *semicolon = received != NULL ? strrchr(received, ';') : NULL;
	g_autofree char *came = semicolon != NULL ? date_parse(semicolon + 1) : NULL;
	const char *date = came != NULL ? came : evidence->date;
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autoptr(GDateTime) when =
	    date != NULL ? g_date_time_new_from_iso8601(date, utc) : NULL;

	if (when == NULL)
		return false;
	*ret_time = (time_t)g_date_time_to_unix(when);
	return true;
}

static void
check(struct evidence *evidence, const struct header *header, const struct cms_signed *mail)
{
	const char *reason = "";

	if (authorities == NULL) {
		judge(evidence, "unchecked", "authority");
		return;
	}
	if (mail->signature_size - mail->inside_size > LIMIT_CMS_BYTES ||
	    mail->signature_size > LIMIT_CMS_BLOCK_BYTES) {
		judge(evidence, "unchecked", "size");
		return;
	}
	if (!find_time(evidence, header, &mail_time)) {
		judge(evidence, "unchecked", "date");
		return;
	}
	gnutls_global_set_time_function(get_check_time);
	if (mail->content != NULL)
		reason = check_detached(evidence, mail->signature, mail->signature_size,
		    mail->content, mail->content_size);
	else
		reason =
		    check_message(evidence, mail->signature, mail->signature_size, NULL, 0);
	gnutls_global_set_time_function(time);
	judge(evidence, reason[0] == '\0' ? "valid" : "invalid", reason);
}

void
cms_read(struct evidence *evidence, const struct header *header, const struct mime_tree *tree,
    const char *bytes, size_t size_bytes)
{
	struct cms_signed mail = {0};

	switch (cms_find_signed(header, tree, bytes, size_bytes, &mail)) {
	case CMS_NOT_SIGNED:
		break;
	case CMS_PGP:
		set(&evidence->signature->form, "detached");
		judge(evidence, "unchecked", "pgp");
		break;
	case CMS_DETACHED:
	case CMS_BLOCK:
		set(&evidence->signature->form, mail.content != NULL ? "detached" : "block");
		check(evidence, header, &mail);
		break;
	}
	g_free(mail.signature);
}
