#pragma once

#include "layers.h"

#include <string>

namespace rawan::engine {

/// A release told in one page of Markdown: what was found, how sure it is, what is not known.
std::string summary_text(const RestrictedContext& context);
std::string summary_text(const PatrolContext& context);
std::string summary_text(const PlanningContext& context);
std::string summary_text(const OpenContext& context);

/// A run in a few lines for a terminal.
/// @param patrols null: no patrols were planned.
std::string headline_text(const Results& results, const PatrolContext* patrols,
                          const PageContext& page);

}  // namespace rawan::engine
