#ifndef SNAP_AND_TAG_CCRYPTO_SHIM_H
#define SNAP_AND_TAG_CCRYPTO_SHIM_H

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#endif
