"""How a run is mixed: which faults, how often."""

# kind → weight
EVERYTHING = {"kill": 30, "kill_sending": 8, "kill_whole": 8, "freeze": 10, "freeze_whole": 5, "restart_turnod": 6,
              "crash_database": 8, "database_away": 2, "disk_full": 3, "break_imap": 10, "break_smtp": 10, "break_database": 10,
              "jump_clock": 6}
# Where a wrong build shows soonest: each is aimed at the moment that its defect leaves open.
FETCHING = {"kill_fetch": 3, "crash_database": 1}
DELIVERING = {"kill_deliver": 3, "crash_database": 1}
SENDING = {"break_smtp": 1, "kill": 1}
