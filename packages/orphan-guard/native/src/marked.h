/* The processes that carry a mark. */
#ifndef ORPHAN_GUARD_MARKED_H
#define ORPHAN_GUARD_MARKED_H

#include <sys/types.h>

struct marked {
    const char *prefix;
    size_t length;
    int ask;
    long grace_ms;
    /* Who carries the mark and is not to be signalled: the guarded process itself. */
    const pid_t *spared;
    size_t spared_count;
};

/* Reads PREFIX LENGTH SIGNAL GRACE_MS. */
struct marked marked_arguments(char **argv);

/* Asks them, waits for the grace period, then kills until a look proves that nobody is left. */
void end_marked(const struct marked *marked);

#endif
