#ifndef MOCK_SERVER_H
#define MOCK_SERVER_H

#include "run.h"

/* Both services on one epoll loop of one thread. */
struct server;

/* Listens on two free ports of 127.0.0.1. */
struct server *server_create(struct run *run, unsigned *runtime_port, unsigned *ec2_port);

/* Serves until the run is over, the peer has ended, or `limit` nanoseconds have passed without its end. */
void server_run(struct server *server, nanoseconds limit);

#endif
