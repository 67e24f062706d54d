# Every .sql file is compiled into the programs: turno migrate needs no files at run time.
SQL_FILES = sql/role.sql
include sql/schema/local.mk
include sql/view/local.mk
include sql/function/local.mk
include sql/data/local.mk
include sql/query/local.mk
SQL_EMBEDDED = $(SQL_FILES) sql/schema.expected
EXTRA_DIST += $(SQL_EMBEDDED) sql/embed.awk sql/picture.sql sql/README.md
nodist_src_libturno_a_SOURCES += sql/embedded.c
CLEANFILES += sql/embedded.c
sql/embedded.c: $(SQL_EMBEDDED) sql/embed.awk Makefile
	$(AM_V_GEN)$(MKDIR_P) sql && here=`pwd` && (cd $(srcdir) && LC_ALL=C $(AWK) -f sql/embed.awk $(SQL_EMBEDDED)) \
		>"$$here/$@.new" && mv $@.new $@

# Writes the catalogue as the tree makes it; its diff is reviewed with the change.
update-schema: tests/sql/migrate
	BUILD=$(abs_builddir) $(srcdir)/tests/sql/run --dump >sql/schema.new && mv sql/schema.new $(srcdir)/sql/schema.expected

# The picture of the schema, drawn by Graphviz.
update-picture: tests/sql/migrate
	BUILD=$(abs_builddir) $(srcdir)/tests/sql/run --picture >schema.dot && dot -Tsvg -o $(srcdir)/doc/schema.svg schema.dot \
		&& mv schema.dot $(srcdir)/doc/schema.dot
.PHONY: update-schema update-picture
