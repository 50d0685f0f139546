#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace rawan::io {

/// Where something is wrong. Never holds the content of a cell.
struct Place {
  std::string file;                       ///< As the user named it.
  std::string layer = {};                 ///< Layer or sheet; empty where there is only one.
  std::optional<std::uint64_t> row = {};  ///< As a person counts in the file: the first line is 1.
  std::string column = {};                ///< The header as found.
};

/// The world did not give what was asked of it. `code` is the key of the message catalogue
/// ("error.<code>"); `detail` fills its placeholder and never holds data.
class IoError : public std::runtime_error {
 public:
  IoError(std::string code, Place place, std::string detail = {})
      : std::runtime_error(code + ": " + place.file + (detail.empty() ? "" : ": " + detail)),
        code_(std::move(code)),
        place_(std::move(place)),
        detail_(std::move(detail)) {}

  const std::string& code() const { return code_; }
  const Place& place() const { return place_; }
  const std::string& detail() const { return detail_; }

 private:
  std::string code_;
  Place place_;
  std::string detail_;
};

/// An input cannot be used as a whole (exit 3).
class InputError : public IoError {
 public:
  using IoError::IoError;
};

/// An output could not be written or proved complete (exit 5).
class OutputError : public IoError {
 public:
  using IoError::IoError;
};

}  // namespace rawan::io
