#include "run.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>

const char *const action_names[ACTION_COUNT] = {
    "DescribeVolumes", "DescribeSnapshots", "DescribeInstances", "CreateSnapshot", "CreateTags"
};

nanoseconds now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (nanoseconds)time.tv_sec * 1000000000u + (nanoseconds)time.tv_nsec;
}

void run_fault(struct run *run, const char *format, ...) {
    if (run->fault_count == MAX_FAULTS) return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(run->faults[run->fault_count++], sizeof run->faults[0], format, arguments);
    va_end(arguments);
}

void instance_id(unsigned long event, char id[RESOURCE_ID_SIZE]) {
    snprintf(id, RESOURCE_ID_SIZE, "i-0%016lx", event);
}

void volume_id(unsigned long event, unsigned index, char id[RESOURCE_ID_SIZE]) {
    snprintf(id, RESOURCE_ID_SIZE, "vol-0%012lx%04x", event, index);
}
