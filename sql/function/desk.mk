SQL_FILES += \
	sql/function/setting_text.sql \
	sql/function/throttle_take.sql \
	sql/function/event_add.sql \
	sql/function/post_add.sql \
	sql/function/ticket_open.sql \
	sql/function/turn_apply.sql \
	sql/function/tell.sql \
	sql/function/operator_sees.sql \
	sql/function/ticket_contacts.sql \
	sql/function/notify.sql \
	sql/function/contact_tell.sql \
	sql/function/acknowledge.sql \
	sql/function/ticket_lock.sql \
	sql/function/ticket_close.sql \
	sql/function/ticket_reopen.sql
