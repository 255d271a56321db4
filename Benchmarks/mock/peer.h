#ifndef MOCK_PEER_H
#define MOCK_PEER_H

#include "run.h"

/* Starts a peer as Lambda would, with those two addresses in its environment. */
void peer_start(struct run *run, char *const command[], unsigned runtime_port, unsigned ec2_port);

/* Processor time of a process and its threads so far; 0 is this process. */
nanoseconds process_cpu(pid_t process);

/* The most memory the process has had resident, in KiB. */
long peak_memory(pid_t process);

/* Ends the peer: asks it to by SIGTERM, and has it killed when that takes longer than `patience` seconds. */
void peer_stop(pid_t process, unsigned patience);

#endif
