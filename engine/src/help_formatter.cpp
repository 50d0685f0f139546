#include "help_formatter.h"

#include <CLI/CLI.hpp>

namespace rawan::engine {

std::shared_ptr<CLI::Formatter> help_formatter(const Catalogue& words) {
  auto formatter = std::make_shared<CLI::Formatter>();
  formatter->label("Usage", words.text("help.usage"));
  formatter->label("OPTIONS", words.text("help.options_mark"));
  formatter->label("SUBCOMMAND", words.text("help.command_mark"));
  formatter->label("Positionals", words.text("help.arguments"));
  formatter->label("REQUIRED", words.text("help.required"));
  formatter->label("Needs", words.text("help.needs"));
  formatter->column_width(34);
  return formatter;
}

}  // namespace rawan::engine
