#include "rawan/engine/pipeline.h"

#include "rawan/algorithms/contract.h"

namespace rawan::engine {

int check(const Config&, const RunContext&) {
  throw ContractViolation("not linked");
}

int run(const Config&, const RunContext&) {
  throw ContractViolation("not linked");
}

int simulate(const Config&, const std::filesystem::path&, const RunContext&) {
  throw ContractViolation("not linked");
}

int evaluate(const Config&, std::uint32_t, const RunContext&) {
  throw ContractViolation("not linked");
}

}  // namespace rawan::engine
