#include "district_areas.h"
#include "layer_words.h"
#include "layers.h"
#include "rawan/io/crs.h"
#include "referrals.h"
#include "text_columns.h"

#include <fmt/format.h>

namespace rawan::engine {
void add_identity(io::Layer& layer, const Registers& registers, const Catalogue& words) {
  const std::vector<io::Village>& villages = registers.villages;
  const auto put = [&](const char* name, auto value) {
    fill_column<Text>(layer, words, name, villages.size(), value);
  };
  put("kode_desa", [&](std::size_t i) { return io::to_dotted(villages[i].id); });
  put("desa", [&](std::size_t i) { return villages[i].name; });
  put("jenis", [&](std::size_t i) { return village_kind_text(villages[i].id, words); });
  put("kode_kecamatan",
      [&](std::size_t i) { return io::to_dotted(io::district_of(villages[i].id)); });
  put("kecamatan", [&](std::size_t i) { return registers.sites.district[i]; });
  put("kabupaten", [&](std::size_t i) { return if_told(villages[i].regency); });
  put("provinsi", [&](std::size_t i) { return if_told(villages[i].province); });
}

io::Layer district_boundary_layer(const Registers& registers, const PageContext& page) {
  io::Layer layer = start_layer("batas_kecamatan", page);
  const std::span<const DistrictArea> districts = page.districts;
  layer.shapes = shapes_of(districts);
  const TextColumns put(layer, page.words, districts.size());
  const auto first = [&](std::size_t i) { return districts[i].sites.front(); };
  put("kode_kecamatan", [&](std::size_t i) { return io::to_dotted(districts[i].id); });
  put("kecamatan", [&](std::size_t i) { return registers.sites.district[first(i)]; });
  put("kabupaten", [&](std::size_t i) { return if_told(registers.villages[first(i)].regency); });
  fill_column<Whole>(layer, page.words, "jumlah_desa", districts.size(),
                     [&](std::size_t i) { return Whole(districts[i].sites.size()); });
  return layer;
}

io::Layer krppa_layer(const Registers& registers, const PageContext& page) {
  io::Layer layer = start_layer("zona_krppa", page);
  std::vector<std::size_t> zones;
  std::vector<io::GeoArea> areas;
  for (std::size_t site = 0; site < registers.sites.size(); ++site) {
    if (!registers.sites.krppa[site]) continue;
    zones.push_back(site);
    areas.push_back(registers.villages[site].area);
  }
  layer.shapes = std::move(areas);
  const TextColumns put(layer, page.words, zones.size());
  const auto entry = [&](std::size_t i) -> const io::KrppaEntry& {
    return registers.krppa[*registers.sites.krppa[zones[i]]];
  };
  const auto day = [](const std::optional<Day>& d) {
    return d ? std::optional<Text>(iso_date(*d)) : std::nullopt;
  };
  const auto date = [&](const char* name, auto value) { put(name, value, io::Column::Kind::date); };
  put("kode_desa", [&](std::size_t i) { return io::to_dotted(registers.sites.id[zones[i]]); });
  put("desa", [&](std::size_t i) { return registers.sites.name[zones[i]]; });
  put("kecamatan", [&](std::size_t i) { return registers.sites.district[zones[i]]; });
  put("status", [&](std::size_t i) { return Text(code_of(entry(i).status)); });
  put("skema", [&](std::size_t i) { return if_told(entry(i).scheme); });
  put("nomor_sk", [&](std::size_t i) { return if_told(entry(i).sk_number); });
  date("tanggal_sk", [&](std::size_t i) { return day(entry(i).sk_date); });
  date("berlaku_sejak", [&](std::size_t i) { return day(entry(i).valid_from); });
  date("berlaku_sampai", [&](std::size_t i) { return day(entry(i).valid_to); });
  return layer;
}

io::Layer post_layer(const Registers& registers, const PageContext& page) {
  io::Layer layer = start_layer("pos", page);
  const std::vector<io::Post>& posts = registers.posts;
  const TextColumns put(layer, page.words, posts.size());
  std::vector<io::GeoPoint> points;
  for (const io::Post& post : posts) points.push_back(post.location);
  layer.shapes = std::move(points);
  put("id_pos", [&](std::size_t i) { return posts[i].id; });
  put("nama", [&](std::size_t i) { return posts[i].name; });
  put("jenis", [&](std::size_t i) { return if_told(posts[i].type); });
  put("instansi", [&](std::size_t i) { return if_told(posts[i].org); });
  put("kode_desa", [&](std::size_t i) -> std::optional<Text> {
    return posts[i].village ? std::optional<Text>(io::to_dotted(*posts[i].village)) : std::nullopt;
  });
  put("telepon", [&](std::size_t i) { return if_told(posts[i].phone_public); });
  return layer;
}

io::Layer service_layer(const Registers& registers, const PageContext& page) {
  io::Layer layer = start_layer("layanan", page);
  const std::vector<io::Contact> contacts = printable_contacts(registers, page.config.patrol.start);
  const TextColumns put(layer, page.words, contacts.size());
  put("nama", [&](std::size_t i) { return contacts[i].name; });
  put("peran", [&](std::size_t i) { return if_told(contacts[i].role); });
  put("telepon", [&](std::size_t i) { return if_told(contacts[i].phone); });
  put("whatsapp", [&](std::size_t i) { return if_told(contacts[i].whatsapp); });
  put("jam_layanan", [&](std::size_t i) { return if_told(contacts[i].hours); });
  put("cakupan", [&](std::size_t i) {
    return if_told(fmt::format("{}", fmt::join(contacts[i].coverage, " ")));
  });
  put("lingkup", [&](std::size_t i) { return if_told(contacts[i].scope); });
  put(
      "diverifikasi",
      [&](std::size_t i) -> std::optional<Text> {
        const auto& day = contacts[i].verified_on;
        return day ? std::optional<Text>(iso_date(*day)) : std::nullopt;
      },
      io::Column::Kind::date);
  return layer;
}

}  // namespace rawan::engine
