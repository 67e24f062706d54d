#include "config.h"
#include "mail/evidence_forward.h"

#include "mail/json_text.h"

struct evidence_forward *
evidence_forward_new(void)
{
	struct evidence_forward *forward = g_new0(struct evidence_forward, 1);

	forward->from_name = g_strdup("");
	forward->from_address = g_strdup("");
	forward->to = g_ptr_array_new_with_free_func(g_free);
	forward->cc = g_ptr_array_new_with_free_func(g_free);
	forward->subject = g_strdup("");
	forward->date_text = g_strdup("");
	forward->message = g_strdup("");
	forward->body_text = g_strdup("");
	forward->embedded_text = g_strdup("");
	return forward;
}

void
evidence_forward_free(struct evidence_forward *forward)
{
	char *text[] = {forward->from_name, forward->from_address, forward->subject,
	    forward->date, forward->date_text, forward->message, forward->body_text,
	    forward->embedded_text};

	for (size_t i = 0; i < G_N_ELEMENTS(text); i++)
		g_free(text[i]);
	g_ptr_array_unref(forward->to);
	g_ptr_array_unref(forward->cc);
	g_free(forward);
}

json_t *
evidence_forward_json(const struct evidence_forward *forward)
{
	const struct {
		const char *key, *value;
	} text[] = {
	    {"from_name", forward->from_name},
	    {"from_address", forward->from_address},
	    {"subject", forward->subject},
	    {"date_text", forward->date_text},
	    {"message", forward->message},
	    {"body_text", forward->body_text},
	    {"embedded_text", forward->embedded_text},
	};
	json_t *object = json_object();

	json_object_set_new_nocheck(
	    object, "is_forwarded", json_boolean(forward->is_forwarded));
	for (size_t i = 0; i < G_N_ELEMENTS(text); i++)
		json_object_set_new_nocheck(
		    object, text[i].key, json_string_nocheck(text[i].value));
	json_object_set_new_nocheck(object, "date",
	    forward->date != NULL ? json_string_nocheck(forward->date) : json_null());
	json_object_set_new_nocheck(object, "to", json_text_strings(forward->to));
	json_object_set_new_nocheck(object, "cc", json_text_strings(forward->cc));
	return object;
}
