#define _GNU_SOURCE
#include "runtime_api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "peer.h"

static const char base[] = "/2018-06-01/runtime";
static const char json_type[] = "Content-Type: application/json\r\n";

static void launch_event(unsigned long event, struct buffer *out) {
    char instance[RESOURCE_ID_SIZE];
    instance_id(event, instance);
    buffer_format(
        out,
        "{\"Records\":[{\"EventSource\":\"aws:sns\",\"EventVersion\":\"1.0\",\"EventSubscriptionArn\":"
        "\"arn:aws:sns:eu-west-1:111122223333:asg-events:5e0c7d52-3f5b-4f0e-9a43-6b8f0b7d1a11\",\"Sns\":{"
        "\"Type\":\"Notification\",\"MessageId\":\"0b7f3a52-7f3e-5c1d-8d3a-%012lx\",\"TopicArn\":"
        "\"arn:aws:sns:eu-west-1:111122223333:asg-events\",\"Subject\":\"Auto Scaling: launch for group \\\"web-asg\\\"\","
        "\"Message\":\"{\\\"Origin\\\":\\\"EC2\\\",\\\"Destination\\\":\\\"AutoScalingGroup\\\",\\\"Progress\\\":50,"
        "\\\"AccountId\\\":\\\"111122223333\\\",\\\"Description\\\":\\\"Launching a new EC2 instance: %s\\\","
        "\\\"RequestId\\\":\\\"7d862f1c-2f0b-41a9-9c55-%012lx\\\",\\\"EndTime\\\":\\\"2026-03-02T09:15:07.301Z\\\","
        "\\\"AutoScalingGroupARN\\\":\\\"arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:"
        "2f1d7b9e-8a55-4c0c-9b54-b0c3b8c1d2e3:autoScalingGroupName/web-asg\\\","
        "\\\"ActivityId\\\":\\\"7d862f1c-2f0b-41a9-9c55-%012lx\\\",\\\"StartTime\\\":\\\"2026-03-02T09:14:34.870Z\\\","
        "\\\"Service\\\":\\\"AWS Auto Scaling\\\",\\\"Time\\\":\\\"2026-03-02T09:15:07.301Z\\\","
        "\\\"EC2InstanceId\\\":\\\"%s\\\",\\\"StatusCode\\\":\\\"InProgress\\\",\\\"StatusMessage\\\":\\\"\\\","
        "\\\"Details\\\":{\\\"Subnet ID\\\":\\\"subnet-0c1d2e3f405162738\\\",\\\"Availability Zone\\\":\\\"eu-west-1b\\\"},"
        "\\\"AutoScalingGroupName\\\":\\\"web-asg\\\",\\\"Cause\\\":\\\"At 2026-03-02T09:14:20Z a user request update of "
        "AutoScalingGroup constraints to min: 1, max: 5, desired: 3 changing the desired capacity from 2 to 3.\\\","
        "\\\"Event\\\":\\\"autoscaling:EC2_INSTANCE_LAUNCH\\\"}\",\"Timestamp\":\"2026-03-02T09:15:07.412Z\","
        "\"SignatureVersion\":\"1\",\"Signature\":\"bm90LWEtc2lnbmF0dXJl\",\"SigningCertUrl\":"
        "\"https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem\","
        "\"UnsubscribeUrl\":\"https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe\",\"MessageAttributes\":{}}}]}",
        event, instance, event, event, instance
    );
}

static void request_id(unsigned long event, char id[40]) {
    snprintf(id, 40, "f1a45537-0000-4000-8000-%012lx", event);
}

