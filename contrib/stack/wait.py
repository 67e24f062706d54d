"""Waiting for conditions, never for time alone."""
import time


def wait_for(condition, seconds=10, what="condition"):
    """Calls condition() until it gives something true, and returns that.

    Raises TimeoutError naming `what` after `seconds`. An exception of condition() passes.
    """
    deadline = time.monotonic() + seconds
    pause = 0.01
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise TimeoutError(f"no {what} within {seconds} s")
        time.sleep(pause)
        pause = min(pause * 1.5, 0.2)
