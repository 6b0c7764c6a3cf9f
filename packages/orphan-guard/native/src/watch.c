/*
 * watch: waits for the end of a process, then ends what carries its mark. It says "watching" on stdout when it is ready.
 *
 * stdin comes from the guarded process: "quit" ends the watch, its end of file says that the process has ended or has become
 * another program by exec; a pidfd then tells which. The first of a pair trusts the pidfd alone as well, should somebody else
 * hold the pipe open. The second's pipe is held by the process *and* the first: it acts when both have gone, whatever killed
 * them, in whatever order.
 */
#include "helper.h"
#include "marked.h"
#include "pause.h"
#include "process_table.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Nothing that is meant for the guarded process, its group or its terminal may end or stop its watchdog. */
static void block_signals(void) {
    sigset_t all;
    if (sigfillset(&all) == -1 || sigprocmask(SIG_BLOCK, &all, NULL) == -1) fail(EXIT_REFUSED, "sigprocmask", errno);
}

static void say_watching(void) {
    static const char word[] = "watching\n";
    if (write(STDOUT_FILENO, word, sizeof word - 1) != (ssize_t)sizeof word - 1) fail(EXIT_REFUSED, "write", errno);
    const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nothing == -1 || dup2(nothing, STDOUT_FILENO) == -1) fail(EXIT_REFUSED, "/dev/null", errno);
    if (close(nothing) == -1) fail(EXIT_REFUSED, "close", errno);
}

/* The guarded process, or -1 when it has ended already. */
static int open_guarded(pid_t pid, unsigned long long start_time) {
    const int fd = open_pidfd(pid);
    if (fd == -1 && errno != ESRCH) fail(EXIT_UNAVAILABLE, "pidfd_open", errno);
    struct process process;
    if (fd == -1 || (read_process(pid, &process) == FOUND && process.start_time == start_time)) return fd;
    if (close(fd) == -1) fail(EXIT_REFUSED, "close", errno);
    return -1;
}

/* Reads what has come; false at the end of the pipe. */
static bool read_orders(void) {
    char order[16];
    const ssize_t length = read(STDIN_FILENO, order, sizeof order);
    if (length == -1) return errno == EINTR || errno == EAGAIN; /* ECONNRESET is an end too */
    if (length > 0 && order[0] == 'q') exit(EXIT_OK);
    return length > 0;
}

static void wait_for_end(int guarded, bool first) {
    bool piped = true;
    if (first && guarded == -1) return;
    while (piped || guarded != -1) {
        struct pollfd fds[] = {
            {.fd = piped ? STDIN_FILENO : -1, .events = POLLIN},
            {.fd = first || !piped ? guarded : -1, .events = POLLIN},
        };
        if (poll(fds, 2, -1) == -1) {
            if (errno == EINTR) continue;
            fail(EXIT_REFUSED, "poll", errno);
        }
        if (fds[1].revents != 0) return;
        if (fds[0].revents != 0) piped = read_orders();
    }
}

/* Whoever has lifted its mark is still in the cgroup. What cannot be done here nobody can be told. */
static void end_cgroup(const char *folder) {
    const int directory = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    const int order = directory == -1 ? -1 : openat(directory, "cgroup.kill", O_WRONLY | O_CLOEXEC);
    if (order == -1) fail(EXIT_REFUSED, folder, errno);
    if (write(order, "1", 1) != 1) fail(EXIT_REFUSED, "cgroup.kill", errno);
    if (close(order) == -1 || close(directory) == -1) fail(EXIT_REFUSED, "close", errno);
    /* Busy until the last of them has gone. */
    for (int pause = next_pause(0); rmdir(folder) == -1 && errno == EBUSY; pause = next_pause(pause)) pause_ms(pause);
}

/* The first holds the pipe of the second, as descriptor 3: there is nothing left to do. It may have gone itself. */
static void dismiss_second(void) {
    if (send(STDERR_FILENO + 1, "quit\n", 5, MSG_NOSIGNAL) == -1 && errno != EPIPE && errno != EBADF && errno != ENOTSOCK && errno != ECONNRESET) {
        fail(EXIT_REFUSED, "send", errno);
    }
}

int watch_main(int argc, char **argv) {
    if (argc != 7 && argc != 8) fail(EXIT_WRONG_ARGUMENTS, "watch", EINVAL);
    const struct marked marked = marked_arguments(argv);
    const pid_t pid = (pid_t)number_argument(argv[4], 1, INT_MAX);
    const long start_time = number_argument(argv[5], 0, LONG_MAX);
    const bool first = strcmp(argv[6], "first") == 0;
    block_signals();
    lift_own_mark(); /* who was started again by a guarded process has inherited it */
    const int guarded = open_guarded(pid, (unsigned long long)start_time);
    say_watching();
    wait_for_end(guarded, first);
    end_marked(&marked);
    if (argc == 8) end_cgroup(argv[7]);
    if (first) dismiss_second();
    return EXIT_OK;
}
