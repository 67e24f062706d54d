# Every .sql file is compiled into the programs: turno migrate needs no files at run time.
SQL_FILES = sql/role.sql
include sql/schema/local.mk
include sql/view/local.mk
include sql/function/local.mk
include sql/data/local.mk
EXTRA_DIST += $(SQL_FILES)
