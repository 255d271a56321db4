#ifndef SNAP_AND_TAG_CCRYPTO_SHIM_H
#define SNAP_AND_TAG_CCRYPTO_SHIM_H

#include <openssl/crypto.h>
#include <openssl/evp.h>

#endif
