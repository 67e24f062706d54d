/* notify: tells the service manager how turnod fares, by sd_notify(3)'s datagram protocol. Does
 * nothing where no manager asked for it. */
#ifndef TURNO_JOB_NOTIFY_H
#define TURNO_JOB_NOTIFY_H

#include <stdint.h>

/* Sends state ("READY=1", "STOPPING=1", "WATCHDOG=1", "STATUS=…") to $NOTIFY_SOCKET. Never
 * waits; a lost datagram is nobody's error. */
void notify_send(const char *state);

/* Milliseconds between two WATCHDOG=1 (half of $WATCHDOG_USEC), 0 when none is wanted. Only
 * for the process that $WATCHDOG_PID names, if it is set. */
int64_t notify_watchdog_ms(void);

#endif
