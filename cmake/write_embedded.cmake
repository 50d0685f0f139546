# Writes a C++ source that holds the FILES below ROOT as string literals.
# Compilers limit one literal to 64 KiB: longer files become several that are joined.
set(table "")
foreach(name IN LISTS FILES)
  file(READ ${ROOT}/${name} hex HEX)
  string(REGEX REPLACE "^(\\.\\./)+" "" key ${name})
  string(LENGTH "${hex}" length)
  set(literals "")
  set(start 0)
  while(start LESS length)
    string(SUBSTRING "${hex}" ${start} 16000 piece)
    string(REGEX REPLACE "(..)" "\\\\x\\1" piece "${piece}")
    string(APPEND literals "\n    \"${piece}\"")
    math(EXPR start "${start} + 16000")
  endwhile()
  math(EXPR bytes "${length} / 2")
  string(APPEND table "  {\"${key}\", std::string_view(${literals}, ${bytes})},\n")
endforeach()
file(WRITE ${OUTPUT}
"#include \"embedded.h\"

#include <stdexcept>
#include <string>
#include <utility>

namespace rawan::engine {
namespace {
using namespace std::string_view_literals;
constexpr std::pair<std::string_view, std::string_view> kFiles[] = {
${table}};
}  // namespace

std::string_view embedded(std::string_view name) {
  for (const auto& [key, text] : kFiles) {
    if (key == name) return text;
  }
  throw std::logic_error(\"not embedded: \" + std::string(name));
}

}  // namespace rawan::engine
")
