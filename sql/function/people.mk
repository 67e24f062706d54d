SQL_FILES += \
	sql/function/closed_policy.sql \
	sql/function/word_nearest.sql \
	sql/function/setting_find.sql \
	sql/function/setting_check.sql \
	sql/function/setting_json.sql \
	sql/function/setting_show.sql \
	sql/function/setting_remove.sql \
	sql/function/admin_delete.sql \
	sql/function/category_check.sql \
	sql/function/priority_find.sql \
	sql/function/priority_json.sql \
	sql/function/priority_change.sql \
	sql/function/priority_add.sql \
	sql/function/priority_set.sql \
	sql/function/priority_show.sql \
	sql/function/priority_list.sql \
	sql/function/priority_remove.sql
