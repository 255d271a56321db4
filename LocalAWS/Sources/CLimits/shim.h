#ifndef LOCAL_AWS_CLIMITS_SHIM_H
#define LOCAL_AWS_CLIMITS_SHIM_H

#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

/* glibc declares prlimit for _GNU_SOURCE only, without which Swift imports the C library; its system call is variadic. */
static inline int local_aws_set_limit(pid_t process, int resource, rlim_t limit) {
    struct rlimit both = {.rlim_cur = limit, .rlim_max = limit};
    return (int)syscall(SYS_prlimit64, process, resource, &both, (void *)0);
}

#endif
