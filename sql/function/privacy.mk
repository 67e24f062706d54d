SQL_FILES += \
	sql/function/attachment_of.sql \
	sql/function/tally_add.sql \
	sql/function/tally_fold.sql \
	sql/function/upload_drop.sql \
	sql/function/upload_changed.sql \
	sql/function/upload_keep.sql \
	sql/function/blob_drop.sql \
	sql/function/ticket_path.sql \
	sql/function/verify_range.sql \
	sql/function/verify_chain.sql \
	sql/function/verify_blob.sql \
	sql/function/verify_rest.sql \
	sql/function/verify_report.sql
SQL_FILES += \
	sql/function/privacy_notice.sql \
	sql/function/consent_add.sql
SQL_FILES += \
	sql/function/erasure_sum.sql \
	sql/function/erasure_add.sql \
	sql/function/ticket_kept.sql \
	sql/function/mail_erase.sql \
	sql/function/document_forget.sql \
	sql/function/ticket_erase.sql \
	sql/function/contact_left.sql \
	sql/function/contact_wipe_words.sql \
	sql/function/contact_wipe.sql \
	sql/function/contact_wipe_or_try.sql \
	sql/function/contact_erase.sql \
	sql/function/act_contact_erase.sql \
	sql/function/retention_due.sql \
	sql/function/retention_mails.sql \
	sql/function/retention_run.sql \
	sql/function/retention_tidy.sql \
	sql/function/retention_report.sql \
	sql/function/hold_find.sql \
	sql/function/hold_list.sql \
	sql/function/hold_add.sql \
	sql/function/hold_remove.sql
SQL_FILES += \
	sql/function/blob_facts.sql \
	sql/function/export_files.sql \
	sql/function/export_files_seen.sql \
	sql/function/export_chunk.sql \
	sql/function/export_chunk_seen.sql \
	sql/function/ticket_export.sql \
	sql/function/contact_own.sql \
	sql/function/contact_export.sql
