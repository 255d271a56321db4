#define _GNU_SOURCE

#include "CLimits.h"

#include <fts.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

int local_aws_set_limit(int process, int resource, unsigned long long limit) {
    struct rlimit both = {.rlim_cur = limit, .rlim_max = limit};
    return prlimit(process, resource, &both, NULL);
}

/* Only the system call fills in a child's usage while it waits to be reaped. */
long local_aws_resident_peak(int child) {
    struct rusage usage = {0};
    siginfo_t information;
    if (syscall(SYS_waitid, P_PID, child, &information, WEXITED | WNOHANG | WNOWAIT, &usage) != 0) return 0;
    return usage.ru_maxrss;
}

long long local_aws_disk_usage(const char *folder, long long limit) {
    char *const paths[] = {(char *)folder, NULL};
    FTS *tree = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR | FTS_XDEV, NULL);
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
