#ifndef SNAP_AND_TAG_CJANSSON_SHIM_H
#define SNAP_AND_TAG_CJANSSON_SHIM_H

#include <jansson.h>

#endif
