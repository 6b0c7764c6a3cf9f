#include "pause.h"

#include "helper.h"

#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <time.h>

enum { LONGEST_PAUSE_MS = 20 };

long long now_ms(void) {
    struct timespec now;
    if (clock_gettime(CLOCK_MONOTONIC, &now) == -1) fail(EXIT_REFUSED, "clock_gettime", errno);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int next_pause(int pause) {
    return pause == 0 ? 1 : pause * 2 > LONGEST_PAUSE_MS ? LONGEST_PAUSE_MS : pause * 2;
}

void pause_ms(int milliseconds) {
    /* Cut short by a signal it is merely shorter. */
    if (poll(NULL, 0, milliseconds) == -1 && errno != EINTR) fail(EXIT_REFUSED, "poll", errno);
}
