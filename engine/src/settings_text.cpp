#include "settings_text.h"

#include <algorithm>
#include <fstream>
#include <system_error>

namespace rawan::engine {
namespace {

constexpr std::size_t kMostBytes = 1'000'000;
constexpr std::size_t kDeepest = 64;

/// Goes through a text as the parser does, as far as texts, remarks and keys are concerned.
class Scan {
 public:
  explicit Scan(std::string_view text) : rest_(text) {}

  /// The line of the first key of too many parts or of the first value in too many; none: 0.
  std::uint64_t deep_line() {
    std::size_t points = 0;
    std::size_t brackets = 0;
    while (!rest_.empty()) {
      const char c = rest_.front();
      if (c == '"' || c == '\'') {
        skip_text(c);
        continue;
      }
      if (c == '#') {
        skip(std::min(rest_.find('\n'), rest_.size()));
        continue;
      }
      if (c == '.' && ++points >= kDeepest) return line_;
      const bool opens = c == '[' || c == '{';
      const bool closes = c == ']' || c == '}';
      if (opens && ++brackets > kDeepest) return line_;
      if (closes && brackets > 0) --brackets;
      if (std::string_view("\n=,[]{}").find(c) != std::string_view::npos) points = 0;
      skip(1);
    }
    return 0;
  }

 private:
  void skip(std::size_t count) {
    line_ += static_cast<std::uint64_t>(std::ranges::count(rest_.substr(0, count), '\n'));
    rest_.remove_prefix(std::min(count, rest_.size()));
  }

  /// A text in one or in three quotation marks, to its end or where the parser gives up.
  void skip_text(char quote) {
    const bool is_long = rest_.starts_with(std::string(3, quote));
    const std::string end(is_long ? 3 : 1, quote);
    skip(end.size());
    while (!rest_.empty() && !rest_.starts_with(end)) {
      if (!is_long && rest_.front() == '\n') return;
      skip(quote == '"' && rest_.front() == '\\' ? 2 : 1);
    }
    skip(end.size());
    // A long text may end with quotation marks of its own.
    for (int own = 0; is_long && own < 2 && rest_.starts_with(quote); ++own) skip(1);
  }

  std::string_view rest_;
  std::uint64_t line_ = 1;
};

}  // namespace

std::optional<std::string> settings_text(const std::filesystem::path& file) {
  std::error_code error;
  std::ifstream stream(file, std::ios::binary);
  if (!stream || std::filesystem::is_directory(file, error)) return std::nullopt;
  std::string text(kMostBytes + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (stream.bad()) return std::nullopt;
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return text;
}

toml::table parse_settings(std::string_view text, const std::string& file) {
  if (text.size() > kMostBytes) throw SettingsExcess{"settings_large"};
  if (const std::uint64_t line = Scan(text).deep_line(); line > 0) {
    throw SettingsExcess{"settings_deep", line};
  }
  return toml::parse(text, file);
}

}  // namespace rawan::engine
