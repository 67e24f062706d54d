# One program per unit, named like the file it tests: tests/unit/test-ROOM-FILE.c
UNIT_LIBS = $(TURNO_LIBS)
include tests/unit/base.mk
include tests/unit/net.mk
include tests/unit/parse.mk
include tests/unit/store.mk
include tests/unit/job.mk
include tests/unit/compose.mk
include tests/unit/export.mk
include tests/unit/web.mk
