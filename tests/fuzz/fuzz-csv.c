/* A CSV file: whatever the bytes, rows within the limits, in the order of their lines, all
 * UTF-8. */
#include "config.h"

#include <glib.h>
#include <jansson.h>
#include <stdint.h>

#include "base/error.h"
#include "base/limit.h"
#include "cli/csv.h"
#include "fuzz.h"

static void
check_row(const json_t *row, json_int_t *line)
{
	const json_t *fields = json_object_get(row, "fields");
	json_int_t at = json_integer_value(json_object_get(row, "line"));

	if (at <= *line)
		fuzz_fail("line %d after %d", (int)at, (int)*line);
	*line = at;
	if (json_array_size(fields) == 0 || json_array_size(fields) > LIMIT_CSV_FIELDS)
		fuzz_fail("%zu fields", json_array_size(fields));
	for (size_t i = 0; i < json_array_size(fields); i++) {
		const json_t *field = json_array_get(fields, i);
		if (!json_is_string(field) || json_string_length(field) > LIMIT_CSV_FIELD_BYTES)
			fuzz_fail("a field that is none");
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	GError *error = NULL;
	json_t *rows = csv_read((const char *)data, size, &error);
	json_int_t line = 0;

	if ((rows == NULL) != (error != NULL))
		fuzz_fail("neither rows nor an error, or both");
	for (size_t i = 0; i < json_array_size(rows); i++)
		check_row(json_array_get(rows, i), &line);
	g_clear_error(&error);
	json_decref(rows);
	return 0;
}
