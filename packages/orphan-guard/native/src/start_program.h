/* The program that `run` wraps. */
#ifndef ORPHAN_GUARD_START_PROGRAM_H
#define ORPHAN_GUARD_START_PROGRAM_H

#include <signal.h>
#include <sys/types.h>

/*
 * Forks and executes `path`, which is never looked up in PATH. With 0 it runs and *pid is set; else the errno of what went
 * wrong, and there is no child. The program begins with no signal blocked or ignored, as libuv starts programs too.
 */
int start_program(const char *path, char **argv, pid_t *pid);

#endif
