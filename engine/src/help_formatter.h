#pragma once

#include "rawan/engine/catalogue.h"

#include <memory>

namespace CLI {
class Formatter;
}

namespace rawan::engine {

/// Help in the reader's language: the labels CLI11 would print in English come from the catalogue.
std::shared_ptr<CLI::Formatter> help_formatter(const Catalogue& words);

}  // namespace rawan::engine
