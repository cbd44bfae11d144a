#ifndef PLANAUDIT_CHEAP_SHIM_H
#define PLANAUDIT_CHEAP_SHIM_H

#include <malloc.h>

#endif
