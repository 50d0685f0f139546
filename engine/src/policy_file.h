#pragma once

#include "rawan/engine/policy.h"

#include <functional>
#include <string>
#include <string_view>

namespace rawan::engine {

/// Reads what a policy file says on top of its base.
/// @param base the policy of that name, or nothing to start from where `base` says nothing.
/// @throws GateRefusal (2) "policy_syntax" | "policy_key" | "policy_value", detail: the key.
Policy parse_policy(std::string_view text, const std::string& file,
                    const std::function<Policy(const std::string& name)>& base);

}  // namespace rawan::engine
