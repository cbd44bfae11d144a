#ifndef PLANAUDIT_CHEAP_SHIM_H
#define PLANAUDIT_CHEAP_SHIM_H

#include <malloc.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#endif
