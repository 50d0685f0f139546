#pragma once

#include "layers.h"
#include "rawan/io/page.h"

#include <filesystem>

/// What people read who open no map: a page in two minutes, then the detail.
namespace rawan::engine {

/// For the data steward: exact figures with their intervals.
io::Document restricted_report(const RestrictedContext& context);

/// For heads of agencies.
io::Document planning_report(const PlanningContext& context);

/// For anyone: noisy counts and how to read them.
io::Document open_report(const OpenContext& context);

/// laporan.html and laporan.pdf. @throws io::OutputError
void write_report(const std::filesystem::path& dir, const io::Document& report);

}  // namespace rawan::engine
