# Every .sql file is compiled into the programs: turno migrate needs no files at run time.
SQL_FILES =
include sql/schema/local.mk
include sql/function/local.mk
EXTRA_DIST += $(SQL_FILES)
