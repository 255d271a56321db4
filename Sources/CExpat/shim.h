#ifndef SNAP_AND_TAG_CEXPAT_SHIM_H
#define SNAP_AND_TAG_CEXPAT_SHIM_H

#include <expat.h>

#endif
