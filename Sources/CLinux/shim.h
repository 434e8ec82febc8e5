// What Swift cannot call by itself: variadic functions and system calls without a wrapper.
#ifndef ISOBAR_CLINUX_H
#define ISOBAR_CLINUX_H

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <malloc.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

// Opens a path below `root`: the kernel refuses any link and any way out of the root.
// Falls back to refusing a link in the last part where the kernel is older than Linux 5.6.
static inline int isobar_open_beneath(int root, const char *path, int flags) {
  struct open_how how;
  memset(&how, 0, sizeof how);
  how.flags = (unsigned long long)(flags | O_CLOEXEC | O_NOCTTY);
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  long result = syscall(SYS_openat2, root, path, &how, sizeof how);
  if (result < 0 && (errno == ENOSYS || errno == EPERM))
    result = openat(root, path, flags | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW);
  return (int)result;
}

// The next entries of a folder, as the kernel has them; 0 at the end.
static inline long isobar_folder_entries(int folder, void *buffer, size_t size) {
  return syscall(SYS_getdents64, folder, buffer, size);
}

#endif
