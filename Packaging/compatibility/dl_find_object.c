/* The unwinder of GCC 12 asks for _dl_find_object of GLIBC_2.35, and AL2023 has 2.34. Nothing is unwound: the program has
   no tables for it, and a failure ends it. */

int _dl_find_object(void *address, void *result) {
    (void)address;
    (void)result;
    return -1;
}
