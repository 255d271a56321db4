/* Runs one peer under a Lambda Runtime API and an EC2 of this process's own, and prints what it measured. See `usage`. */

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "peer.h"
#include "server.h"

static const char usage[] =
    "usage: mock [options] -- PEER [ARGUMENT...]\n"
    "\n"
    "Starts the peer, a Lambda function, with a Runtime API and an EC2 on loopback, hands it one launch event of a new\n"
    "instance after another, and checks that each is answered when every volume has a snapshot and the instance its tag.\n"
    "Prints one JSON object: moments in microseconds from the peer's start, times of events in microseconds, and counts.\n"
    "\n"
    "  --volumes N          volumes an instance has, 1 to 500 (2)\n"
    "  --events N           how many events at most; 0 ends with the first request for one (1)\n"
    "  --seconds S          how long warm events are handed out at most (60)\n"
    "  --latency MS         how late each answer of EC2 is (0)\n"
    "  --certificate FILE   EC2 speaks TLS with this PEM chain\n"
    "  --key FILE           and its key\n"
    "  --log FILE           what the peer prints; otherwise it is thrown away\n"
    "  --patience S         how long the peer may take to end, and without any sign of life (30)\n";

static struct settings settings = {.volumes = 2, .events = 1, .seconds = 60};
static unsigned patience = 30;

static void read_options(int count, char *arguments[]) {
    static const struct option options[] = {
        {"volumes", required_argument, NULL, 'v'}, {"events", required_argument, NULL, 'e'},
        {"seconds", required_argument, NULL, 's'}, {"latency", required_argument, NULL, 'l'},
        {"certificate", required_argument, NULL, 'c'}, {"key", required_argument, NULL, 'k'},
        {"log", required_argument, NULL, 'o'}, {"patience", required_argument, NULL, 'p'},
        {"help", no_argument, NULL, 'h'}, {0},
    };
    int option;
    while ((option = getopt_long(count, arguments, "+", options, NULL)) != -1) {
        switch (option) {
        case 'v': settings.volumes = (unsigned)strtoul(optarg, NULL, 10); break;
        case 'e': settings.events = strtoul(optarg, NULL, 10); break;
        case 's': settings.seconds = strtod(optarg, NULL); break;
        case 'l': settings.latency = (nanoseconds)(strtod(optarg, NULL) * 1e6); break;
        case 'c': settings.certificate = optarg; break;
        case 'k': settings.key = optarg; break;
        case 'o': settings.log = optarg; break;
        case 'p': patience = (unsigned)strtoul(optarg, NULL, 10); break;
        case 'h': fputs(usage, stdout); exit(0);
        default: fputs(usage, stderr); exit(2);
        }
    }
    if (optind == count || settings.volumes < 1 || settings.volumes > MAX_VOLUMES
        || (settings.certificate == NULL) != (settings.key == NULL)) {
        fputs(usage, stderr);
        exit(2);
    }
}

static double microseconds(nanoseconds from, nanoseconds to) {
    return to > from ? (double)(to - from) / 1e3 : 0;
}

static void print_string(const char *text) {
    putchar('"');
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text < 0x20) {
            printf("\\u%04x", *text);
        } else {
            if (*text == '"' || *text == '\\') putchar('\\');
            putchar(*text);
        }
    }
    putchar('"');
}

static void print_report(const struct run *run, long memory) {
    printf("{\"first_next\":%.1f,", microseconds(run->started, run->first_next));
    printf("\"first_answer\":%.1f,", microseconds(run->started, run->first_answer));
    printf("\"events\":%lu,\"warm\":[", run->event);
    for (size_t index = 0; index < run->warm_count; index++) {
        printf("%s%.1f", index > 0 ? "," : "", (double)run->warm[index] / 1e3);
    }
    printf("],\"warm_cpu\":%.1f,", microseconds(run->peer_cpu_before, run->peer_cpu_after));
    double span = microseconds(run->warm_began, run->warm_ended);
    double own = microseconds(run->own_cpu_before, run->own_cpu_after);
    printf("\"mock_cpu_share\":%.3f,", run->warm_began > 0 && span > 0 ? own / span : 0);
    printf("\"peak_memory\":%ld,", memory);
    printf("\"ec2_connections\":%lu,", run->ec2_connections);
    printf("\"ec2_connections_warm\":%lu,", run->warm_began > 0 ? run->ec2_connections - run->ec2_connections_before : 0);
    printf("\"runtime_connections\":%lu,\"body_bytes\":%lu,", run->runtime_connections, run->body_bytes);
    printf("\"pings\":%lu,\"requests\":{", run->pings);
    for (int action = 0; action < ACTION_COUNT; action++) {
        printf("%s\"%s\":%lu", action > 0 ? "," : "", action_names[action], run->requests[action]);
    }
    printf("},\"faults\":[");
    for (unsigned index = 0; index < run->fault_count; index++) {
        if (index > 0) putchar(',');
        print_string(run->faults[index]);
    }
    printf("]}\n");
}

int main(int count, char *arguments[]) {
    read_options(count, arguments);
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    static struct run run;
    run.settings = settings;
    unsigned runtime_port, ec2_port;
    struct server *server = server_create(&run, &runtime_port, &ec2_port);
    peer_start(&run, arguments + optind, runtime_port, ec2_port);
    nanoseconds longest = (nanoseconds)(settings.seconds * 1e9) + (nanoseconds)patience * 1000000000u;
    server_run(server, longest);
    long memory = peak_memory(run.peer);
    peer_stop(run.peer, patience);
    print_report(&run, memory);
    return run.fault_count > 0;
}
