SQL_FILES += \
	sql/function/api_category.sql \
	sql/function/api_form_errors.sql \
	sql/function/base64_read.sql \
	sql/function/api_file_errors.sql \
	sql/function/api_file_add.sql \
	sql/function/api_contact_add.sql \
	sql/function/api_reference_is_taken.sql \
	sql/function/api_open_errors.sql \
	sql/function/api_files.sql \
	sql/function/api_open.sql \
	sql/function/api_answer.sql \
	sql/function/api_ticket.sql \
	sql/function/api_key_find.sql \
	sql/function/api_key_json.sql \
	sql/function/api_key_change.sql \
	sql/function/api_key_add.sql \
	sql/function/api_key_set.sql \
	sql/function/api_key_show.sql \
	sql/function/api_key_list.sql \
	sql/function/api_key_remove.sql
