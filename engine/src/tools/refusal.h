#pragma once

#include "sentence.h"
#include "tools/tool.h"

#include <span>
#include <string>
#include <string_view>

namespace rawan::engine {

/// Ends the command for what the user asked: throws ConfigError with "error.<id>" and
/// "remedy.<id>" of the catalogue, in which `values` stand for their placeholders.
[[noreturn]] void refuse(const ToolContext& context, const std::string& id,
                         Placeholders values = {});

/// An option that not every method of a command takes.
struct MethodOption {
  std::string_view option;
  bool given;
  std::string_view needed_by;  ///< Methods, between spaces.
  std::string_view taken_by;
};

/// Refuses an option that is missing for the method, or that it does not take.
/// @param method as the user calls it. @param variant what `needed_by` and `taken_by` call it.
void check_options(std::span<const MethodOption> options, const std::string& method,
                   const std::string& variant, const ToolContext& context);

}  // namespace rawan::engine
