#include "start_program.h"

#include "helper.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

/* SIGKILL and SIGSTOP cannot be set, and what libc keeps for itself may not be: their errors mean nothing. */
static void reset_signals(void) {
    for (int signal_number = 1; signal_number < NSIG; signal_number++) (void)signal(signal_number, SIG_DFL);
}

/* In the child, between fork and exec: reports an errno by the pipe, where exec itself closes it. */
static noreturn void execute(const char *path, char **argv, int report) {
    sigset_t none;
    reset_signals();
    if (sigemptyset(&none) == 0 && sigprocmask(SIG_SETMASK, &none, NULL) == 0) (void)execv(path, argv);
    const int error = errno;
    if (write(report, &error, sizeof error) != (ssize_t)sizeof error) _exit(EXIT_CANNOT_EXECUTE);
    _exit(error == ENOENT ? EXIT_NOT_FOUND : EXIT_CANNOT_EXECUTE);
}

int start_program(const char *path, char **argv, pid_t *pid) {
    int report[2];
    if (pipe2(report, O_CLOEXEC) == -1) return errno;
    *pid = fork();
    if (*pid == 0) execute(path, argv, report[1]);
    int error = *pid == -1 ? errno : 0;
    if (close(report[1]) == -1) fail(EXIT_REFUSED, "close", errno);
    if (*pid != -1) {
        ssize_t length = 0;
        do length = read(report[0], &error, sizeof error);
        while (length == -1 && errno == EINTR);
        if (length != (ssize_t)sizeof error) error = length == -1 ? errno : 0;
        /* It has said why, so it ends by itself. */
        while (error != 0 && waitpid(*pid, NULL, 0) == -1 && errno == EINTR) continue;
    }
    if (close(report[0]) == -1) fail(EXIT_REFUSED, "close", errno);
    return error;
}
