/*
 * A CMS message as the signature of a mail, or as the mail itself: whatever it is, the mail is
 * read and its evidence accepted. Nobody has the key of the authority: nothing can be valid.
 */
#include "config.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "fuzz.h"
#include "mail/evidence.h"
#include "mail/evidence_check.h"
#include "mail/evidence_signature.h"
#include "parse/cms.h"
#include "parse/parse.h"

#define HEADER                                                                                 \
	"Received: by x; Thu, 12 Mar 2026 10:15:03 +0100\r\nFrom: a@posta.example\r\n"         \
	"MIME-Version: 1.0\r\n"

static const char authority[] =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBbjCCARWgAwIBAgIUMdPzD6F3Rq+Lsaiqw6seaoDS5T4wCgYIKoZIzj0EAwIw\n"
    "DDEKMAgGA1UEAwwBeDAgFw0yNjExMjYxNTEzMTZaGA8yMTI2MTEwMjE1MTMxNlow\n"
    "DDEKMAgGA1UEAwwBeDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABMMuSk/UPbf5\n"
    "Jdt8DDgvbZvOJp8WIjUDNl24vPnZI/KAHAV6EbKXXpjeBeokeEs4PfsloXRy2KLU\n"
    "Rcal1yvlmm+jUzBRMB0GA1UdDgQWBBRHivJWyk2MDfu2osNDgto07r2smTAfBgNV\n"
    "HSMEGDAWgBRHivJWyk2MDfu2osNDgto07r2smTAPBgNVHRMBAf8EBTADAQH/MAoG\n"
    "CCqGSM49BAMCA0cAMEQCIEqD7RE1Z9wNyUmLcdcRv+LeigIr8q6nhMu7IY2xOeso\n"
    "AiB0vIUv2F0c+ZKt68iT7uSBfbOk9L3ibEH8mMGS4tADQw==\n"
    "-----END CERTIFICATE-----\n";

static void
read_mail(const char *format, const char *base64)
{
	g_autoptr(GString) mail = g_string_new(HEADER);
	size_t json_size = 0;
	g_autoptr(GError) error = NULL;

	g_string_append(mail, format);
	g_string_append(mail, base64);
	g_autoptr(Evidence) evidence = parse_mail(mail->str, mail->len, false);
	g_autofree char *json = evidence_to_json(evidence, &json_size);
	if (!evidence_check(json, json_size, mail->len, &error))
		fuzz_fail("%s: %s", error->message, json);
	if (strcmp(evidence->signature->state, "valid") == 0)
		fuzz_fail("a signature that nobody can make");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool is_ready;
	g_autofree char *base64 = g_base64_encode(data, size);

	if (!is_ready) {
		parse_init();
		g_assert_cmpuint(cms_set_authorities(authority, strlen(authority)), ==, 1);
	}
	is_ready = true;
	read_mail("Content-Type: application/pkcs7-mime\r\n"
		  "Content-Transfer-Encoding: base64\r\n\r\n",
	    base64);
	read_mail("Content-Type: multipart/signed; boundary=b\r\n\r\n--b\r\n"
		  "Content-Type: text/plain\r\n\r\nciao\r\n\r\n--b\r\n"
		  "Content-Type: application/pkcs7-signature\r\n"
		  "Content-Transfer-Encoding: base64\r\n\r\n",
	    base64);
	return 0;
}
