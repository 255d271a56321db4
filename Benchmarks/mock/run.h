#ifndef MOCK_RUN_H
#define MOCK_RUN_H

#include <stdint.h>
#include <sys/types.h>

#include "buffer.h"

enum {
    MAX_VOLUMES = 500, /* what one page of the function's DescribeVolumes holds */
    MAX_FAULTS = 8,
};

enum action {
    DESCRIBE_VOLUMES, DESCRIBE_SNAPSHOTS, DESCRIBE_INSTANCES, CREATE_SNAPSHOT, CREATE_TAGS, ACTION_COUNT
};
extern const char *const action_names[ACTION_COUNT];

/* A moment or a span, in nanoseconds of the monotonic clock. */
typedef uint64_t nanoseconds;
nanoseconds now(void);

/* What is asked for on the command line. */
struct settings {
    unsigned volumes;
    unsigned long events;
    double seconds;
    nanoseconds latency;
    const char *certificate, *key, *log;
};

/* One run of one peer: what it has been given and what it did. */
struct run {
    struct settings settings;
    pid_t peer;
    bool is_over;

    nanoseconds started, first_next, first_answer;
    /* The event under way, counted from 1; 0 before the first. */
    unsigned long event;
    nanoseconds event_sent;
    bool event_is_open;
    unsigned snapshots_made, tags_made;
    bool has_snapshot[MAX_VOLUMES];

    /* Warm events are those after the warming up, which is the first event and a fifth of the time or four more. */
    nanoseconds *warm;
    size_t warm_count, warm_capacity;
    nanoseconds warm_began, warm_ended, warm_limit;
    nanoseconds peer_cpu_before, peer_cpu_after, own_cpu_before, own_cpu_after;
    unsigned long ec2_connections_before;

    /* Requests to EC2, and the bytes of their bodies. */
    unsigned long requests[ACTION_COUNT], body_bytes, pings;
    unsigned long ec2_connections, runtime_connections;
    char faults[MAX_FAULTS][512];
    unsigned fault_count;
};

/* Notes what a peer did that it shouldn't have: its figures are worth nothing then. */
void run_fault(struct run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The identifiers of the instance of an event, and of its volumes. */
enum { RESOURCE_ID_SIZE = 32 };
void instance_id(unsigned long event, char id[RESOURCE_ID_SIZE]);
void volume_id(unsigned long event, unsigned index, char id[RESOURCE_ID_SIZE]);

#endif
