/*
 * orphan-guard-job COMMAND LINE: runs a program in a job object of Windows that ends with this process.
 *
 * Whatever the program starts is in the job as well; nobody may break away. JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE ends all of
 * them when the last handle of the job is closed, so when this process ends, of whatever cause: it holds the only one. When
 * the program ends, what it has left behind is ended and its exit code is kept.
 *
 * Not tested on Windows. To build it: x86_64-w64-mingw32-gcc -municode -Wall -Wextra -Werror -O2 -o orphan-guard-job.exe orphan-guard-job.c
 */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include <stdio.h>

static int fail(const wchar_t *what) {
    fwprintf(stderr, L"orphan-guard-job: %ls: error %lu\n", what, GetLastError());
    return 69;
}

/* What stands behind our own name in the command line, quoted as it came. */
static wchar_t *rest_of_command_line(void) {
    wchar_t *rest = GetCommandLineW();
    if (*rest == L'"') {
        do rest++;
        while (*rest != L'\0' && *rest != L'"');
        if (*rest == L'"') rest++;
    } else {
        while (*rest != L'\0' && *rest != L' ' && *rest != L'\t') rest++;
    }
    while (*rest == L' ' || *rest == L'\t') rest++;
    return rest;
}

static HANDLE create_job(void) {
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {0};
    HANDLE job = CreateJobObjectW(NULL, NULL); /* not inheritable: nobody else may hold it open */
    if (job == NULL) return NULL;
    limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
    if (SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits)) return job;
    (void)CloseHandle(job);
    return NULL;
}

/* Ctrl-C and Ctrl-Break reach the program by the console itself; this process waits for what it makes of them. */
static BOOL WINAPI ignore_control(DWORD event) {
    return event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT;
}

int wmain(void) {
    wchar_t *command = rest_of_command_line();
    if (*command == L'\0') {
        fputws(L"usage: orphan-guard-job COMMAND LINE\n", stderr);
        return 64;
    }
    HANDLE job = create_job();
    if (job == NULL) return fail(L"the job object");
    if (!SetConsoleCtrlHandler(ignore_control, TRUE)) return fail(L"SetConsoleCtrlHandler");

    STARTUPINFOW startup = {.cb = sizeof startup};
    PROCESS_INFORMATION program = {0};
    /* Suspended, so that it starts nobody before it is in the job. */
    if (!CreateProcessW(NULL, command, NULL, NULL, TRUE, CREATE_SUSPENDED, NULL, NULL, &startup, &program)) return fail(command);
    if (!AssignProcessToJobObject(job, program.hProcess) || ResumeThread(program.hThread) == (DWORD)-1) {
        const int code = fail(L"AssignProcessToJobObject");
        (void)TerminateProcess(program.hProcess, 69);
        return code;
    }
    DWORD exit_code = 69;
    if (WaitForSingleObject(program.hProcess, INFINITE) == WAIT_FAILED) return fail(L"WaitForSingleObject");
    if (!GetExitCodeProcess(program.hProcess, &exit_code)) return fail(L"GetExitCodeProcess");
    if (!TerminateJobObject(job, 1)) return fail(L"TerminateJobObject");
    return (int)exit_code;
}
