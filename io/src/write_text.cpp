#include "output_file.h"
#include "rawan/io/writers.h"

namespace rawan::io {

void write_text(const std::string& path, std::string_view text) {
  write_bytes(path, text);
}

}  // namespace rawan::io
