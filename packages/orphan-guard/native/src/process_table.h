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

enum table {
    TABLE_COMPLETE, /* nobody who is alive at the end can have been missed */
    TABLE_UNPROVED, /* the numbers wrapped meanwhile, or the last one is not told (lxcfs) */
    TABLE_UNREADABLE /* out of descriptors or memory: somebody may have been missed */
};

/*
 * Calls visit for every process.
 *
 * /proc alone does not give that: it is read in batches, and who forks and exits between two of them, again and again, can stay
 * out of each. So every pid that the kernel has given since the beginning is looked at as well, in the order in which they were
 * given, until there is no newer one. Then whoever is alive has either been there all the time, and /proc listed it, or has one
 * of these pids. (Or it is still within its parent's fork(2): then the parent is alive, and the same holds of the parent. A fork
 * fails in a process that has been killed.)
 */
enum table each_process(void (*visit)(const struct process *, void *), void *context);

/*
 * Signals the process only if `accept` is true of it *while a pidfd refers to it*: a pid that has become a stranger's
 * meanwhile is never signalled. 0, or the errno: ESRCH when it has gone or is not accepted any more.
 */
int signal_if(pid_t pid, int signal, bool (*accept)(const struct process *, void *), void *context);

/* pidfd_open(2), since Linux 5.3: a descriptor, close-on-exec, that polls readable when the process has ended; -1 and errno. */
int open_pidfd(pid_t pid);

#endif
