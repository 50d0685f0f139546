#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace rawan::engine {

/// The project file or the command line cannot be used (exit 2). The message is a whole sentence
/// that names file, key and remedy, in the language of the run.
class ConfigError : public std::runtime_error {
 public:
  /// @param id names the kind of failure on the command line ("config_unknown_key").
  explicit ConfigError(const std::string& sentence, std::string id = "config")
      : std::runtime_error(sentence), id_(std::move(id)) {}

  const std::string& id() const { return id_; }

 private:
  std::string id_;
};

}  // namespace rawan::engine
