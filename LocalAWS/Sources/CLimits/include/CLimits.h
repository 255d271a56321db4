#ifndef LOCAL_AWS_CLIMITS_H
#define LOCAL_AWS_CLIMITS_H

/* Plain types and no header of the system's: what is declared by two modules belongs, for Swift, to whichever is read
   first. */

/* Holds a process to a limit, as prlimit does; 0 if that is done. */
int local_aws_set_limit(int process, int resource, unsigned long long limit);

/* The most memory that an ended child had resident, in kilobytes, without reaping it; 0 if that can't be told. */
long local_aws_resident_peak(int child);

/* The bytes that the files below a folder take, each a block of 4096 at least; more than the limit are counted only until
   they are more. */
long long local_aws_disk_usage(const char *folder, long long limit);

#endif
