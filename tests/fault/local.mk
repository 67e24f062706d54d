# make fault N=ROUNDS MAILS=PER_ROUND: the fault driver for as long as is wished, a line at each checkpoint. TURNO_SEED
# repeats a run.
# make fault-defects: it must catch three wrong builds. make fault-sweep: every system call of every process fails once.
N = 2000
MAILS = 10
FAULT_PYTEST = /usr/bin/python3 -m pytest -s -q -p no:cacheprovider

fault:
	PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 $(top_srcdir)/tests/fault/driver/__main__.py $(N) $(MAILS)

fault-defects:
	cd $(top_srcdir) && PYTHONDONTWRITEBYTECODE=1 $(FAULT_PYTEST) tests/fault/test_defect.py

fault-sweep:
	cd $(top_srcdir) && PYTHONDONTWRITEBYTECODE=1 TURNO_SWEEP=all $(FAULT_PYTEST) tests/fault/test_sweep.py
.PHONY: fault fault-defects fault-sweep
EXTRA_DIST += \
	tests/fault/defect/claim-without-lease.patch \
	tests/fault/defect/flag-before-commit.patch \
	tests/fault/defect/send-in-transaction.patch \
	tests/fault/driver/__init__.py \
	tests/fault/driver/__main__.py \
	tests/fault/driver/checker.py \
	tests/fault/driver/database.py \
	tests/fault/driver/disk.py \
	tests/fault/driver/fault.py \
	tests/fault/driver/history.py \
	tests/fault/driver/profile.py \
	tests/fault/driver/proxy.py \
	tests/fault/driver/run.py \
	tests/fault/driver/sink.py \
	tests/fault/driver/site.py \
	tests/fault/driver/sweep.py \
	tests/fault/driver/traffic.py \
	tests/fault/driver/view.py \
	tests/fault/driver/wire.py \
	tests/fault/test_checker.py \
	tests/fault/test_claim.py \
	tests/fault/test_defect.py \
	tests/fault/test_driver.py \
	tests/fault/test_sweep.py
