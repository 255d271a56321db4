#ifndef SNAP_AND_TAG_CSSL_SHIM_H
#define SNAP_AND_TAG_CSSL_SHIM_H

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

/* A macro, which Swift cannot call. */

static inline long shim_ssl_ctx_set_max_proto_version(SSL_CTX *context, int version) {
    return SSL_CTX_set_max_proto_version(context, version);
}

#endif
