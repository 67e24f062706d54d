SQL_FILES += \
	sql/function/cited_is_missing.sql \
	sql/function/cited_outbox.sql \
	sql/function/deliver_forward.sql \
	sql/function/evidence_cited.sql \
	sql/function/key_list.sql \
	sql/function/key_retire.sql \
	sql/function/key_rotate.sql \
	sql/function/mail_await.sql \
	sql/function/mail_name.sql \
	sql/function/outbox_alias_add.sql \
	sql/function/thread_forwarded.sql \
	sql/function/thread_stored.sql \
	sql/function/ticket_has_contact.sql \
	sql/function/ticket_relate.sql \
	sql/function/token_keep.sql
