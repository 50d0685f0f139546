#pragma once

#include "rawan/io/error.h"

#include <proj.h>

#include <memory>
#include <string>

namespace rawan::io {

struct ProjContextDeleter {
  void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
};
struct PjDeleter {
  void operator()(PJ* pj) const { proj_destroy(pj); }
};
using ProjContext = std::unique_ptr<PJ_CONTEXT, ProjContextDeleter>;
using Pj = std::unique_ptr<PJ, PjDeleter>;

/// Grids must not change a result with the weather of the network; what PROJ has to say reaches
/// the user through our errors only.
ProjContext quiet_offline_context();

/// What a library means that has no answer for a system: "crs_unknown".
/// @throws std::bad_alloc where there is hardly any memory.
InputError unknown_system(Place place, std::string system = {});

/// Removes GDAL's and PROJ's variables from the environment, once per process. To be called before
/// either is first asked for anything: PROJ keeps the directories that it found then.
void ignore_environment();

}  // namespace rawan::io