static void send_event(struct run *run, struct buffer *out) {
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    char id[40], fields[512];
    request_id(run->event, id);
    snprintf(
        fields, sizeof fields,
        "%sLambda-Runtime-Aws-Request-Id: %s\r\nLambda-Runtime-Deadline-Ms: %lld\r\nLambda-Runtime-Invoked-Function-Arn: "
        "arn:aws:lambda:eu-west-1:111122223333:function:snap-and-tag\r\nLambda-Runtime-Trace-Id: "
        "Root=1-5e1b4151-43a0913a12345678901234567;Parent=53995c3f42cd8ad8;Sampled=0\r\n",
        json_type, id, (long long)(time.tv_sec + 60) * 1000
    );
    static struct buffer event;
    buffer_consume(&event, buffer_count(&event));
    launch_event(run->event, &event);
    run->event_sent = now();
    answer_write(out, "200 OK", fields, buffer_front(&event), buffer_count(&event));
}

/* The first event warms up, and after it four more or as many as a fifth of the time holds. */
static bool is_warm(const struct run *run) {
    return run->event > 0 && (run->event >= 5 || now() - run->first_next > (nanoseconds)(run->settings.seconds * 0.2e9));
}

static bool has_had_enough(const struct run *run) {
    if (run->event >= run->settings.events) return true;
    return run->warm_count > 0 && now() - run->warm_began > (nanoseconds)(run->settings.seconds * 1e9);
}

static void begin_event(struct run *run, struct buffer *out) {
    if (run->warm_began == 0 && is_warm(run)) {
        run->peer_cpu_before = process_cpu(run->peer);
        run->own_cpu_before = process_cpu(0);
        run->ec2_connections_before = run->ec2_connections;
        run->warm_began = now();
    }
    run->event++;
    run->event_is_open = true;
    run->snapshots_made = run->tags_made = 0;
    memset(run->has_snapshot, 0, sizeof run->has_snapshot);
    send_event(run, out);
}

static void end_event(struct run *run, nanoseconds arrived) {
    if (!run->event_is_open) run_fault(run, "an answer to no event");
    run->event_is_open = false;
    if (run->first_answer == 0) run->first_answer = arrived;
    if (run->snapshots_made != run->settings.volumes || run->tags_made != 1) {
        run_fault(
            run, "event %lu ended with %u snapshots of %u volumes and %u CreateTags", run->event, run->snapshots_made,
            run->settings.volumes, run->tags_made
        );
    }
    if (run->warm_began == 0) return;
    if (run->warm_count == run->warm_capacity) {
        run->warm_capacity = run->warm_capacity * 2 + 1024;
        run->warm = realloc(run->warm, run->warm_capacity * sizeof *run->warm);
        if (run->warm == NULL) fail("out of memory");
    }
    run->warm[run->warm_count++] = arrived - run->event_sent;
}

static void next(struct run *run, nanoseconds arrived, struct buffer *out) {
    if (run->event_is_open) run_fault(run, "asked for the next event without answering the last");
    if (run->first_next == 0) run->first_next = arrived;
    if (run->fault_count == 0 && !has_had_enough(run)) {
        begin_event(run, out);
        return;
    }
    run->warm_ended = arrived;
    run->peer_cpu_after = process_cpu(run->peer);
    run->own_cpu_after = process_cpu(0);
    run->is_over = true;
}

/* `/invocation/ID/response` of the event under way, or the same with `error`. */
static bool is_about_event(const struct run *run, const struct request *request, const char *what) {
    char id[40], target[128];
    request_id(run->event, id);
    snprintf(target, sizeof target, "%s/invocation/%s/%s", base, id, what);
    return request_is(request, "POST", target);
}

void runtime_api_answer(struct run *run, const struct request *request, nanoseconds arrived, struct buffer *out) {
    if (request_is(request, "GET", "/2018-06-01/runtime/invocation/next")) {
        next(run, arrived, out);
        return;
    }
    if (is_about_event(run, request, "response")) {
        end_event(run, arrived);
    } else {
        run_fault(
            run, "%.*s %.*s: %.*s", (int)request->method_count, request->method, (int)request->target_count,
            request->target, (int)(request->body_count > 300 ? 300 : request->body_count), request->body
        );
        run->event_is_open = false;
    }
    static const char accepted[] = "{\"status\":\"OK\"}\n";
    answer_write(out, "202 Accepted", json_type, accepted, sizeof accepted - 1);
}
