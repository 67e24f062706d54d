# Suites: unit (GTest, TAP), lint, sql (pgTAP), flow (pytest, real servers). make check runs unit and lint.
include tests/unit/local.mk
include tests/lint/local.mk
include tests/sql/local.mk
include tests/web/local.mk
include tests/fuzz/local.mk
include tests/fault/local.mk
EXTRA_DIST += \
	tests/conftest.py \
	tests/fault/pki.py \
	tests/fault/processes.py \
	tests/fault/scripted/__init__.py \
	tests/fault/scripted/behaviour.py \
	tests/fault/scripted/imap.py \
	tests/fault/scripted/server.py \
	tests/fault/scripted/smtp.py \
	tests/fault/scripted/wire.py \
	tests/fault/test_hygiene.py \
	tests/fault/test_imap_hostile.py \
	tests/fault/test_imap_memory.py \
	tests/fault/slow_proxy.py \
	tests/fault/test_pressure.py \
	tests/fault/test_scripted.py \
	tests/fault/test_smtp_hostile.py \
	tests/fault/test_tls.py \
	tests/fault/wild.py \
	tests/flow/test_arrival.py \
	tests/flow/test_contact.py \
	tests/flow/test_failure.py \
	tests/flow/test_fetch.py \
	tests/flow/test_operator.py \
	tests/flow/test_restart.py \
	tests/flow/test_session.py \
	tests/lib/__init__.py \
	tests/lib/hostile.py \
	tests/lib/mail.py \
	tests/lib/office.py \
	tests/lib/web.py
