#include "sentence.h"

namespace rawan::engine {
namespace {

std::string place_text(const Catalogue& words, const io::Place& place, const Placeholders& values) {
  std::string text = place.file;
  const auto add = [&](std::string_view key) {
    text += (text.empty() ? "" : ", ") + words.text(key, values);
  };
  if (!place.layer.empty()) add("place.layer");
  if (place.row) add("place.row");
  if (!place.column.empty()) add("place.column");
  return text;
}

std::string finished(std::string text) {
  if (!text.ends_with('?') && !text.ends_with('.')) text += '.';
  return text;
}

}  // namespace

std::string sentence(const Catalogue& words, std::string_view code, const io::Place& place,
                     Placeholders values) {
  values.emplace_back("file", place.file);
  values.emplace_back("layer", place.layer);
  values.emplace_back("row", place.row ? std::to_string(*place.row) : "");
  values.emplace_back("column", place.column);
  values.emplace_back("code", code);

  const auto text = [&](const std::string& family, std::string_view fallback) {
    const std::string key = family + std::string(code);
    return words.text(words.has(key) ? std::string_view(key) : fallback, values);
  };
  std::string result = place_text(words, place, values);
  if (!result.empty()) result += ": ";
  return result + finished(text("error.", "error.other")) + " " +
         finished(text("remedy.", "remedy.other"));
}

}  // namespace rawan::engine
