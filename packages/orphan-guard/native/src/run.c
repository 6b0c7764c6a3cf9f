/*
 * run: wraps a program as its parent and subreaper, so that no descendant can get away: neither by a session of its own, nor
 * by losing its parent, nor by forking and exiting faster than anybody looks.
 *
 * Signals are sent on to the program, except those that a terminal has sent to the whole group. When the program ends, its
 * status goes out by the control socket at once ("exit 3", "signal 9", or "failed 2": an errno), and the helper stays until
 * nobody is left. Orders by the socket: "kill" (the program), "end" (all: asks, waits, kills), "release" (all may
 * survive). Its end of file, or that of the parent, means that the guard has died: then the watchdog asks, and here is waited and
 * killed.
 *
 * Without a control socket ("-": PID 1 of a container, or of a namespace) the end of the program is the order "end", and the
 * helper then ends as the program did.
 */
#include "descendants.h"
#include "helper.h"
#include "pause.h"
#include "process_table.h"
#include "start_program.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct run {
    int control; /* -1 when there is none (any more) */
    int parent;  /* pidfd, or -1 */
    int signals; /* signalfd */
    int ask;
    long grace_ms;
    pid_t program; /* -1 when it has ended */
    int status;    /* of wait(2), when it has */
    bool reports;
    bool ending;
    bool released;
    long long deadline;
};

/* What makes no sense to send on or belongs to this process itself: its faults, job control, its children. */
static const int kept[] = {SIGKILL, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS};

static int take_signals(void) {
    sigset_t taken;
    if (sigfillset(&taken) == -1) fail(EXIT_REFUSED, "sigfillset", errno);
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        if (sigdelset(&taken, kept[i]) == -1) fail(EXIT_REFUSED, "sigdelset", errno);
    }
    if (sigprocmask(SIG_BLOCK, &taken, NULL) == -1) fail(EXIT_REFUSED, "sigprocmask", errno);
    const int fd = signalfd(-1, &taken, SFD_CLOEXEC | SFD_NONBLOCK);
    if (fd == -1) fail(EXIT_UNAVAILABLE, "signalfd", errno);
    return fd;
}

static void report(const struct run *run, const char *word, int number) {
    char line[32];
    const int length = snprintf(line, sizeof line, "%s %d\n", word, number);
    if (run->control == -1 || length <= 0) return;
    /* When nobody reads it any more, the end of file says so next. */
    (void)send(run->control, line, (size_t)length, MSG_NOSIGNAL);
}

/* The program's pipes end when the program closes them, not when this process does. */
static void close_descriptors(const struct run *run, int count) {
    for (int fd = 0; fd < count; fd++) {
        if (fd == run->signals || fd == run->parent) continue; /* whoever started this has left a gap */
        if (fd > STDERR_FILENO) {
            if (close(fd) == -1 && errno != EBADF) fail(EXIT_REFUSED, "close", errno);
            continue;
        }
        const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
        if (nothing == -1) fail(EXIT_REFUSED, "/dev/null", errno);
        if (nothing == fd) continue;
        if (dup2(nothing, fd) == -1) fail(EXIT_REFUSED, "dup2", errno);
        if (close(nothing) == -1) fail(EXIT_REFUSED, "close", errno);
    }
}

static void begin_end(struct run *run, bool ask) {
    if (run->ending) return;
    run->ending = true;
    run->deadline = now_ms() + run->grace_ms;
    if (ask && run->grace_ms > 0) ask_descendants(run->ask);
}

static void guard_died(struct run *run) {
    if (run->released) _exit(EXIT_OK); /* its descendants may go on */
    begin_end(run, false);
}

/* False when there is no child: nobody is left. */
static bool reap(struct run *run) {
    for (;;) {
        int status = 0;
        const pid_t pid = waitpid(-1, &status, WNOHANG | __WALL);
        if (pid == 0) return true;
        if (pid == -1 && errno == EINTR) continue;
        if (pid == -1 && errno == ECHILD) return false;
        if (pid == -1) fail(EXIT_REFUSED, "waitpid", errno);
        if (pid != run->program) continue;
        run->program = -1;
        run->status = status;
        if (WIFEXITED(status)) report(run, "exit", WEXITSTATUS(status));
        else report(run, "signal", WTERMSIG(status));
        if (!run->reports) begin_end(run, true);
    }
}

static void send_on(const struct run *run) {
    struct signalfd_siginfo info;
    while (read(run->signals, &info, sizeof info) == (ssize_t)sizeof info) {
        /* SI_KERNEL: typed in a terminal, which has sent it to the program as well. */
        if (info.ssi_signo == SIGCHLD || info.ssi_code == SI_KERNEL || run->program == -1) continue;
        /* An unreaped child: the pid is its own. That it is a zombie, or another user's by now, is no failure of ours. */
        (void)kill(run->program, (int)info.ssi_signo);
    }
}

