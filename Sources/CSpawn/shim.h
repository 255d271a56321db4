#ifndef SNAP_AND_TAG_CSPAWN_SHIM_H
#define SNAP_AND_TAG_CSPAWN_SHIM_H

#include <spawn.h>

/* glibc (2.34 and later) declares it for _GNU_SOURCE only, without which Swift imports the C library. */
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

static inline int shim_spawn_close_from(posix_spawn_file_actions_t *actions, int from) {
    return posix_spawn_file_actions_addclosefrom_np(actions, from);
}

#endif
