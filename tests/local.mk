# Suites: unit (GTest, TAP), lint, sql (pgTAP), flow (pytest, real servers). make check runs unit and lint.
include tests/unit/local.mk
include tests/lint/local.mk
include tests/sql/local.mk
