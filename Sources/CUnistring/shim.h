#ifndef PLANAUDIT_CUNISTRING_SHIM_H
#define PLANAUDIT_CUNISTRING_SHIM_H

#include <stdlib.h>
#include <string.h>
#include <uninorm.h>
#include <uniwidth.h>

/// `u8_normalize` with the form fixed: `UNINORM_NFKC` is a macro, which Swift does not see.
static inline uint8_t *planaudit_nfkc(const uint8_t *bytes, size_t count, size_t *resultCount) {
  return u8_normalize(UNINORM_NFKC, bytes, count, NULL, resultCount);
}

#endif
