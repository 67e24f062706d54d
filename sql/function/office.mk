SQL_FILES += \
	sql/function/admin_challenge.sql \
	sql/function/admin_confirmed.sql \
	sql/function/admin_asks_password.sql \
	sql/function/page_admin_choices.sql \
	sql/function/page_office.sql \
	sql/function/page_office_category.sql \
	sql/function/page_office_right.sql \
	sql/function/page_office_setting.sql \
	sql/function/right_set.sql \
	sql/function/setting_fill.sql \
	sql/function/api_key_forget.sql \
	sql/function/hook_drop.sql \
	sql/function/outbox_cancel.sql \
	sql/function/act_delivery.sql \
	sql/function/page_office_delivery.sql \
	sql/function/health_numbers.sql \
	sql/function/page_office_health.sql \
	sql/function/page_office_log.sql \
	sql/function/notice_fill.sql \
	sql/function/page_office_notice.sql \
	sql/function/act_office_notice.sql
