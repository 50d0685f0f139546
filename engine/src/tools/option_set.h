#pragma once

#include "rawan/algorithms/units.h"
#include "rawan/engine/catalogue.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace rawan::engine {

/// Adds options to one command and fills the variables they name while the command line is parsed;
/// the variables must live until then (keep them in a shared struct the command's run owns).
///
/// An option "--name" is described by the text "help.<command>.name", or "help.option.name" if
/// several commands share it; its value is called by "help.mark.<mark>". Dashes in names are
/// underscores there. A value that cannot be read ends the program with code 2, naming the option
/// and what it takes.
class OptionSet {
 public:
  /// @param app, words, command must outlive the set.
  OptionSet(CLI::App& app, const Catalogue& words, std::string command);

  /// The argument without a dash, a file to be read; required.
  OptionSet& argument(const std::string& mark, std::string& target);
  OptionSet& flag(const std::string& name, bool& target);
  OptionSet& text(const std::string& name, std::string& target, const std::string& mark);
  /// A file to be read, and one to be written.
  OptionSet& source(const std::string& name, std::string& target);
  OptionSet& result(const std::string& name, std::string& target);
  OptionSet& choice(const std::string& name, std::string& target,
                    const std::vector<std::string>& words);
  OptionSet& count(const std::string& name, std::uint32_t& target, std::uint32_t lowest,
                   std::uint32_t highest);
  OptionSet& seed(std::uint64_t& target);  ///< --seed.
  OptionSet& number(const std::string& name, double& target, double lowest, double highest);
  OptionSet& length(const std::string& name, std::optional<Meters>& target);
  OptionSet& duration(const std::string& name, std::optional<std::chrono::seconds>& target);
  OptionSet& list(const std::string& name, std::vector<std::string>& target,
                  const std::string& mark);
  OptionSet& sources(const std::string& name, std::vector<std::string>& targets);
  /// Any other value: `read` says whether it could be read; "error.<code>" if not.
  OptionSet& value(const std::string& name, const std::string& mark, const std::string& code,
                   std::function<bool(const std::string&)> read);

  /// The option added last must be given.
  OptionSet& required();

  const Catalogue& words() const { return words_; }

  /// The files that were named, once the command line is parsed.
  std::vector<std::string> given_sources() const;
  std::vector<std::string> given_results() const;

 private:
  std::string described(const std::string& name) const;

  CLI::App& app_;
  const Catalogue& words_;
  std::string command_;
  CLI::Option* last_ = nullptr;
  std::vector<const std::string*> sources_;
  std::vector<const std::vector<std::string>*> lists_of_sources_;
  std::vector<const std::string*> results_;
};

}  // namespace rawan::engine
