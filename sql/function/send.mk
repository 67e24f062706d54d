SQL_FILES += \
	sql/function/base32.sql \
	sql/function/token_mac.sql \
	sql/function/token_make.sql \
	sql/function/token_check.sql \
	sql/function/reply_address.sql \
	sql/function/subject_token.sql \
	sql/function/link_issue.sql \
	sql/function/outbox_add.sql \
	sql/function/outbox_fail.sql \
	sql/function/outbox_refusal.sql \
	sql/function/outbox_sent.sql \
	sql/function/outbox_uncertain.sql \
	sql/function/envelope_post.sql \
	sql/function/envelope_history.sql \
	sql/function/envelope_references.sql \
	sql/function/reason_text.sql \
	sql/function/outbox_envelope.sql \
	sql/function/outbox_claim.sql \
	sql/function/outbox_data.sql \
	sql/function/outbox_release.sql \
	sql/function/outbox_settle.sql \
	sql/function/outbox_wait_seconds.sql \
	sql/function/outbox_json.sql \
	sql/function/outbox_list.sql \
	sql/function/outbox_retry.sql \
	sql/function/tidy_uploads.sql \
	sql/function/tidy.sql
