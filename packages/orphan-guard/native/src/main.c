#include "helper.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: orphan-guard-helper mark PID LIMIT\n"
    "       orphan-guard-helper watch PREFIX LENGTH SIGNAL GRACE_MS PID START_TIME first|second [CGROUP]\n"
    "       orphan-guard-helper sweep PREFIX LENGTH SIGNAL GRACE_MS [SPARED_PID...]\n"
    "       orphan-guard-helper run CONTROL_FD|- PARENT_PID SIGNAL GRACE_MS PATH ARGV0 [ARGUMENT...]\n";

noreturn void fail(int exit_code, const char *what, int error) {
    /* Nobody may be there to read it: then the exit code has to say it alone. */
    (void)fprintf(stderr, "orphan-guard-helper: %s%s%s\n", what, error == 0 ? "" : ": ", error == 0 ? "" : strerror(error));
    exit(exit_code);
}

long number_argument(const char *text, long min, long max) {
    char *end = NULL;
    errno = 0;
    const long value = strtol(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || value < min || value > max) fail(EXIT_WRONG_ARGUMENTS, text, EINVAL);
    return value;
}

int main(int argc, char **argv) {
    const struct {
        const char *name;
        int (*main)(int argc, char **argv);
    } modes[] = {{"mark", mark_main}, {"watch", watch_main}, {"sweep", sweep_main}, {"run", run_main}};
    for (size_t i = 0; argc > 1 && i < sizeof modes / sizeof modes[0]; i++) {
        if (strcmp(argv[1], modes[i].name) == 0) return modes[i].main(argc - 2, argv + 2);
    }
    (void)fputs(usage, stderr);
    return EXIT_WRONG_ARGUMENTS;
}
