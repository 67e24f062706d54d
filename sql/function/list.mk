SQL_FILES += \
	sql/function/url_encode.sql \
	sql/function/filter_query.sql \
	sql/function/filter_without.sql \
	sql/function/category_reaches.sql \
	sql/function/filter_categories.sql \
	sql/function/filter_fields.sql \
	sql/function/ticket_lines.sql \
	sql/function/filter_options_read.sql \
	sql/function/panel_read.sql \
	sql/function/panel_keep.sql \
	sql/function/filter_options.sql \
	sql/function/ticket_view.sql \
	sql/function/ticket_slice.sql \
	sql/function/ticket_query.sql \
	sql/function/page_ticket_quick.sql \
	sql/function/page_ticket_table.sql
SQL_FILES += \
	sql/function/statistics_bars.sql \
	sql/function/page_figures.sql
