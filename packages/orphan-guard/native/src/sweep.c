/* sweep: ends, once and now, what carries a mark, except for the process that asks for it. */
#include "helper.h"
#include "marked.h"

#include <errno.h>
#include <limits.h>

enum { MOST_SPARED = 16 };

int sweep_main(int argc, char **argv) {
    if (argc < 4 || argc > 4 + MOST_SPARED) fail(EXIT_WRONG_ARGUMENTS, "sweep", EINVAL);
    pid_t spared[MOST_SPARED];
    struct marked marked = marked_arguments(argv);
    for (int i = 4; i < argc; i++) spared[marked.spared_count++] = (pid_t)number_argument(argv[i], 1, INT_MAX);
    marked.spared = spared;
    end_marked(&marked);
    return EXIT_OK;
}
