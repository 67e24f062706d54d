SQL_FILES += \
	sql/function/outbox_put.sql \
	sql/function/notice_event.sql \
	sql/function/notice_operators.sql \
	sql/function/notice_admin.sql \
	sql/function/contact_addresses.sql \
	sql/function/contact_notice.sql \
	sql/function/template_kind_of.sql \
	sql/function/notice_json.sql \
	sql/function/notice_list.sql \
	sql/function/notice_set.sql \
	sql/function/mute_list.sql \
	sql/function/mute_change.sql \
	sql/function/mute_add.sql \
	sql/function/mute_remove.sql
