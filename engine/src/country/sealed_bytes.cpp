#include "sealed_bytes.h"

#include "rawan/io/release.h"

namespace rawan::engine {

std::string seal_of(std::string_view content, const std::string& key) {
  return io::sha256(key + io::sha256(content));
}

std::string sealed(std::string content, const std::string& key) {
  content += seal_of(content, key);
  return content;
}

std::optional<std::string_view> unsealed(std::string_view bytes, const std::string& key) {
  if (bytes.size() < kSealBytes) return std::nullopt;
  const std::string_view content = bytes.substr(0, bytes.size() - kSealBytes);
  if (seal_of(content, key) != bytes.substr(content.size())) return std::nullopt;
  return content;
}

void put_issue(io::ByteWriter& out, const io::Issue& issue) {
  out.put(issue.record.source);
  out.put(issue.record.row);
  out.put(issue.effect);
  for (const std::string* text : {&issue.column, &issue.reason, &issue.detail}) out.put_text(*text);
}

io::Issue get_issue(io::ByteReader& in) {
  io::Issue issue;
  issue.record.source = in.get<io::SourceId>();
  issue.record.row = in.get<std::uint64_t>();
  issue.effect = in.get<io::Outcome>();
  for (std::string* text : {&issue.column, &issue.reason, &issue.detail}) *text = in.get_text();
  return issue;
}

}  // namespace rawan::engine
