#include "files.h"
#include "ledger_text.h"
#include "rawan/io/audit_log.h"
#include "rawan/io/error.h"
#include "rawan/io/layer_bytes.h"
#include "rawan/io/release.h"
#include "rawan/io/release_ledger.h"
#include "rawan/io/seen_release.h"
#include "rawan/io/signature.h"
#include "see_parts.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace rawan::fuzz {
namespace {

namespace fs = std::filesystem;

std::string text_of(Bytes bytes) {
  return {bytes.begin(), bytes.end()};
}

/// The lines with the hashes that tie each to the one before: what they hold is read then, too.
std::string chained(std::string_view lines) {
  std::string text;
  std::string last = io::sha256("");
  std::size_t count = 0;
  for (; lines.starts_with('{'); ++count) {
    const std::string_view rest = lines.substr(1, lines.find('\n') - 1);
    const std::string line = "{\"previous\":\"" + last + "\"," + std::string(rest) + "\n";
    last = io::sha256(line);
    text += line;
    lines.remove_prefix(std::min(lines.size(), rest.size() + 2));
  }
  return text + R"({"end":)" + std::to_string(count) + R"(,"previous":")" + last + "\"}\n";
}

}  // namespace

void read_audit_logs(Bytes bytes) {
  const testing::TempDir out;
  fs::create_directory(out.path() / ".rawan");
  std::ofstream(out.path() / ".rawan" / "audit.jsonl", std::ios::binary) << text_of(bytes);
  const auto fault = io::verify_audit(out.path());
  expect(!fault || fault->line > 0 || bytes.empty(), "a fault has a line");
}

void read_layer_bytes(Bytes bytes) {
  const std::string text = text_of(bytes);
  try {
    io::ByteReader reader(text);
    static_cast<void>(reader.get_text());
    const io::Layer layer = reader.get_layer();
    io::ByteWriter writer;
    writer.put_layer(layer);
    expect(text.find(writer.take()) != std::string::npos, "layers come back as they were");
  } catch (const io::InputError&) {
    // Ends too early.
  }
}

void read_ledgers(Bytes bytes) {
  const std::string text = text_of(bytes);
  static_cast<void>(io::parse_ledger(text));
  const auto releases = io::parse_ledger(chained(text));
  if (!releases) return;
  const auto again = io::parse_ledger(io::to_text(*releases));
  expect(again.has_value() && *again == *releases, "what was read can be kept");
}

void read_manifests(Bytes bytes) {
  const File file(bytes, "manifest.json");
  expect(!io::verify_release(file.folder()).empty(), "a release without its files is faulty");
  try {
    static_cast<void>(io::see_release(file.folder()));
  } catch (const io::InputError&) {
    // Said what is wrong with it.
  }
}

void read_rasters(Bytes bytes) {
  const File file(bytes, "kepadatan.tif");
  io::SeenRelease release;
  io::see_raster(file.path(), "kepadatan.tif", release);
  for (const io::SeenRaster& raster : release.rasters) {
    expect(raster.grid.values.size() == raster.grid.frame.size(), "a raster is whole");
  }
}

void read_signatures(Bytes bytes) {
  const std::string text = text_of(bytes);
  const std::string_view key = std::string_view(text).substr(0, text.find('\n'));
  static_cast<void>(io::check_minisign("isi", text, key));
  static_cast<void>(
      io::check_minisign("isi", text, "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"));
}

}  // namespace rawan::fuzz