static void obey(struct run *run) {
    char order[16];
    const ssize_t length = read(run->control, order, sizeof order);
    if (length == -1 && (errno == EINTR || errno == EAGAIN)) return;
    if (length > 0 && order[0] == 'e') {
        begin_end(run, true);
    } else if (length > 0 && order[0] == 'r') {
        run->released = true;
    } else if (length > 0 && order[0] == 'k') {
        if (run->program != -1) (void)kill(run->program, SIGKILL);
    } else {
        if (close(run->control) == -1) fail(EXIT_REFUSED, "close", errno);
        run->control = -1;
        guard_died(run);
    }
}

static void wait_for_news(struct run *run, int timeout_ms) {
    struct pollfd fds[] = {
        {.fd = run->signals, .events = POLLIN},
        {.fd = run->control, .events = POLLIN},
        {.fd = run->ending ? -1 : run->parent, .events = POLLIN},
    };
    if (poll(fds, 3, timeout_ms) == -1) {
        if (errno == EINTR) return;
        fail(EXIT_REFUSED, "poll", errno);
    }
    if (fds[0].revents != 0) send_on(run);
    if (fds[1].revents != 0) obey(run);
    if (fds[2].revents != 0) guard_died(run);
}

static void run_until_nobody_is_left(struct run *run) {
    int pause = 0;
    while (reap(run)) {
        int timeout_ms = -1;
        if (run->ending) {
            const long long left = run->deadline - now_ms();
            if (left > 0) {
                timeout_ms = left > INT_MAX ? INT_MAX : (int)left;
            } else {
                if (!kill_children()) return;
                timeout_ms = pause = next_pause(pause);
            }
        }
        wait_for_news(run, timeout_ms);
    }
}

/* As the program did. PID 1 cannot be ended by its own signal, so it exits as a shell would. */
static noreturn void end_alike(int status) {
    if (WIFEXITED(status)) _exit(WEXITSTATUS(status));
    const int number = WTERMSIG(status);
    const struct rlimit none = {.rlim_cur = 0, .rlim_max = 0};
    sigset_t only;
    if (setrlimit(RLIMIT_CORE, &none) == 0 && sigemptyset(&only) == 0 && sigaddset(&only, number) == 0) {
        (void)signal(number, SIG_DFL); /* SIGKILL cannot be set, nor need it be */
        if (raise(number) == 0) (void)sigprocmask(SIG_UNBLOCK, &only, NULL);
    }
    _exit(128 + number);
}

static int open_parent(pid_t pid) {
    if (pid == 0) return -1;
    const int fd = open_pidfd(pid);
    if (fd == -1 && errno != ESRCH) fail(EXIT_UNAVAILABLE, "pidfd_open", errno);
    /* Asked after the pidfd was opened: it refers to the parent, or the parent had ended before. */
    if (fd == -1 || getppid() != pid) fail(EXIT_REFUSED, "the parent has ended", 0);
    return fd;
}

int run_main(int argc, char **argv) {
    if (argc < 6) fail(EXIT_WRONG_ARGUMENTS, "run", EINVAL);
    const bool controlled = strcmp(argv[0], "-") != 0;
    struct run run = {
        .control = controlled ? (int)number_argument(argv[0], 3, INT_MAX) : -1,
        .parent = open_parent((pid_t)number_argument(argv[1], 0, INT_MAX)),
        .ask = (int)number_argument(argv[2], 1, SIGRTMAX),
        .grace_ms = number_argument(argv[3], 0, INT_MAX),
        .program = -1,
        .status = EXIT_REFUSED << 8, /* of a program that nobody here may signal, and that is given up */
        .reports = controlled,
    };
    if (controlled && fcntl(run.control, F_SETFD, FD_CLOEXEC) == -1) fail(EXIT_WRONG_ARGUMENTS, argv[0], errno);
    become_subreaper();
    run.signals = take_signals();
    const int error = start_program(argv[4], argv + 5, &run.program);
    if (error != 0) {
        report(&run, "failed", error);
        if (!controlled) fail(error == ENOENT ? EXIT_NOT_FOUND : EXIT_CANNOT_EXECUTE, argv[4], error);
        return error == ENOENT ? EXIT_NOT_FOUND : EXIT_CANNOT_EXECUTE;
    }
    lift_own_mark(); /* after the fork: the program keeps it */
    close_descriptors(&run, controlled ? run.control : STDERR_FILENO + 1);
    run_until_nobody_is_left(&run);
    end_alike(run.status);
}
