LINT_TESTS = \
	tests/lint/banned.t \
	tests/lint/clang.t \
	tests/lint/format.t \
	tests/lint/header.t \
	tests/lint/layers.t \
	tests/lint/mail.t \
	tests/lint/policy.t \
	tests/lint/size.t \
	tests/lint/style.t \
	tests/lint/text.t \
	tests/lint/unit.t
TESTS += $(LINT_TESTS)
EXTRA_DIST += $(LINT_TESTS) tests/lint/lint.py
