#include "page_words.h"

namespace rawan::engine {

io::PageWords page_words(const Catalogue& words) {
  return {.skip = words.text("page.skip"),
          .page = words.text("page.number"),
          .larger = words.text("page.larger"),
          .smaller = words.text("page.smaller"),
          .whole = words.text("page.whole"),
          .group = words.text("column.kecamatan"),
          .all_groups = words.text("page.all_groups"),
          .legend = words.text("page.legend")};
}

}  // namespace rawan::engine
