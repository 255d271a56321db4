#ifndef LOCAL_AWS_CZLIB_SHIM_H
#define LOCAL_AWS_CZLIB_SHIM_H

#include <zlib.h>

/* inflateInit2 is a macro. A negative number of window bits means a stream without a header, as in zip files. */
static inline int local_aws_inflate_init(z_stream *stream) {
    return inflateInit2(stream, -MAX_WBITS);
}

#endif
