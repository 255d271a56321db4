#ifndef MOCK_RUNTIME_API_H
#define MOCK_RUNTIME_API_H

#include "http.h"
#include "run.h"

/* Performs a call of the Lambda Runtime API and writes its answer; writes none to a `next` that has nothing to wait for. */
void runtime_api_answer(struct run *run, const struct request *request, nanoseconds arrived, struct buffer *out);

#endif
