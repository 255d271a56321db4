#ifndef MOCK_BUFFER_H
#define MOCK_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes that grow at their end and are consumed at their beginning. */
struct buffer {
    char *bytes;
    size_t start, end, capacity;
};

/* Room for at least so many bytes at the end. */
char *buffer_reserve(struct buffer *buffer, size_t count);
void buffer_append(struct buffer *buffer, const char *bytes, size_t count);
void buffer_format(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buffer_consume(struct buffer *buffer, size_t count);
void buffer_free(struct buffer *buffer);

static inline size_t buffer_count(const struct buffer *buffer) { return buffer->end - buffer->start; }
static inline char *buffer_front(const struct buffer *buffer) { return buffer->bytes + buffer->start; }

/* Says what is wrong with the command line or the machine, and ends the program with status 2. */
_Noreturn void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
