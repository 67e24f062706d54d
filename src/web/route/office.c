#include "config.h"
#include "web/route.h"

#include "web/office.h"
#include "web/route/limit.h"

/* The administration. To who is no administrator the database says that none of it is there. */
const struct route office_routes[] = {
    {METHOD_GET, "/office", ROLE_ADMIN,
	.sql = "select turno.page_office($1::jsonb) || '{\"here\": {\"office\": true}}'",
	.page = "office", .area = "office"},
    {METHOD_GET, "/office/setting/*group", ROLE_ADMIN, .handle = office_setting_ask,
	.area = "office"},
    {METHOD_POST, "/office/setting/*group", ROLE_ADMIN, .handle = office_setting_submit,
	.area = "office"},
    {METHOD_GET, "/office/*noun", ROLE_ADMIN, .handle = office_list, .area = "office"},
    {METHOD_GET, "/office/*noun/*verb", ROLE_ADMIN, .handle = office_ask, .area = "office"},
    {METHOD_POST, "/office/*noun/*verb", ROLE_ADMIN, .handle = office_submit, .area = "office"},
    {.pattern = NULL},
};
