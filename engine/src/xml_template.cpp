#include "xml_template.h"

#include "rawan/algorithms/contract.h"

#include <algorithm>

namespace rawan::engine {
namespace {

std::string_view entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&apos;";
    case '\n':
      return "&#10;";  // Attributes would turn a bare line break into a space.
    default:
      return {};
  }
}

/// The position after a block's mark and the rest of its line.
std::size_t after_line(std::string_view text, std::size_t end) {
  return end < text.size() && text[end] == '\n' ? end + 1 : end;
}

/// The position of a mark, or of its line where it is indented.
std::size_t line_of(std::string_view text, std::size_t mark) {
  const std::size_t start = text.find_last_not_of(' ', mark == 0 ? 0 : mark - 1);
  return start != std::string_view::npos && text[start] == '\n' ? start + 1 : mark;
}

}  // namespace

std::string escape_xml(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    const std::string_view special = entity(c);
    const bool forbidden = static_cast<unsigned char>(c) < 0x20 && special.empty() && c != '\t';
    if (!forbidden) escaped += special.empty() ? std::string_view(&c, 1) : special;
  }
  return escaped;
}

std::string fill_template(std::string_view text, const Lookup& lookup) {
  std::string filled;
  while (true) {
    const std::size_t open = text.find("{{");
    filled += text.substr(0, open);
    if (open == std::string_view::npos) return filled;
    const std::size_t close = text.find("}}", open);
    expects(close != std::string_view::npos, "every placeholder of a template is closed");
    const std::string_view name = text.substr(open + 2, close - open - 2);
    filled += name.starts_with('!') ? lookup(name.substr(1)) : escape_xml(lookup(name));
    text.remove_prefix(close + 2);
  }
}

std::string fill_template(std::string_view text, const TemplateValues& values) {
  return fill_template(text, [&](std::string_view name) {
    const auto found = std::ranges::find(values, name, [](const auto& v) { return v.first; });
    expects(found != values.end(), "every placeholder of a template has a value");
    return found->second;
  });
}

std::string repeat_blocks(std::string_view text, std::string_view name, std::size_t items,
                          const std::function<std::string(std::string_view, std::size_t)>& write) {
  const std::string open = "{{#" + std::string(name) + "}}";
  const std::string close = "{{/" + std::string(name) + "}}";
  std::string result;
  for (std::size_t mark = text.find(open); mark != std::string_view::npos; mark = text.find(open)) {
    const std::size_t end = text.find(close, mark);
    expects(end != std::string_view::npos, "every block of a template is closed");
    const std::size_t begin = after_line(text, mark + open.size());
    const std::string_view block = text.substr(begin, line_of(text, end) - begin);
    result += text.substr(0, line_of(text, mark));
    for (std::size_t i = 0; i < items; ++i) result += write(block, i);
    text.remove_prefix(after_line(text, end + close.size()));
  }
  return result + std::string(text);
}

}  // namespace rawan::engine
