#ifndef MOCK_HTTP_H
#define MOCK_HTTP_H

#include "buffer.h"

/* A whole request, as slices of the connection's buffer. */
struct request {
    const char *method, *target, *body;
    size_t method_count, target_count, body_count;
    /* What the request occupies in the buffer. */
    size_t total_count;
};

enum parsed { REQUEST_INCOMPLETE, REQUEST_WHOLE, REQUEST_BAD };

/* The first request of the bytes. Bodies have a Content-Length; chunked ones are bad here. */
enum parsed request_parse(const char *bytes, size_t count, struct request *request);

bool request_is(const struct request *request, const char *method, const char *target);

/* An answer with its length; `fields` are whole lines with their ends. */
void answer_write(struct buffer *out, const char *status, const char *fields, const char *body, size_t count);
/* The same in one chunk, as EC2 sends its longer answers. */
void answer_write_chunked(struct buffer *out, const char *status, const char *fields, const char *body, size_t count);

#endif
