#define _GNU_SOURCE
#include "server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "ec2.h"
#include "http.h"
#include "runtime_api.h"

enum kind { LISTENS_RUNTIME, LISTENS_EC2, TIMER, CHILD, SERVES_RUNTIME, SERVES_EC2 };

/* What an event of epoll is about; a connection has all of it, the others only the first two. */
struct source {
    enum kind kind;
    int descriptor;
    SSL *tls;
    struct buffer in, out;
    bool wants_to_write, is_closed;
    /* The answer is ready and waits for its moment; meanwhile no other request of the connection is looked at. */
    bool is_delayed;
    nanoseconds due;
    struct source *next_delayed, *next_closed;
};

struct server {
    struct run *run;
    int epoll;
    SSL_CTX *tls;
    struct source runtime_listener, ec2_listener, timer, child;
    /* Answers are all late by the same time, and so become due in their order. */
    struct source *first_delayed, *last_delayed;
    /* What is closed is freed at the end of the round, since the round may still refer to it. */
    struct source *closed;
};

static void watch(struct server *server, struct source *source, uint32_t events) {
    struct epoll_event event = {.events = events, .data.ptr = source};
    if (epoll_ctl(server->epoll, EPOLL_CTL_ADD, source->descriptor, &event) != 0) fail("epoll: %s", strerror(errno));
}

static unsigned listen_on_loopback(struct server *server, struct source *source, enum kind kind) {
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    if (descriptor < 0 || bind(descriptor, (struct sockaddr *)&address, size) != 0 || listen(descriptor, 1024) != 0
        || getsockname(descriptor, (struct sockaddr *)&address, &size) != 0) fail("listen: %s", strerror(errno));
    source->kind = kind;
    source->descriptor = descriptor;
    watch(server, source, EPOLLIN);
    return ntohs(address.sin_port);
}

static SSL_CTX *tls_context(const struct settings *settings) {
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    if (context == NULL || SSL_CTX_use_certificate_chain_file(context, settings->certificate) != 1
        || SSL_CTX_use_PrivateKey_file(context, settings->key, SSL_FILETYPE_PEM) != 1) {
        fail("the certificate or its key can't be used: %s", ERR_error_string(ERR_get_error(), NULL));
    }
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    return context;
}

struct server *server_create(struct run *run, unsigned *runtime_port, unsigned *ec2_port) {
    struct server *server = calloc(1, sizeof *server);
    if (server == NULL) fail("out of memory");
    server->run = run;
    server->epoll = epoll_create1(EPOLL_CLOEXEC);
    if (run->settings.certificate != NULL) server->tls = tls_context(&run->settings);
    *runtime_port = listen_on_loopback(server, &server->runtime_listener, LISTENS_RUNTIME);
    *ec2_port = listen_on_loopback(server, &server->ec2_listener, LISTENS_EC2);
    server->timer = (struct source){.kind = TIMER};
    server->timer.descriptor = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    watch(server, &server->timer, EPOLLIN);
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    server->child = (struct source){.kind = CHILD, .descriptor = signalfd(-1, &child, SFD_NONBLOCK | SFD_CLOEXEC)};
    watch(server, &server->child, EPOLLIN);
    return server;
}

static void close_connection(struct server *server, struct source *source) {
    if (source->is_closed) return;
    source->is_closed = true;
    close(source->descriptor);
    source->next_closed = server->closed;
    server->closed = source;
}

static void free_closed(struct server *server) {
    struct source **link = &server->closed;
    while (*link != NULL) {
        struct source *source = *link;
        if (source->is_delayed) {
            link = &source->next_closed;
            continue;
        }
        *link = source->next_closed;
        if (source->tls != NULL) SSL_free(source->tls);
        buffer_free(&source->in);
        buffer_free(&source->out);
        free(source);
    }
}

/* Like read(2) and write(2), with or without TLS: -1 with EAGAIN when it has to wait. */
static ssize_t transfer(struct source *source, bool writes, char *bytes, size_t count) {
    if (source->tls == NULL) {
        return writes ? send(source->descriptor, bytes, count, MSG_NOSIGNAL) : read(source->descriptor, bytes, count);
    }
    ERR_clear_error();
    int done = writes ? SSL_write(source->tls, bytes, (int)count) : SSL_read(source->tls, bytes, (int)count);
    if (done > 0) return done;
    int error = SSL_get_error(source->tls, done);
    if (error == SSL_ERROR_ZERO_RETURN) return 0;
    errno = error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE ? EAGAIN : ECONNRESET;
    return -1;
}

static void flush(struct server *server, struct source *source) {
    while (buffer_count(&source->out) > 0 && !source->is_closed) {
        ssize_t count = transfer(source, true, buffer_front(&source->out), buffer_count(&source->out));
        if (count > 0) {
            buffer_consume(&source->out, (size_t)count);
        } else if (errno == EAGAIN) {
            break;
        } else {
            close_connection(server, source);
            return;
        }
    }
    bool wants = buffer_count(&source->out) > 0;
    if (wants != source->wants_to_write) {
        source->wants_to_write = wants;
        struct epoll_event event = {.events = EPOLLIN | (wants ? EPOLLOUT : 0), .data.ptr = source};
        epoll_ctl(server->epoll, EPOLL_CTL_MOD, source->descriptor, &event);
    }
}

