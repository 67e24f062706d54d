/*
 * signal: TERM and INT ask a process to stop, HUP to read its configuration again, CHLD tells
 * of an ended child. They are delivered through one descriptor, so that every wait is one
 * poll(2).
 */
#ifndef TURNO_BASE_SIGNAL_H
#define TURNO_BASE_SIGNAL_H

#include <stdbool.h>

/* Blocks the four signals and ignores PIPE. Call once per process, also again after a fork. */
void signal_init(void);

/* Becomes readable when one of them came. Owned by this file. */
int signal_fd(void);

/* Takes what came; true from the first TERM or INT on, for ever. */
bool signal_stop_requested(void);

/* True once per received HUP. */
bool signal_reload_requested(void);

/* Undoes signal_init() in a child that will exec another program. */
void signal_restore(void);

#endif
