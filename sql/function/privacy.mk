SQL_FILES += \
	sql/function/attachment_of.sql \
	sql/function/tally_add.sql \
	sql/function/tally_fold.sql \
	sql/function/upload_drop.sql \
	sql/function/upload_changed.sql \
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
