#include "config.h"
#include "mail/evidence_auth.h"

static void
property_free(gpointer data)
{
	struct evidence_property *property = data;

	g_free(property->name);
	g_free(property->value);
	g_free(property);
}

static void
result_free(gpointer data)
{
	struct evidence_result *result = data;

	g_free(result->method);
	g_free(result->result);
	g_free(result->reason);
	g_ptr_array_unref(result->properties);
	g_free(result);
}

struct evidence_authentication *
evidence_authentication_new(void)
{
	struct evidence_authentication *authentication =
	    g_new0(struct evidence_authentication, 1);

	authentication->authserv_id = g_strdup("");
	authentication->results = g_ptr_array_new_with_free_func(result_free);
	return authentication;
}

void
evidence_authentication_free(gpointer data)
{
	struct evidence_authentication *authentication = data;

	g_free(authentication->authserv_id);
	g_ptr_array_unref(authentication->results);
	g_free(authentication);
}

struct evidence_result *
evidence_add_result(struct evidence_authentication *authentication)
{
	struct evidence_result *result = g_new0(struct evidence_result, 1);

	result->method = g_strdup("");
	result->result = g_strdup("");
	result->reason = g_strdup("");
	result->properties = evidence_properties_new();
	g_ptr_array_add(authentication->results, result);
	return result;
}

GPtrArray *
evidence_properties_new(void)
{
	return g_ptr_array_new_with_free_func(property_free);
}

void
evidence_add_property(GPtrArray *list, const char *name, const char *value)
{
	struct evidence_property *property = g_new0(struct evidence_property, 1);

	property->name = g_strdup(name);
	property->value = g_strdup(value);
	g_ptr_array_add(list, property);
}

json_t *
evidence_properties_json(const GPtrArray *list)
{
	json_t *array = json_array();

	for (guint i = 0; i < list->len; i++) {
		const struct evidence_property *property = list->pdata[i];

		json_array_append_new(array,
		    json_pack("{s:s, s:s}", "name", property->name, "value", property->value));
	}
	return array;
}

static json_t *
results_json(const GPtrArray *list)
{
	json_t *array = json_array();

	for (guint i = 0; i < list->len; i++) {
		const struct evidence_result *result = list->pdata[i];

		json_array_append_new(
		    array, json_pack("{s:s, s:s, s:s, s:o}", "method", result->method, "result",
			       result->result, "reason", result->reason, "properties",
			       evidence_properties_json(result->properties)));
	}
	return array;
}

json_t *
evidence_authentications_json(const GPtrArray *list)
{
	json_t *array = json_array();

	for (guint i = 0; i < list->len; i++) {
		const struct evidence_authentication *field = list->pdata[i];

		json_array_append_new(
		    array, json_pack("{s:s, s:i, s:o}", "authserv_id", field->authserv_id,
			       "received_above", (int)field->received_above, "results",
			       results_json(field->results)));
	}
	return array;
}
