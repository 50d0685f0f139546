#include "rawan/engine/gate.h"

namespace rawan::engine {

std::shared_ptr<const Registers> registers_of(const Results& results) {
  const Records& records = results.records;
  return std::make_shared<const Registers>(Registers{.villages = records.villages.villages,
                                                     .crs = records.crs,
                                                     .sites = results.study.sites,
                                                     .krppa = records.krppa,
                                                     .posts = records.posts,
                                                     .squads = records.squads,
                                                     .contacts = records.contacts});
}

}  // namespace rawan::engine
