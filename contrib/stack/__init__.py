"""A private mail office on loopback: PKI, PostgreSQL, Dovecot, Exim, lighttpd and turnod.

Used by contrib/demo and by the tests. Every server runs in the foreground as an ordinary user,
with its files in one state folder and on ports that were free; nothing of the machine's own
servers is read or touched. Servers are those that contrib/install-packages unpacked.
"""
from .host import Host, open_folder
from .stack import Stack
from .wait import wait_for

__all__ = ["Host", "Stack", "open_folder", "wait_for"]
