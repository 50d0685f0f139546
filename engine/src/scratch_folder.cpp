#include "scratch_folder.h"

#include "file_bounds.h"
#include "rawan/io/scratch.h"

#include <cstdlib>
#include <string>
#include <system_error>
#include <unistd.h>

namespace rawan::engine {

namespace fs = std::filesystem;

ScratchFolder::ScratchFolder(FileBounds& files) {
  if (files.write.empty()) {
    std::error_code error;
    const fs::path parent = fs::temp_directory_path(error);
    std::string name = (parent / "rawan-XXXXXX").string();
    // Without it a command does what fits into memory.
    if (error || ::mkdtemp(name.data()) == nullptr) return;
    made_ = name;
    files.write.push_back(made_);
    files.tidy.push_back(parent);
  }
  io::put_aside_in(files.write.front());
}

ScratchFolder::~ScratchFolder() {
  if (!made_.empty()) ::rmdir(made_.c_str());
}

}  // namespace rawan::engine
