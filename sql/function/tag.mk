SQL_FILES += \
	sql/function/tag_all.sql \
	sql/function/tag_tickets.sql \
	sql/function/tag_seen.sql \
	sql/function/tag_names.sql \
	sql/function/tag_json.sql \
	sql/function/tag_find.sql \
	sql/function/tag_list.sql \
	sql/function/tag_show.sql \
	sql/function/tag_replace.sql \
	sql/function/tag_become.sql \
	sql/function/tag_set.sql \
	sql/function/tag_merge.sql \
	sql/function/tag_remove.sql
