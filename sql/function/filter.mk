SQL_FILES += \
	sql/function/text_find.sql \
	sql/function/word_line.sql \
	sql/function/glob_fits.sql \
	sql/function/pattern_fits.sql \
	sql/function/filter_facts.sql \
	sql/function/filter_holds.sql \
	sql/function/filter_headers.sql \
	sql/function/filter_apply.sql \
	sql/function/filter_said.sql \
	sql/function/mail_replay.sql \
	sql/function/replay_list.sql \
	sql/function/ticket_tag_set.sql \
	sql/function/tag_words.sql \
	sql/function/act_tag.sql \
	sql/function/size_read.sql \
	sql/function/route_conditions_read.sql \
	sql/function/route_actions_read.sql \
	sql/function/route_change.sql
