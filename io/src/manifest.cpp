#include "rawan/io/manifest.h"

#include "rawan/algorithms/contract.h"
#include "rawan/io/release.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace rawan::io {
namespace {

using Json = nlohmann::json;  // keys sorted

Json to_value(const ManifestInput& input) {
  Json value = {{"role", input.count.role},   {"file", input.count.file},
                {"layer", input.count.layer}, {"bytes", input.bytes},
                {"sha256", input.sha256},     {"records", input.count.independent_count}};
  for (std::size_t i = 0; i < kOutcomeCodes.size(); ++i) {
    value["outcomes"][std::string(kOutcomeCodes[i])] = input.count.outcomes[i];
  }
  return value;
}

Json to_value(const ManifestLayer& layer) {
  return {{"file", layer.file}, {"name", layer.name}, {"rows", layer.rows}};
}

Json to_value(const Artifact& artifact) {
  return {{"name", artifact.name}, {"bytes", artifact.bytes}, {"sha256", artifact.sha256}};
}

template <class T>
Json to_list(const std::vector<T>& items) {
  Json list = Json::array();
  for (const T& item : items) list.push_back(to_value(item));
  return list;
}

std::string dump(const Json& value, int indent) {
  try {
    return value.dump(indent);
  } catch (const Json::type_error&) {
    throw ContractViolation("a text of the manifest is not UTF-8");
  }
}

std::vector<Artifact> by_name(std::vector<Artifact> artifacts) {
  std::ranges::sort(artifacts, {}, &Artifact::name);
  return artifacts;
}

}  // namespace

std::string release_id(const Manifest& manifest) {
  Json basis = {{"version", manifest.version},
                {"parameters", manifest.parameters},
                {"seeds", manifest.seeds},
                {"inputs", Json::array()}};
  for (const ManifestInput& input : manifest.inputs) {
    basis["inputs"].push_back({input.count.role, input.count.layer, input.sha256});
  }
  return sha256(dump(basis, -1)).substr(0, 12);
}

std::string content_hash(const Manifest& manifest) {
  std::string lines;
  for (const Artifact& artifact : by_name(manifest.artifacts)) {
    lines += artifact.sha256 + "  " + artifact.name + "\n";
  }
  return sha256(lines + sha256(manifest.parameters) + "\n");
}

std::string to_json(const Manifest& manifest) {
  const Json value = {
      {"format", kManifestFormat},
      {"version", manifest.version},
      {"libraries", manifest.libraries},
      {"tier", manifest.tier},
      {"disclosure", manifest.disclosure},
      {"release",
       manifest.inputs.empty() ? content_hash(manifest).substr(0, 12) : release_id(manifest)},
      {"inputs", to_list(manifest.inputs)},
      {"parameters", manifest.parameters},
      {"parameters_sha256", sha256(manifest.parameters)},
      {"seeds", manifest.seeds},
      {"crs", {{"code", manifest.crs}, {"name", manifest.crs_name}}},
      {"counts", manifest.counts},
      {"layers", to_list(manifest.layers)},
      {"artifacts", to_list(by_name(manifest.artifacts))},
      {"content_hash", content_hash(manifest)},
  };
  return dump(value, 2) + "\n";
}

}  // namespace rawan::io