static void arm_timer(struct server *server) {
    nanoseconds due = server->first_delayed->due;
    struct itimerspec time = {.it_value = {.tv_sec = (time_t)(due / 1000000000u), .tv_nsec = (long)(due % 1000000000u)}};
    timerfd_settime(server->timer.descriptor, TFD_TIMER_ABSTIME, &time, NULL);
}

static void delay(struct server *server, struct source *source) {
    source->is_delayed = true;
    source->due = now() + server->run->settings.latency;
    source->next_delayed = NULL;
    if (server->first_delayed == NULL) {
        server->first_delayed = server->last_delayed = source;
        arm_timer(server);
    } else {
        server->last_delayed->next_delayed = source;
        server->last_delayed = source;
    }
}

/* Answers the requests that are there, up to one whose answer is to be late. */
static void serve(struct server *server, struct source *source, nanoseconds arrived) {
    struct request request;
    while (!source->is_delayed && !source->is_closed) {
        enum parsed parsed = request_parse(buffer_front(&source->in), buffer_count(&source->in), &request);
        if (parsed == REQUEST_INCOMPLETE) break;
        if (parsed == REQUEST_BAD) {
            run_fault(server->run, "a request that isn't understood: %.100s", buffer_front(&source->in));
            close_connection(server, source);
            return;
        }
        if (source->kind == SERVES_RUNTIME) {
            runtime_api_answer(server->run, &request, arrived, &source->out);
        } else {
            ec2_answer(server->run, &request, &source->out);
            if (server->run->settings.latency > 0) delay(server, source);
        }
        buffer_consume(&source->in, request.total_count);
    }
    if (!source->is_delayed) flush(server, source);
}

static void receive(struct server *server, struct source *source) {
    for (;;) {
        char *room = buffer_reserve(&source->in, 16384);
        ssize_t count = transfer(source, false, room, 16383);
        if (count > 0) {
            nanoseconds arrived = now();
            source->in.end += (size_t)count;
            source->in.bytes[source->in.end] = '\0';
            serve(server, source, arrived);
            if (count < 16383 && source->tls == NULL) return;
        } else if (count < 0 && errno == EAGAIN) {
            return;
        } else {
            close_connection(server, source);
            return;
        }
        if (source->is_closed) return;
    }
}

static void accept_all(struct server *server, struct source *listener) {
    for (;;) {
        int descriptor = accept4(listener->descriptor, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor < 0) return;
        int yes = 1;
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        struct source *source = calloc(1, sizeof *source);
        if (source == NULL) fail("out of memory");
        source->kind = listener->kind == LISTENS_EC2 ? SERVES_EC2 : SERVES_RUNTIME;
        source->descriptor = descriptor;
        if (source->kind == SERVES_EC2) {
            server->run->ec2_connections++;
            if (server->tls != NULL) {
                source->tls = SSL_new(server->tls);
                SSL_set_fd(source->tls, descriptor);
                SSL_set_accept_state(source->tls);
            }
        } else {
            server->run->runtime_connections++;
        }
        watch(server, source, EPOLLIN);
    }
}

static void send_due(struct server *server) {
    uint64_t expirations;
    if (read(server->timer.descriptor, &expirations, sizeof expirations) < 0 && errno != EAGAIN) fail("timer");
    nanoseconds time = now();
    while (server->first_delayed != NULL && server->first_delayed->due <= time) {
        struct source *source = server->first_delayed;
        server->first_delayed = source->next_delayed;
        source->is_delayed = false;
        if (source->is_closed) continue;
        flush(server, source);
        serve(server, source, time);
    }
    if (server->first_delayed != NULL) arm_timer(server);
}

static void handle(struct server *server, struct source *source, uint32_t events) {
    switch (source->kind) {
    case LISTENS_RUNTIME:
    case LISTENS_EC2: accept_all(server, source); break;
    case TIMER: send_due(server); break;
    case CHILD:
        run_fault(server->run, "the peer ended by itself");
        server->run->is_over = true;
        break;
    case SERVES_RUNTIME:
    case SERVES_EC2:
        if (events & EPOLLOUT) flush(server, source);
        if (!source->is_closed && events & (EPOLLIN | EPOLLHUP | EPOLLERR)) receive(server, source);
        break;
    }
}

void server_run(struct server *server, nanoseconds limit) {
    struct epoll_event events[64];
    nanoseconds end = now() + limit;
    while (!server->run->is_over) {
        int count = epoll_wait(server->epoll, events, 64, 1000);
        for (int index = 0; index < count; index++) {
            handle(server, events[index].data.ptr, events[index].events);
        }
        free_closed(server);
        if (count == 0 && now() > end) {
            run_fault(server->run, "nothing came of it in time");
            return;
        }
    }
}
