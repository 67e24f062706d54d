#include "config.h"
#include "mail/evidence_signature.h"

#include "mail/json_text.h"

struct evidence_signature *
evidence_signature_new(void)
{
	struct evidence_signature *signature = g_new0(struct evidence_signature, 1);

	signature->state = g_strdup("absent");
	signature->reason = g_strdup("");
	signature->form = g_strdup("");
	signature->signer = g_strdup("");
	signature->issuer = g_strdup("");
	signature->signer_addresses = g_ptr_array_new_with_free_func(g_free);
	return signature;
}

void
evidence_signature_free(struct evidence_signature *signature)
{
	g_free(signature->state);
	g_free(signature->reason);
	g_free(signature->form);
	g_free(signature->signer);
	g_free(signature->issuer);
	g_ptr_array_unref(signature->signer_addresses);
	g_free(signature);
}

json_t *
evidence_signature_json(const struct evidence_signature *signature)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:o}", "state", signature->state, "reason",
	    signature->reason, "form", signature->form, "signer", signature->signer, "issuer",
	    signature->issuer, "signer_addresses",
	    json_text_strings(signature->signer_addresses));
}
