#ifndef FLOOR_SIGN_H
#define FLOOR_SIGN_H

#include <stddef.h>

/* Who signs, and where for: read from the environment once. */
void sign_prepare(const char *host);

enum { SIGN_LINES = 3, SIGN_LINE_SIZE = 2048 };

/* The header fields that sign a form body posted to `/` of the host (Signature Version 4, service ec2). */
void sign(const char *body, size_t count, char lines[SIGN_LINES][SIGN_LINE_SIZE]);

#endif
