/* Swift's Glibc module refers to hypotf, which is of GLIBC_2.35 where this is built, and AL2023 has 2.34. */

#include <math.h>

float hypotf(float x, float y) {
    return (float)sqrt((double)x * x + (double)y * y);
}
