#include "buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *buffer_reserve(struct buffer *buffer, size_t count) {
    if (buffer->start > 0 && buffer->capacity - buffer->end < count) {
        memmove(buffer->bytes, buffer_front(buffer), buffer_count(buffer));
        buffer->end -= buffer->start;
        buffer->start = 0;
    }
    if (buffer->capacity - buffer->end < count) {
        buffer->capacity = (buffer->capacity + count) * 2;
        buffer->bytes = realloc(buffer->bytes, buffer->capacity);
        if (buffer->bytes == NULL) fail("out of memory");
    }
    return buffer->bytes + buffer->end;
}

void buffer_append(struct buffer *buffer, const char *bytes, size_t count) {
    memcpy(buffer_reserve(buffer, count), bytes, count);
    buffer->end += count;
}

void buffer_format(struct buffer *buffer, const char *format, ...) {
    va_list arguments;
    size_t room = 512;
    for (;;) {
        char *at = buffer_reserve(buffer, room);
        va_start(arguments, format);
        size_t count = (size_t)vsnprintf(at, room, format, arguments);
        va_end(arguments);
        if (count < room) {
            buffer->end += count;
            return;
        }
        room = count + 1;
    }
}

void buffer_consume(struct buffer *buffer, size_t count) {
    buffer->start += count;
    if (buffer->start == buffer->end) buffer->start = buffer->end = 0;
}

void buffer_free(struct buffer *buffer) {
    free(buffer->bytes);
    *buffer = (struct buffer){0};
}

void fail(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("mock: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(2);
}
