#ifndef MOCK_FORM_H
#define MOCK_FORM_H

#include <stddef.h>

enum { FORM_VALUE_SIZE = 256, FORM_MAX_TAGS = 10 };

/* The parameters of a call that this EC2 looks at; those that aren't there are empty. */
struct form {
    char action[64], version[16];
    char instance_id[64], volume_id[64], resource_id[64];
    char description[FORM_VALUE_SIZE];
    /* The first value of the first filter. */
    char filter_value[FORM_VALUE_SIZE];
    struct { char key[128], value[FORM_VALUE_SIZE]; } tags[FORM_MAX_TAGS];
    unsigned tag_count;
};

/* Reads an application/x-www-form-urlencoded body. */
void form_parse(const char *body, size_t count, struct form *form);

#endif
