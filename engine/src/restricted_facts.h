#pragma once

#include "rawan/engine/catalogue.h"
#include "rawan/engine/config.h"
#include "rawan/engine/study.h"
#include "rawan/io/manifest.h"

#include <string>
#include <vector>

/// What the data steward's release says of where it comes from.
namespace rawan::engine {

/// The configuration with paths that tell nothing of the machine.
std::string portable_parameters(const Config& config);

/// Of a file that was read, as it was then; of another, as it is.
std::string hash_of(const std::string& file, const InputHashes& hashes);

/// Every input with its records, size and hash.
std::vector<io::ManifestInput> inputs_of(const io::Ledger& ledger, const InputHashes& hashes);

/// What became of the reports, for the metadata: they are read by who may see the reports.
std::string quality_sentence(const io::Ledger& ledger, const Catalogue& words);

}  // namespace rawan::engine
