#ifndef LOCAL_AWS_CLIMITS_SHIM_H
#define LOCAL_AWS_CLIMITS_SHIM_H

#include <fts.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/* glibc declares prlimit for _GNU_SOURCE only, without which Swift imports the C library; its system call is variadic. */
static inline int local_aws_set_limit(pid_t process, int resource, rlim_t limit) {
    struct rlimit both = {.rlim_cur = limit, .rlim_max = limit};
    return (int)syscall(SYS_prlimit64, process, resource, &both, (void *)0);
}

/* The most memory that an ended child had resident, in kilobytes, without reaping it; 0 if that can't be told.
   Only the system call fills in a child's usage while it waits to be reaped. */
static inline long local_aws_resident_peak(pid_t child) {
    struct rusage usage = {0};
    siginfo_t information;
    if (syscall(SYS_waitid, P_PID, child, &information, WEXITED | WNOHANG | WNOWAIT, &usage) != 0) return 0;
    return usage.ru_maxrss;
}

/* The bytes that the files below a folder take, each a block of 4096 at least; more than the limit are counted only until
   they are more. Swift's glibc has no fts. */
static inline long long local_aws_disk_usage(const char *folder, long long limit) {
    char *const paths[] = {(char *)folder, 0};
    FTS *tree = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR | FTS_XDEV, 0);
    long long total = 0;
    if (!tree) return 0;
    for (FTSENT *entry; total <= limit && (entry = fts_read(tree));) {
        if (entry->fts_level == 0 || entry->fts_info == FTS_DP || entry->fts_info == FTS_NS) continue;
        long long size = (long long)entry->fts_statp->st_blocks * 512;
        total += size > 4096 ? size : 4096;
    }
    fts_close(tree);
    return total;
}

#endif
