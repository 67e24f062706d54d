#include "config.h"
#include "web/route.h"

#include "web/route/limit.h"

static const struct field period_fields[] = {{"from", FIELD_LINE, 10}, {"to", FIELD_LINE, 10},
    {"category", FIELD_NUMBER, 16}, FIELD_END};

/* The figures of the desk (R38). */
const struct route statistics_routes[] = {
    {METHOD_GET, "/statistics", ROLE_OPERATOR, period_fields,
	.sql = "select turno.page_figures($1::jsonb)", .page = "statistics",
	.area = "statistics"},
    {METHOD_GET, "/statistics.csv", ROLE_OPERATOR, period_fields,
	.sql = "select turno.page_statistics_export($1::jsonb)", .csv = "statistics"},
    {.pattern = NULL},
};
