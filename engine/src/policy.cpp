#include "rawan/engine/policy.h"

#include "embedded.h"
#include "failure.h"
#include "policy_file.h"
#include "rawan/engine/gates.h"
#include "rawan/io/release.h"
#include "rawan/io/signature.h"
#include "settings_text.h"

#include <filesystem>
#include <utility>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFloor = "baku";

Policy built_in(const std::string& name) {
  const std::string_view text =
      embedded(name == kFloor ? "data/policies/baku.toml" : "data/policies/ketat.toml");
  Policy policy = parse_policy(
      text, name, [](const std::string& base) { return base.empty() ? Policy{} : built_in(base); });
  policy.sha256 = io::sha256(text);
  return policy;
}

std::string content_of(const fs::path& file) {
  std::error_code error;
  if (!fs::exists(file, error)) throw io::InputError("not_found", {.file = file.string()});
  if (!fs::is_regular_file(file, error)) {
    throw io::InputError("not_a_file", {.file = file.string()});
  }
  auto content = settings_text(file);
  if (!content) throw io::InputError("unreadable", {.file = file.string()});
  return *std::move(content);
}

/// Whether the file beside it signs these bytes. @throws GateRefusal if it is there and does not.
bool is_signed(const fs::path& file, std::string_view bytes, const std::string& trusted_key) {
  const fs::path signature = file.string() + ".minisig";
  std::error_code error;
  if (trusted_key.empty() || !fs::exists(signature, error)) return false;
  const auto fault = io::check_minisign(bytes, content_of(signature), trusted_key);
  if (fault != io::SignatureFault::none) {
    throw GateRefusal(exit_code::kPrivacy, "policy_signature", {.file = signature.string()});
  }
  return true;
}

}  // namespace

bool comes_with_the_program(std::string_view name) {
  return name == kFloor || name == "ketat";
}

Policy load_policy(const std::string& name_or_file, const std::string& trusted_key) {
  if (comes_with_the_program(name_or_file)) return built_in(name_or_file);
  const std::string text = content_of(name_or_file);
  Policy policy = parse_policy(text, name_or_file, [&](const std::string& base) {
    if (!base.empty() && !comes_with_the_program(base)) {
      throw GateRefusal(exit_code::kUsage, "policy_value", {.file = name_or_file}, "base");
    }
    return built_in(base.empty() ? std::string(kFloor) : base);
  });
  policy.sha256 = io::sha256(text);
  policy.is_signed = is_signed(name_or_file, text, trusted_key);
  const std::string below = below_floor(policy, built_in(std::string(kFloor)));
  if (!below.empty() && !policy.is_signed) {
    throw GateRefusal(exit_code::kPrivacy, "policy_below_floor", {.file = name_or_file}, below);
  }
  return policy;
}

}  // namespace rawan::engine
