#include "files.h"
#include "rawan/engine/catalogue.h"
#include "rawan/engine/config.h"
#include "rawan/engine/config_error.h"
#include "rawan/engine/gates.h"
#include "rawan/engine/policy.h"
#include "roads/speed_table.h"

namespace rawan::fuzz {
namespace {

template <class Refusal, class Read>
void read_or_refuse(const Read& read) {
  try {
    read();
  } catch (const Refusal&) {
    // Said what is wrong with it.
  }
}

}  // namespace

void read_settings(Bytes bytes) {
  static const engine::Catalogue words(engine::Language::id);
  const File file(bytes, "project.toml");
  read_or_refuse<engine::ConfigError>([&] { static_cast<void>(engine::read_config(file.path())); });
  read_or_refuse<engine::GateRefusal>(
      [&] { static_cast<void>(engine::load_policy(file.path(), "")); });
  read_or_refuse<engine::ConfigError>(
      [&] { static_cast<void>(engine::read_speeds(file.path(), words)); });
}

}  // namespace rawan::fuzz
