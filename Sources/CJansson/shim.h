#ifndef PLANAUDIT_CJANSSON_SHIM_H
#define PLANAUDIT_CJANSSON_SHIM_H

#include <jansson.h>

/// `json_typeof` is a macro, which Swift does not see.
static inline json_type planaudit_json_type(const json_t *value) { return json_typeof(value); }

#endif
