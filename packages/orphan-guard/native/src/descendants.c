#include "descendants.h"

#include "helper.h"
#include "process_table.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <unistd.h>

struct killing {
    pid_t self;
    int children;
    int refused;
};

void become_subreaper(void) {
    if (prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == -1) fail(EXIT_UNAVAILABLE, "PR_SET_CHILD_SUBREAPER", errno);
}

/*
 * Walks up from a process to this one. Each step is looked at again from below after it was read: only then was the pid that
 * it names still the parent's.
 */
static bool descends(const struct process *process, void *context) {
    const pid_t self = *(const pid_t *)context;
    struct process child = *process;
    while (child.parent > 1 && child.parent != self) {
        struct process parent;
        struct process again;
        if (read_process(child.parent, &parent) != FOUND) return false;
        if (read_process(child.pid, &again) != FOUND || again.start_time != child.start_time) return false;
        if (again.parent == child.parent) child = parent;
        else child = again;
    }
    return child.parent == self;
}

struct asking {
    pid_t self;
    int signal;
};

static void ask(const struct process *process, void *context) {
    struct asking *asking = context;
    if (!process->running || process->pid == asking->self || !descends(process, &asking->self)) return;
    /* Who has gone or may not be signalled is met again by kill_children(). */
    if (signal_if(process->pid, asking->signal, descends, &asking->self) != 0) return;
    (void)signal_if(process->pid, SIGCONT, descends, &asking->self);
}

void ask_descendants(int signal) {
    struct asking asking = {.self = getpid(), .signal = signal};
    (void)each_process(ask, &asking); /* whom it did not reach is killed after the grace period */
}

static void kill_child(const struct process *process, void *context) {
    struct killing *killing = context;
    if (process->parent != killing->self) return;
    killing->children++;
    if (kill(process->pid, SIGKILL) == -1 && errno == EPERM) killing->refused++;
}

bool kill_children(void) {
    struct killing killing = {.self = getpid(), .children = 0, .refused = 0};
    const enum table table = each_process(kill_child, &killing);
    return table == TABLE_UNREADABLE || killing.refused == 0 || killing.refused < killing.children;
}
