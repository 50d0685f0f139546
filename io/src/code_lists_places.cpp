#include "code_tables.h"
#include "words.h"

namespace rawan::io {
namespace {

constexpr CodeEntry kPlaceTypes[] = {
    {"jalan_umum", "Jalan umum", "Public road",
     kWords<"jalan|jalan raya|jl|jln|jalan desa|jalan utama|tepi jalan|pinggir jalan|trotoar|road|"
            "street|simpang|simpang jalan|persimpangan|perempatan|pertigaan">},
    {"gang_lorong", "Gang/lorong", "Alley", kWords<"gang|lorong|gg|jalan gang|alleyway">},
    {"jalan_kebun", "Jalan kebun/ladang", "Farm or plantation track",
     kWords<"jalan kebun|jalan ladang|jalan sawit|jalan sawah|jalan hutan|kebun|ladang|sawah|"
            "farm track|plantation track">},
    {"jembatan_sungai", "Jembatan/tepi sungai/MCK umum", "Bridge, riverbank, public washing place",
     kWords<"jembatan|sungai|tepi sungai|pinggir sungai|mck|mck umum|tempat mandi umum|bridge|"
            "riverbank|public washing place">},
    {"pasar", "Pasar", "Market", kWords<"pasar desa|pasar malam|pekan|pasar tradisional">},
    {"terminal_halte", "Terminal/halte/pangkalan ojek", "Terminal, stop",
     kWords<"terminal|halte|pangkalan ojek|pangkalan|bus stop|stop">},
    {"angkutan", "Di dalam angkutan", "In transport",
     kWords<"angkutan umum|angkot|bus|bis|ojek|transportasi|di angkutan|public transport">},
    {"pelabuhan_dermaga", "Pelabuhan/dermaga/perbatasan", "Port, jetty, border crossing",
     kWords<"pelabuhan|dermaga|perbatasan|pos lintas batas|plbn|port|jetty|border">},
    {"taman_lapangan", "Taman/lapangan/pantai", "Park, field, beach",
     kWords<"taman|lapangan|pantai|alun alun|park|field|beach|lapangan bola">},
    {"wisata", "Objek wisata", "Tourist site", kWords<"tempat wisata|objek wisata|obyek wisata">},
    {"warung_kafe", "Warung/kafe/tempat hiburan", "Stall, cafe, nightlife",
     kWords<"warung|kafe|cafe|warkop|warung kopi|tempat hiburan|karaoke|nightlife">},
    {"bangunan_kosong", "Bangunan/lahan kosong", "Empty building or land",
     kWords<"bangunan kosong|lahan kosong|rumah kosong|gedung kosong|tanah kosong|empty building">},
    {"sekitar_sekolah", "Sekitar sekolah", "Around a school",
     kWords<"dekat sekolah|depan sekolah|jalan ke sekolah|near school">},
    {"sekolah", "Sekolah/kampus/asrama", "Inside a school or dormitory",
     kWords<"kampus|asrama|di sekolah|dalam sekolah|school|dormitory">},
    {"lembaga_kilat", "Lembaga pendidikan kilat", "Short-course institution",
     kWords<"lembaga kursus|tempat kursus|kursus">},
    {"tempat_ibadah", "Tempat ibadah/pesantren", "Place of worship, boarding school",
     kWords<"masjid|mesjid|musala|mushola|gereja|kapel|vihara|pura|kelenteng|pesantren|"
            "rumah ibadah|place of worship">},
    {"tempat_kerja", "Tempat kerja/perusahaan/kebun", "Workplace",
     kWords<"perusahaan|pabrik|kantor perusahaan|tempat bekerja|perkebunan">},
    {"kantor_layanan", "Kantor pemerintah/layanan", "Public office",
     kWords<"kantor|kantor desa|kantor camat|kantor pemerintah|puskesmas|rumah sakit|layanan">},
    {"kos_penginapan", "Kos/penginapan/mes", "Boarding house, lodging",
     kWords<"kos|kost|kos kosan|penginapan|hotel|losmen|mes|mess|lodging|boarding house">},
    {"rumah", "Rumah tangga", "Household",
     kWords<"rumah pribadi|rumah korban|rumah warga|di rumah|tempat tinggal|home|house">},
    {"daring", "Daring/elektronik", "Online",
     kWords<"online|internet|media sosial|medsos|elektronik|dunia maya">},
    {"lainnya", "Lainnya", "Other", kWords<"lain|lain lain|lain2|others">},
};

}  // namespace

std::span<const CodeEntry> place_types() {
  return kPlaceTypes;
}

}  // namespace rawan::io
