"""The fault driver: two turnod on one database take and send mail while everything around them breaks.

site     the servers: PostgreSQL on a small disk, Dovecot, proxies, the SMTP sink, two turnod
traffic  mails of contacts and operators, who also answer what they got
fault    what breaks, chosen by a seed
history  what was done, for the checker and for whoever looks for the reason
checker  what must hold, each line a check of its own that can fail
run      rounds of mails, progress and one fault; checkpoints when all is quiet
"""
