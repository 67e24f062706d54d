# One program per unit, named like the file it tests: tests/unit/test-ROOM-FILE.c
UNIT_LIBS = $(TURNO_LIBS)
