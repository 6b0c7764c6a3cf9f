/* mark: sets the soft RLIMIT_RSS of a process, and finds out whether this kernel has what the helper needs. */
#include "helper.h"
#include "process_table.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

void lift_own_mark(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_RSS, &limit) == -1) fail(EXIT_REFUSED, "getrlimit", errno);
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_RSS, &limit) == -1) fail(EXIT_REFUSED, "setrlimit", errno);
}

int mark_main(int argc, char **argv) {
    if (argc != 2) fail(EXIT_WRONG_ARGUMENTS, "mark", EINVAL);
    const pid_t pid = (pid_t)number_argument(argv[0], 1, INT_MAX);
    char *end = NULL;
    errno = 0;
    const unsigned long long limit = strtoull(argv[1], &end, 10);
    if (errno != 0 || end == argv[1] || *end != '\0') fail(EXIT_WRONG_ARGUMENTS, argv[1], EINVAL);

    const int own = open_pidfd(getpid());
    if (own == -1) fail(EXIT_UNAVAILABLE, "pidfd_open", errno);
    if (close(own) == -1) fail(EXIT_REFUSED, "close", errno);

    struct rlimit now;
    if (prlimit(pid, RLIMIT_RSS, NULL, &now) == -1) fail(EXIT_REFUSED, "prlimit", errno);
    now.rlim_cur = (rlim_t)limit;
    if (prlimit(pid, RLIMIT_RSS, &now, NULL) == -1) fail(EXIT_REFUSED, "prlimit", errno);
    return EXIT_OK;
}
