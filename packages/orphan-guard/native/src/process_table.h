/* The process table, as /proc shows it. */
#ifndef ORPHAN_GUARD_PROCESS_TABLE_H
#define ORPHAN_GUARD_PROCESS_TABLE_H

#include <stdbool.h>
#include <sys/types.h>

struct process {
    pid_t pid;
    pid_t parent;
    /* False for a zombie; true for a process whose first thread has ended and whose others run. */
    bool running;
    /* Ticks from boot: with the pid it names a process for good. */
    unsigned long long start_time;
    /* Soft RLIMIT_RSS, in decimal. */
    char rss_limit[24];
};

enum lookup { FOUND, GONE, UNREADABLE };

enum lookup read_process(pid_t pid, struct process *process);

/*
 * Calls visit for every process, in ascending order of pids; false when something could not be read.
 *
 * The order matters. A child's pid is above its parent's until the numbers wrap, and /proc is read on from the last pid
 * that was seen. So who forks and exits in front of the reader, however fast, is met as its child.
 */
bool each_process(void (*visit)(const struct process *, void *), void *context);

/* The pid that the kernel has given last, or -1 where that is not known: smaller than before, the numbers have wrapped. */
pid_t last_pid(void);

/*
 * Signals the process only if `accept` is true of it *while a pidfd refers to it*: a pid that has become a stranger's
 * meanwhile is never signalled. 0, or the errno: ESRCH when it has gone or is not accepted any more.
 */
int signal_if(pid_t pid, int signal, bool (*accept)(const struct process *, void *), void *context);

/* pidfd_open(2), since Linux 5.3: a descriptor, close-on-exec, that polls readable when the process has ended; -1 and errno. */
int open_pidfd(pid_t pid);

#endif
