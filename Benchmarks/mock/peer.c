#define _GNU_SOURCE
#include "peer.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static void set_environment(const struct settings *settings, unsigned runtime_port, unsigned ec2_port) {
    char address[64], endpoint[64];
    snprintf(address, sizeof address, "127.0.0.1:%u", runtime_port);
    /* A name in TLS's certificate has to be a host's. */
    snprintf(
        endpoint, sizeof endpoint, "%s:%u", settings->certificate != NULL ? "https://localhost" : "http://127.0.0.1",
        ec2_port
    );
    const char *const variables[][2] = {
        {"AWS_LAMBDA_RUNTIME_API", address},
        {"AWS_ENDPOINT_URL_EC2", endpoint},
        {"AWS_REGION", "eu-west-1"},
        {"AWS_DEFAULT_REGION", "eu-west-1"},
        {"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"},
        {"AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"},
        {"AWS_SESSION_TOKEN", "IQoJb3JpZ2luX2VjEXAMPLETOKENIQoJb3JpZ2luX2VjEXAMPLETOKENIQoJb3JpZ2luX2VjEXAMPLETOKEN"},
        {"AWS_LAMBDA_FUNCTION_NAME", "snap-and-tag"},
        {"AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"},
        {"AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128"},
        {"AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/snap-and-tag"},
        {"AWS_LAMBDA_LOG_STREAM_NAME", "2026/03/02/[$LATEST]0123456789abcdef0123456789abcdef"},
        {"AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"},
        {"TZ", ":UTC"},
        {"LANG", "en_US.UTF-8"},
    };
    for (size_t index = 0; index < sizeof variables / sizeof variables[0]; index++) {
        setenv(variables[index][0], variables[index][1], 1);
    }
}

void peer_start(struct run *run, char *const command[], unsigned runtime_port, unsigned ec2_port) {
    set_environment(&run->settings, runtime_port, ec2_port);
    const char *log = run->settings.log != NULL ? run->settings.log : "/dev/null";
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0644);
    posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    /* This process blocks a signal; the peer's affairs are its own. */
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    run->started = now();
    int error = posix_spawnp(&run->peer, command[0], &files, &attributes, command, environ);
    if (error != 0) fail("%s can't be started: %s", command[0], strerror(error));
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
}

nanoseconds process_cpu(pid_t process) {
    clockid_t clock;
    struct timespec time;
    if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &time) != 0) return 0;
    return (nanoseconds)time.tv_sec * 1000000000u + (nanoseconds)time.tv_nsec;
}

long peak_memory(pid_t process) {
    char path[64], line[256];
    snprintf(path, sizeof path, "/proc/%d/status", process);
    FILE *status = fopen(path, "r");
    if (status == NULL) return 0;
    long kilobytes = 0;
    while (fgets(line, sizeof line, status) != NULL) {
        if (sscanf(line, "VmHWM: %ld kB", &kilobytes) == 1) break;
    }
    fclose(status);
    return kilobytes;
}

void peer_stop(pid_t process, unsigned patience) {
    kill(process, SIGTERM);
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    nanoseconds limit = now() + (nanoseconds)patience * 1000000000u;
    while (waitpid(process, NULL, WNOHANG) == 0) {
        struct timespec wait = {.tv_nsec = 100000000};
        if (now() > limit) kill(process, SIGKILL);
        sigtimedwait(&child, NULL, &wait);
    }
}
