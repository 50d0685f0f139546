#include "free_memory.h"

#include <malloc.h>

namespace rawan::engine {

void give_back_memory() {
#ifdef __GLIBC__
  ::malloc_trim(0);
#endif
}

}  // namespace rawan::engine
