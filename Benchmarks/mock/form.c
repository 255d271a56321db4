#include "form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int hexadecimal(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return 0;
}

/* Decodes into the room there is; the rest is cut. */
static void decode(const char *from, const char *end, char *to, size_t size) {
    char *last = to + size - 1;
    while (from < end && to < last) {
        if (*from == '%' && end - from > 2) {
            *to++ = (char)(hexadecimal(from[1]) << 4 | hexadecimal(from[2]));
            from += 3;
        } else {
            *to++ = *from == '+' ? ' ' : *from;
            from++;
        }
    }
    *to = '\0';
}

/* A tag of `TagSpecification.1.Tag.N.Key` or `.Value`. */
static void take_tag(const char *name, const char *value, const char *end, struct form *form) {
    unsigned number = 0;
    char part[8];
    if (sscanf(name, "TagSpecification.1.Tag.%u.%7s", &number, part) != 2) return;
    if (number < 1 || number > FORM_MAX_TAGS) return;
    if (number > form->tag_count) form->tag_count = number;
    if (strcmp(part, "Key") == 0) decode(value, end, form->tags[number - 1].key, sizeof form->tags[0].key);
    if (strcmp(part, "Value") == 0) decode(value, end, form->tags[number - 1].value, sizeof form->tags[0].value);
}

static void take(const char *name, const char *value, const char *end, struct form *form) {
    const struct { const char *name; char *to; size_t size; } members[] = {
        {"Action", form->action, sizeof form->action},
        {"Version", form->version, sizeof form->version},
        {"InstanceId.1", form->instance_id, sizeof form->instance_id},
        {"VolumeId", form->volume_id, sizeof form->volume_id},
        {"ResourceId.1", form->resource_id, sizeof form->resource_id},
        {"Description", form->description, sizeof form->description},
        {"Filter.1.Value.1", form->filter_value, sizeof form->filter_value},
    };
    if (name[0] == 'T') {
        take_tag(name, value, end, form);
        return;
    }
    for (size_t index = 0; index < sizeof members / sizeof members[0]; index++) {
        if (strcmp(name, members[index].name) == 0) decode(value, end, members[index].to, members[index].size);
    }
}

void form_parse(const char *body, size_t count, struct form *form) {
    /* The tags' room is large, and their count says what of it is meant. */
    memset(form, 0, offsetof(struct form, tags));
    form->tag_count = 0;
    const char *end = body + count;
    while (body < end) {
        const char *pair_end = memchr(body, '&', (size_t)(end - body));
        if (pair_end == NULL) pair_end = end;
        const char *equals = memchr(body, '=', (size_t)(pair_end - body));
        if (equals != NULL) {
            char name[128];
            decode(body, equals, name, sizeof name);
            take(name, equals + 1, pair_end, form);
        }
        body = pair_end + 1;
    }
}
