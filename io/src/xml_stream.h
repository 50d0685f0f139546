#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string_view>

struct XML_ParserStruct;

namespace rawan::io {

/// Attributes of the element being opened, by their names without a prefix.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  /// Empty if there is none of that name.
  std::string_view operator[](std::string_view name) const;

 private:
  const char** pairs_;
};

/// What to do with what is found. Element names come without their prefix.
struct XmlHandler {
  std::function<void(std::string_view name, const XmlAttributes&)> open = {};
  std::function<void(std::string_view name)> close = {};
  std::function<void(std::string_view)> text = {};
};

/// Reads XML piece by piece (expat). Document types are refused, so are all entities with them,
/// elements deeper than 256, and tags longer than 16 MiB.
class XmlStream {
 public:
  explicit XmlStream(XmlHandler handler);
  XmlStream(const XmlStream&) = delete;
  XmlStream& operator=(const XmlStream&) = delete;
  ~XmlStream();

  /// False if the XML is broken. Rethrows what a handler threw.
  bool feed(std::string_view piece);
  /// False if the document is not complete.
  bool finish();

 private:
  struct Callbacks;
  bool parse(std::string_view piece, bool last);

  XmlHandler handler_;
  XML_ParserStruct* parser_;
  std::exception_ptr thrown_;
  std::size_t depth_ = 0;
  std::int64_t fed_ = 0;
};

}  // namespace rawan::io
