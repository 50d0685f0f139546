#include "xml_stream.h"

#include <cstdlib>
#include <expat.h>
#include <malloc.h>
#include <string.h>
#include <utility>

namespace rawan::io {
namespace {

constexpr std::size_t kDeepest = 256;
constexpr std::int64_t kLongestTag = 16 << 20;

std::string_view without_prefix(std::string_view name) {
  const auto colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

void wipe_and_free(void* memory) {
  if (memory != nullptr) explicit_bzero(memory, malloc_usable_size(memory));
  std::free(memory);  // NOLINT: expat's own memory
}

void* wipe_and_grow(void* memory, std::size_t size) {
  void* larger = std::malloc(size);  // NOLINT: expat's own memory
  if (larger == nullptr || memory == nullptr) return larger;
  const std::size_t held = malloc_usable_size(memory);
  memcpy(larger, memory, held < size ? held : size);
  wipe_and_free(memory);
  return larger;
}

constexpr XML_Memory_Handling_Suite kWipingMemory{std::malloc, wipe_and_grow, wipe_and_free};

}  // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const {
  for (const char** pair = pairs_; pair != nullptr && *pair != nullptr; pair += 2) {
    if (without_prefix(*pair) == name) return pair[1];
  }
  return {};
}

/// Exceptions must not fly through expat's C code: they are kept and thrown afterwards.
struct XmlStream::Callbacks {
  template <class Action>
  static void guard(XmlStream& stream, const Action& action) {
    if (stream.thrown_) return;
    try {
      action();
    } catch (...) {
      stream.thrown_ = std::current_exception();
      XML_StopParser(stream.parser_, XML_FALSE);
    }
  }
  static void open(void* data, const char* name, const char** attributes) {
    auto& stream = *static_cast<XmlStream*>(data);
    if (++stream.depth_ > kDeepest) XML_StopParser(stream.parser_, XML_FALSE);
    if (!stream.handler_.open) return;
    guard(stream, [&] { stream.handler_.open(without_prefix(name), XmlAttributes(attributes)); });
  }
  static void close(void* data, const char* name) {
    auto& stream = *static_cast<XmlStream*>(data);
    --stream.depth_;
    if (!stream.handler_.close) return;
    guard(stream, [&] { stream.handler_.close(without_prefix(name)); });
  }
  static void text(void* data, const char* text, int size) {
    auto& stream = *static_cast<XmlStream*>(data);
    if (!stream.handler_.text) return;
    guard(stream, [&] { stream.handler_.text({text, static_cast<std::size_t>(size)}); });
  }
  static void doctype(void* data, const char*, const char*, const char*, int) {
    XML_StopParser(static_cast<XmlStream*>(data)->parser_, XML_FALSE);
  }
};

XmlStream::XmlStream(XmlHandler handler)
    : handler_(std::move(handler)), parser_(XML_ParserCreate_MM(nullptr, &kWipingMemory, nullptr)) {
  if (parser_ == nullptr) throw std::bad_alloc();
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(parser_, Callbacks::open, Callbacks::close);
  XML_SetCharacterDataHandler(parser_, Callbacks::text);
  XML_SetStartDoctypeDeclHandler(parser_, Callbacks::doctype);
}

XmlStream::~XmlStream() {
  XML_ParserFree(parser_);
}

bool XmlStream::parse(std::string_view piece, bool last) {
  const XML_Status status =
      XML_Parse(parser_, piece.data(), static_cast<int>(piece.size()), last ? 1 : 0);
  if (thrown_) std::rethrow_exception(thrown_);
  fed_ += static_cast<std::int64_t>(piece.size());
  // expat keeps a tag until it ends, however long it may be.
  const bool waits = !last && fed_ - XML_GetCurrentByteIndex(parser_) > kLongestTag;
  return status == XML_STATUS_OK && !waits;
}

bool XmlStream::feed(std::string_view piece) {
  return parse(piece, false);
}
bool XmlStream::finish() {
  return parse({}, true);
}

}  // namespace rawan::io
