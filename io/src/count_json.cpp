#include "count_features.h"
#include "rawan/io/error.h"
#include "read_bytes.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {
namespace {

constexpr std::size_t kDeepest = 64;

/// Counts the elements of the top-level array "features" as the tokens pass by. Returning false
/// stops the parser.
class FeatureCounter : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return value(); }
  bool boolean(bool /*v*/) override { return value(); }
  bool number_integer(number_integer_t /*v*/) override { return value(); }
  bool number_unsigned(number_unsigned_t /*v*/) override { return value(); }
  bool number_float(number_float_t /*v*/, const string_t& /*s*/) override { return value(); }
  bool binary(binary_t& /*v*/) override { return value(); }

  bool string(string_t& text) override {
    if (levels_.size() == 1 && levels_[0].key == "type") type_ = text;
    const bool in_crs = levels_.size() == 2 && levels_[0].key == "crs";
    if (in_crs && levels_[1].key == "type" && text == "link") link_ = true;
    return value();
  }
  bool start_object(std::size_t /*n*/) override {
    if (in_features()) ++count_;
    return push();
  }
  bool start_array(std::size_t /*n*/) override {
    if (levels_.size() == 1 && levels_[0].key == "features") listed_ = true;
    return value() && push();
  }
  bool end_object() override { return pop(); }
  bool end_array() override { return pop(); }

  bool key(string_t& name) override {
    Level& level = levels_.back();
    const std::size_t hash = std::hash<std::string>{}(name);
    for (const std::size_t seen : level.keys) {
      if (seen == hash) return false;
    }
    level.keys.push_back(hash);
    if (levels_.size() <= 2) level.key = name;
    return true;
  }
  bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                   const nlohmann::detail::exception& /*error*/) override {
    return false;
  }

  std::uint64_t count() const { return count_; }
  bool is_collection() const { return listed_ && type_ == "FeatureCollection"; }
  bool has_crs_link() const { return link_; }

 private:
  struct Level {
    std::string key = {};
    std::vector<std::size_t> keys = {};
  };

  bool in_features() const {
    return listed_ && levels_.size() == 2 && levels_[0].key == "features";
  }
  /// Elements of "features" are objects and nothing else.
  bool value() const { return !in_features(); }
  bool push() {
    levels_.emplace_back();
    return levels_.size() <= kDeepest;
  }
  bool pop() {
    levels_.pop_back();
    return true;
  }

  std::vector<Level> levels_;
  std::string type_;
  bool listed_ = false;
  bool link_ = false;
  std::uint64_t count_ = 0;
};

std::string_view without_mark(std::string_view text) {
  return text.starts_with("\xef\xbb\xbf") ? text.substr(3) : text;
}

}  // namespace

std::uint64_t count_geojson(const std::string& path) {
  const WipedBytes bytes = read_bytes(path);
  const std::string_view text = without_mark(as_text(bytes));
  FeatureCounter counter;
  const bool whole = nlohmann::json::sax_parse(text.begin(), text.end(), &counter);
  if (!whole) throw InputError("damaged", {.file = path});
  if (counter.has_crs_link()) throw InputError("crs_link_refused", {.file = path});
  if (!counter.is_collection()) throw InputError("not_geojson", {.file = path});
  return counter.count();
}

std::uint64_t count_geojson_lines(const std::string& path) {
  const WipedBytes bytes = read_bytes(path);
  std::string_view text = without_mark(as_text(bytes));
  std::uint64_t count = 0;
  std::uint64_t line = 0;
  while (!text.empty()) {
    const std::string_view one = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), one.size() + 1));
    ++line;
    if (one.find_first_not_of(" \t\r\x1e") == std::string_view::npos) continue;
    const std::string_view json = one.front() == '\x1e' ? one.substr(1) : one;
    if (!nlohmann::json::accept(json.begin(), json.end())) {
      throw InputError("damaged", {.file = path, .row = line});
    }
    ++count;
  }
  return count;
}

}  // namespace rawan::io
