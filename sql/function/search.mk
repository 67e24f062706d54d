SQL_FILES += \
	sql/function/ticket_rows.sql \
	sql/function/ticket_reach.sql \
	sql/function/number_or.sql \
	sql/function/search_plain.sql \
	sql/function/search_vector.sql \
	sql/function/search_parts.sql \
	sql/function/search_fill.sql \
	sql/function/search_query.sql \
	sql/function/search_words.sql \
	sql/function/search_waiting.sql \
	sql/function/search_last.sql \
	sql/function/search_tickets.sql \
	sql/function/search_exact.sql \
	sql/function/search_excerpt.sql \
	sql/function/page_search.sql
