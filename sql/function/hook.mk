SQL_FILES += \
	sql/function/hook_events.sql \
	sql/function/hook_payload.sql \
	sql/function/hook_queue.sql \
	sql/function/hook_add.sql \
	sql/function/hook_tell.sql \
	sql/function/hook_contact_content.sql \
	sql/function/hook_add_contact.sql \
	sql/function/hook_release.sql \
	sql/function/hook_requeue.sql \
	sql/function/hook_claim.sql \
	sql/function/hook_settle.sql \
	sql/function/hook_wait_seconds.sql \
	sql/function/webhook_find.sql \
	sql/function/webhook_json.sql \
	sql/function/webhook_change.sql \
	sql/function/webhook_add.sql \
	sql/function/webhook_set.sql \
	sql/function/webhook_show.sql \
	sql/function/webhook_list.sql \
	sql/function/webhook_remove.sql \
	sql/function/hook_call_json.sql \
	sql/function/webhook_test.sql \
	sql/function/hook_calls.sql \
	sql/function/hook_retry.sql \
	sql/function/hook_tidy.sql \
	sql/function/page_hook_call_list.sql
