SQL_FILES += \
	sql/function/fresh_address.sql \
	sql/function/fresh_contact.sql \
	sql/function/fresh_read.sql \
	sql/function/fresh_post.sql \
	sql/function/fresh_open.sql \
	sql/function/fresh_carry.sql \
	sql/function/deliver_fresh.sql \
	sql/function/fresh_show.sql \
	sql/function/fresh_confirm.sql \
	sql/function/blocked_by.sql \
	sql/function/deliver_blocked.sql
SQL_FILES += \
	sql/function/mail_of_triage.sql \
	sql/function/mail_form.sql \
	sql/function/mail_attach.sql \
	sql/function/act_mail_attach.sql \
	sql/function/mail_discard.sql \
	sql/function/act_mail_discard.sql \
	sql/function/mail_again.sql \
	sql/function/act_mail_retry.sql \
	sql/function/sender_pattern.sql \
	sql/function/sender_block.sql \
	sql/function/act_sender_block.sql \
	sql/function/act_sender_unblock.sql \
	sql/function/page_sender_blocked.sql \
	sql/function/sender_blocked_list.sql \
	sql/function/page_triage.sql
