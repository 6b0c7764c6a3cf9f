/* Time. */
#ifndef ORPHAN_GUARD_PAUSE_H
#define ORPHAN_GUARD_PAUSE_H

/* Milliseconds of the monotonic clock. */
long long now_ms(void);

/* Milliseconds to wait before the next look: 1, 2, 4, … up to 20. */
int next_pause(int pause_ms);

void pause_ms(int milliseconds);

#endif
