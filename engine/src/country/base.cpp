#include "base.h"

#include "sealed_bytes.h"

namespace rawan::engine {
namespace {

void put_ledger(io::ByteWriter& out, const io::Ledger& ledger) {
  out.put(std::uint64_t{ledger.sources().size()});
  for (const io::SourceCount& source : ledger.sources()) {
    for (const std::string* text : {&source.role, &source.file, &source.layer}) {
      out.put_text(*text);
    }
    out.put(source.independent_count);
    out.put(source.outcomes);
  }
  out.put(std::uint64_t{ledger.noted().size()});
  for (const io::Issue& issue : ledger.noted()) put_issue(out, issue);
}

io::Ledger get_ledger(io::ByteReader& in) {
  io::Ledger ledger;
  for (std::size_t left = in.get_count(); left > 0; --left) {
    std::string role = in.get_text();
    std::string file = in.get_text();
    std::string layer = in.get_text();
    const io::SourceId id =
        ledger.open(std::move(role), std::move(file), std::move(layer), in.get<std::uint64_t>());
    const auto outcomes = in.get<std::array<std::uint64_t, 4>>();
    for (std::size_t outcome = 0; outcome < outcomes.size(); ++outcome) {
      for (std::uint64_t n = 0; n < outcomes[outcome]; ++n) {
        ledger.close({id, 0}, static_cast<io::Outcome>(outcome));
      }
    }
  }
  for (std::size_t left = in.get_count(); left > 0; --left) ledger.note(get_issue(in));
  return ledger;
}

}  // namespace

std::string base_as_bytes(const CountryBase& base, const std::string& key) {
  io::ByteWriter out;
  out.put(std::uint64_t{base.codes.size()});
  for (const std::string& code : base.codes) out.put_text(code);
  out.put(base.box);
  out.put_layer(base.services);
  put_ledger(out, base.ledger);
  return sealed(out.take(), key);
}

std::optional<CountryBase> base_from_bytes(std::string_view bytes, const std::string& key) {
  const auto content = unsealed(bytes, key);
  if (!content) return std::nullopt;
  io::ByteReader in(*content);
  CountryBase base;
  for (std::size_t left = in.get_count(); left > 0; --left) base.codes.push_back(in.get_text());
  base.box = in.get<io::GeoBox>();
  base.services = in.get_layer();
  base.ledger = get_ledger(in);
  return base;
}

}  // namespace rawan::engine
