#ifndef MOCK_EC2_H
#define MOCK_EC2_H

#include "http.h"
#include "run.h"

/* Performs a call of EC2's Query API and writes its answer. */
void ec2_answer(struct run *run, const struct request *request, struct buffer *out);

#endif
