#include "config.h"
#include "mail/evidence_pec.h"

#include <stddef.h>

#include "mail/json_text.h"

#define FIELD(member)                                                                          \
	{                                                                                      \
#member, offsetof(struct evidence_pec, member)                                 \
	}

/* Members by their names in JSON. */
static const struct member {
	const char *key;
	size_t offset;
} texts[] = {FIELD(kind), FIELD(receipt_type), FIELD(ref_message_id), FIELD(security),
    FIELD(data), FIELD(data_kind), FIELD(error), FIELD(error_ext), FIELD(sender),
    FIELD(reply_to), FIELD(provider), FIELD(identifier), FIELD(header_ref_message_id),
    FIELD(delivered_to), FIELD(date), FIELD(original_subject), FIELD(original_from),
    FIELD(original_from_name), FIELD(original_message_id), FIELD(original_body_text),
    FIELD(envelope_text)},
  lists[] = {FIELD(recipients), FIELD(recipient_types), FIELD(received),
      FIELD(original_attachment_names)},
  flags[] = {FIELD(has_original), FIELD(sender_agrees)};

static void *
at(const struct evidence_pec *pec, const struct member *member)
{
	return (char *)pec + member->offset;
}

struct evidence_pec *
evidence_pec_new(void)
{
	struct evidence_pec *pec = g_new0(struct evidence_pec, 1);

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		*(char **)at(pec, &texts[i]) = g_strdup("");
	for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
		*(GPtrArray **)at(pec, &lists[i]) = g_ptr_array_new_with_free_func(g_free);
	g_free(pec->data);
	pec->data = g_strdup("absent");
	return pec;
}

void
evidence_pec_free(struct evidence_pec *pec)
{
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_free(*(char **)at(pec, &texts[i]));
	for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
		g_ptr_array_unref(*(GPtrArray **)at(pec, &lists[i]));
	g_free(pec);
}

json_t *
evidence_pec_json(const struct evidence_pec *pec, const char *signature)
{
	json_t *object = json_object();

	if (pec->kind[0] == '\0') { /* of each ordinary mail there is nothing to say */
		json_object_set_new_nocheck(object, "kind", json_string_nocheck(""));
		return object;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		json_object_set_new_nocheck(
		    object, texts[i].key, json_string_nocheck(*(char **)at(pec, &texts[i])));
	for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
		const GPtrArray *list = *(GPtrArray **)at(pec, &lists[i]);
		json_object_set_new_nocheck(object, lists[i].key, json_text_strings(list));
	}
	for (size_t i = 0; i < G_N_ELEMENTS(flags); i++)
		json_object_set_new_nocheck(
		    object, flags[i].key, json_boolean(*(bool *)at(pec, &flags[i])));
	json_object_set_new_nocheck(object, "signature", json_string_nocheck(signature));
	return object;
}
