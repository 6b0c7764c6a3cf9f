/*
 * The descendants of this process, which is a child subreaper: whoever loses its parent becomes its child; see
 * PR_SET_CHILD_SUBREAPER in prctl(2).
 */
#ifndef ORPHAN_GUARD_DESCENDANTS_H
#define ORPHAN_GUARD_DESCENDANTS_H

#include <stdbool.h>

void become_subreaper(void);

/* Sends a signal, and SIGCONT behind it, to every descendant. */
void ask_descendants(int signal);

/*
 * Kills the children that are there; false when none of them may be signalled, so that killing on leads nowhere.
 *
 * Children only: nobody but their parent can free their pids, so no stranger is ever met. The children of who has been killed
 * are children of this process next time. When wait(2) says ECHILD, there is no descendant: this is the proof.
 */
bool kill_children(void);

#endif
