# Statements that C sends as they are.
SQL_FILES += \
	sql/query/migrate_start.sql \
	sql/query/stale_functions.sql \
	sql/query/catalogue.sql
