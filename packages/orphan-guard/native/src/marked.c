#include "marked.h"

#include "helper.h"
#include "pause.h"
#include "process_table.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* Where no look proves anything, so many empty ones in a row have to do. */
enum { ENOUGH_EMPTY_LOOKS = 16, LONGEST_GRACE_MS = 2147483647 };

/* For so long an unreadable table is tried again, every 20 ms: a watchdog may give up, but not for a moment's lack of descriptors. */
enum { MOST_UNREADABLE_LOOKS = 3000 };

struct look {
    const struct marked *marked;
    int signal; /* 0 just looks */
    int found;
};

struct marked marked_arguments(char **argv) {
    const struct marked marked = {
        .prefix = argv[0],
        .length = (size_t)number_argument(argv[1], 1, 20),
        .ask = (int)number_argument(argv[2], 1, SIGRTMAX),
        .grace_ms = number_argument(argv[3], 0, LONGEST_GRACE_MS),
    };
    /* An empty prefix would be carried by everybody. */
    if (strlen(marked.prefix) < 10 || strspn(marked.prefix, "0123456789") != strlen(marked.prefix)) {
        fail(EXIT_WRONG_ARGUMENTS, marked.prefix, EINVAL);
    }
    return marked;
}

static bool carries(const struct process *process, void *context) {
    const struct marked *marked = context;
    if (strlen(process->rss_limit) != marked->length) return false;
    if (strncmp(process->rss_limit, marked->prefix, strlen(marked->prefix)) != 0) return false;
    for (size_t i = 0; i < marked->spared_count; i++) {
        if (process->pid == marked->spared[i]) return false;
    }
    return process->pid != getpid();
}

static void visit(const struct process *process, void *context) {
    struct look *look = context;
    struct marked marked = *look->marked;
    if (!process->running || !carries(process, &marked)) return;
    const int error = signal_if(process->pid, look->signal, carries, &marked);
    /* Another user's (by a setuid program): it does not count, or there would be no end. */
    if (error == EPERM) return;
    /* Counted even when it has gone meanwhile: it may have left a child. */
    look->found++;
    if (error != 0 || look->signal == 0 || look->signal == SIGKILL) return;
    /* A stopped process gets its signal only when it runs again. */
    (void)signal_if(process->pid, SIGCONT, carries, &marked);
}

/* True when nobody is left: each_process() says when an empty look proves it. */
static bool nobody_left(const struct marked *marked, int signal) {
    static int unreadable_looks = 0;
    for (int empty = 0; empty < ENOUGH_EMPTY_LOOKS; empty++) {
        struct look look = {.marked = marked, .signal = signal, .found = 0};
        const enum table table = each_process(visit, &look);
        if (look.found > 0) return false;
        if (table == TABLE_COMPLETE) return true;
        if (table == TABLE_UNREADABLE) return ++unreadable_looks > MOST_UNREADABLE_LOOKS;
    }
    return true;
}

void end_marked(const struct marked *marked) {
    if (marked->grace_ms > 0) {
        const long long deadline = now_ms() + marked->grace_ms;
        if (nobody_left(marked, marked->ask)) return;
        for (int pause = next_pause(0);; pause = next_pause(pause)) {
            const long long left = deadline - now_ms();
            if (left <= 0) break;
            pause_ms(left < pause ? (int)left : pause);
            if (nobody_left(marked, 0)) return;
        }
    }
    for (int pause = 0; !nobody_left(marked, SIGKILL); pause = next_pause(pause)) {
        if (pause > 0) pause_ms(pause);
    }
}
