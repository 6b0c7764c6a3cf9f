/*
 * orphan-guard's optional helper for Linux. One process, one thread, no signal handler (signals are blocked and, where they
 * matter, read from a signalfd), no memory of its own making but the stream that reads /proc.
 */
#ifndef ORPHAN_GUARD_HELPER_H
#define ORPHAN_GUARD_HELPER_H

#include <stdbool.h>
#include <stdnoreturn.h>
#include <sys/types.h>

enum {
    EXIT_OK = 0,
    EXIT_REFUSED = 1,
    EXIT_WRONG_ARGUMENTS = 64, /* sysexits.h: EX_USAGE */
    EXIT_UNAVAILABLE = 69,     /* EX_UNAVAILABLE: this kernel cannot; the caller goes on without the helper */
    EXIT_CANNOT_EXECUTE = 126, /* as a shell does it */
    EXIT_NOT_FOUND = 127
};

/* The modes, each in a file of its name. Arguments come without program and mode. */
int mark_main(int argc, char **argv);
int watch_main(int argc, char **argv);
int sweep_main(int argc, char **argv);
int run_main(int argc, char **argv);

/* Writes "orphan-guard-helper: what: error" to stderr and exits. */
noreturn void fail(int exit_code, const char *what, int error);

/* From here on no sweep takes this process for a guarded one. */
void lift_own_mark(void);

/* A decimal number from min to max; exits with EXIT_WRONG_ARGUMENTS for anything else. */
long number_argument(const char *text, long min, long max);

#endif
