#include "tools/cluster_command.h"
#include "tools/density_command.h"
#include "tools/draw_command.h"
#include "tools/global_command.h"
#include "tools/local_command.h"
#include "tools/network_density_command.h"
#include "tools/rates_command.h"
#include "tools/roads_command.h"
#include "tools/scan_command.h"
#include "tools/space_time_command.h"
#include "tools/tool.h"

#include <array>

namespace rawan::engine {

std::span<const Tool> all_tools() {
  static constexpr std::array kTools{
      Tool{"density", declare_density}, Tool{"network-density", declare_network_density},
      Tool{"cluster", declare_cluster}, Tool{"local", declare_local},
      Tool{"global", declare_global},   Tool{"scan", declare_scan},
      Tool{"rates", declare_rates},     Tool{"space-time", declare_space_time},
      Tool{"roads", declare_roads},     Tool{"draw", declare_draw},
  };
  return kTools;
}

}  // namespace rawan::engine
