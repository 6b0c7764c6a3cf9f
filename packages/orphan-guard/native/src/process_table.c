#include "process_table.h"

#include "helper.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Reads a small file at once, as a string; its length, or -1 and errno. */
static ssize_t read_small_file(const char *path, char *buffer, size_t size) {
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd == -1) return -1;
    ssize_t length = 0;
    do length = read(fd, buffer, size - 1);
    while (length == -1 && errno == EINTR);
    const int error = errno;
    if (close(fd) == -1) fail(EXIT_REFUSED, "close", errno);
    errno = error;
    if (length >= 0) buffer[length] = '\0';
    return length;
}

enum lookup read_process(pid_t pid, struct process *process) {
    char path[32];
    char stat[1024];
    if (snprintf(path, sizeof path, "/proc/%d/stat", (int)pid) >= (int)sizeof path) return UNREADABLE;
    const ssize_t length = read_small_file(path, stat, sizeof stat);
    if (length == 0) return GONE;
    /* EACCES, EPERM: another user's, where /proc is mounted with hidepid; nothing could be done about it either. */
    if (length < 0) return errno == ENOENT || errno == ESRCH || errno == EACCES || errno == EPERM ? GONE : UNREADABLE;
    /* The name stands in parentheses and may hold parentheses itself: the last one ends it. */
    const char *fields = strrchr(stat, ')');
    if (fields == NULL) return UNREADABLE;
    char state = 0;
    int parent = 0;
    long threads = 0;
    unsigned long long start_time = 0;
    /* proc_pid_stat(5), from field 3: state ppid … (20) num_threads … (22) starttime … (25) rsslim. */
    const int matched = sscanf(fields + 1,
                               " %c %d %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %ld %*s %llu %*s %*s %23s",
                               &state, &parent, &threads, &start_time, process->rss_limit);
    if (matched != 5) return UNREADABLE;
    const bool ended = state == 'X' || state == 'x' || (state == 'Z' && threads <= 1);
    process->pid = pid;
    process->parent = (pid_t)parent;
    process->start_time = start_time;
    process->running = !ended;
    return FOUND;
}

/* The pid that the kernel has given last, or -1 where that is not known. */
static pid_t last_pid(void) {
    char text[128];
    int pid = -1;
    if (read_small_file("/proc/loadavg", text, sizeof text) <= 0) return -1;
    return sscanf(text, "%*s %*s %*s %*s %d", &pid) == 1 ? (pid_t)pid : -1;
}

/* False when the process could not be read. That it has gone is no failure. */
static bool visit_pid(pid_t pid, void (*visit)(const struct process *, void *), void *context) {
    struct process process;
    const enum lookup found = read_process(pid, &process);
    if (found == FOUND) visit(&process, context);
    return found != UNREADABLE;
}

static bool each_listed(void (*visit)(const struct process *, void *), void *context) {
    DIR *table = opendir("/proc");
    if (table == NULL) return false;
    bool complete = true;
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(table);
        if (entry == NULL) break;
        if (entry->d_name[0] < '1' || entry->d_name[0] > '9') continue;
        if (!visit_pid((pid_t)strtol(entry->d_name, NULL, 10), visit, context)) complete = false;
    }
    if (errno != 0) complete = false;
    if (closedir(table) == -1) fail(EXIT_REFUSED, "closedir", errno);
    return complete;
}

/* More pids than that in one look are given by a machine that forks faster than anybody reads: that proves nothing. */
enum { MOST_NEW_PIDS = 20000 };

enum table each_process(void (*visit)(const struct process *, void *), void *context) {
    const pid_t first = last_pid();
    bool readable = each_listed(visit, context);
    pid_t looked_at = first;
    for (pid_t last = last_pid(); last != looked_at; last = last_pid()) {
        if (first <= 0 || last < looked_at || last - first > MOST_NEW_PIDS) return readable ? TABLE_UNPROVED : TABLE_UNREADABLE;
        while (looked_at < last) {
            if (!visit_pid(++looked_at, visit, context)) readable = false;
        }
    }
    return !readable ? TABLE_UNREADABLE : first > 0 ? TABLE_COMPLETE : TABLE_UNPROVED;
}

int open_pidfd(pid_t pid) {
    return (int)syscall(SYS_pidfd_open, pid, 0);
}

int signal_if(pid_t pid, int signal, bool (*accept)(const struct process *, void *), void *context) {
    const int fd = open_pidfd(pid);
    if (fd == -1) return errno;
    struct process process;
    int error = ESRCH;
    if (read_process(pid, &process) == FOUND && process.running && accept(&process, context)) {
        error = syscall(SYS_pidfd_send_signal, fd, signal, NULL, 0) == -1 ? errno : 0;
    }
    if (close(fd) == -1) fail(EXIT_REFUSED, "close", errno);
    return error;
}
