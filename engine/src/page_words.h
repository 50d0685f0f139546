#pragma once

#include "rawan/engine/catalogue.h"
#include "rawan/io/page.h"

namespace rawan::engine {

/// Words of a page around what is said.
io::PageWords page_words(const Catalogue& words);

}  // namespace rawan::engine
