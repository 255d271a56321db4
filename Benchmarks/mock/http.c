#define _GNU_SOURCE
#include "http.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

/* The value of a line if it is that field's, and otherwise NULL. */
static const char *field_value(const char *line, const char *end, const char *name) {
    size_t count = strlen(name);
    if ((size_t)(end - line) <= count || strncasecmp(line, name, count) != 0 || line[count] != ':') return NULL;
    line += count + 1;
    while (line < end && *line == ' ') line++;
    return line;
}

static bool parse_request_line(const char *line, const char *end, struct request *request) {
    const char *space = memchr(line, ' ', (size_t)(end - line));
    if (space == NULL) return false;
    const char *target = space + 1;
    const char *second = memchr(target, ' ', (size_t)(end - target));
    if (second == NULL) return false;
    request->method = line;
    request->method_count = (size_t)(space - line);
    request->target = target;
    request->target_count = (size_t)(second - target);
    return true;
}

enum parsed request_parse(const char *bytes, size_t count, struct request *request) {
    const char *head_end = memmem(bytes, count, "\r\n\r\n", 4);
    if (head_end == NULL) return REQUEST_INCOMPLETE;
    const char *line = bytes, *line_end = memmem(line, count, "\r\n", 2);
    if (!parse_request_line(line, line_end, request)) return REQUEST_BAD;
    size_t body_count = 0;
    while (line_end < head_end) {
        line = line_end + 2;
        line_end = memmem(line, (size_t)(head_end + 2 - line), "\r\n", 2);
        const char *value = field_value(line, line_end, "content-length");
        if (value != NULL) body_count = strtoul(value, NULL, 10);
        if (field_value(line, line_end, "transfer-encoding") != NULL) return REQUEST_BAD;
    }
    request->body = head_end + 4;
    request->body_count = body_count;
    request->total_count = (size_t)(request->body - bytes) + body_count;
    return request->total_count <= count ? REQUEST_WHOLE : REQUEST_INCOMPLETE;
}

bool request_is(const struct request *request, const char *method, const char *target) {
    return request->method_count == strlen(method) && memcmp(request->method, method, request->method_count) == 0
        && request->target_count == strlen(target) && memcmp(request->target, target, request->target_count) == 0;
}

/* The Date field's value, made anew once a second. */
static const char *http_date(void) {
    static char text[64];
    static time_t shown;
    time_t now = time(NULL);
    if (now != shown) {
        struct tm parts;
        gmtime_r(&now, &parts);
        strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
        shown = now;
    }
    return text;
}

void answer_write(struct buffer *out, const char *status, const char *fields, const char *body, size_t count) {
    buffer_format(
        out, "HTTP/1.1 %s\r\n%sDate: %s\r\nContent-Length: %zu\r\n\r\n", status, fields, http_date(), count
    );
    buffer_append(out, body, count);
}

void answer_write_chunked(struct buffer *out, const char *status, const char *fields, const char *body, size_t count) {
    buffer_format(
        out, "HTTP/1.1 %s\r\n%sDate: %s\r\nTransfer-Encoding: chunked\r\n\r\n%zx\r\n", status, fields, http_date(), count
    );
    buffer_append(out, body, count);
    buffer_append(out, "\r\n0\r\n\r\n", 7);
}
