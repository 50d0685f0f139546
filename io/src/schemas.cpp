#include "schema_tables.h"
#include "words.h"

#include <algorithm>
#include <array>

namespace rawan::io {
namespace {

using T = FieldType;
using R = Requirement;
using P = PrivacyClass;

constexpr auto& kVillageCode =
    kWords<"kode_desa|kode_kel|kode_kelurahan|kode_wilayah|kdepum|kode_kemendagri|kode_bps|iddesa">;
constexpr auto& kVillageName =
    kWords<"desa|kelurahan|nama_desa|nama_kelurahan|desa_kelurahan|nama_desa_kelurahan">;
constexpr auto& kDistrictName = kWords<"kecamatan|kec|nama_kecamatan|nama_kec">;
constexpr auto& kLat = kWords<"lintang|latitude|koordinat_y|y">;
constexpr auto& kLon = kWords<"bujur|longitude|lng|long|koordinat_x|x">;

constexpr Field kVillages[] = {
    {"village_code",
     kWords<"KDEPUM|KODE_KD|KODE_DESA|KODE_KEL|kode_kemendagri|kode_wilayah|kode|iddesa|"
            "ADM4_PCODE">,
     T::text, R::required, P::p0},
    {"village_name",
     kWords<"WADMKD|NAMOBJ|KEL_DESA|NAMA_DESA|NAMA_KEL|nama|DESA|KELURAHAN|nmdesa|ADM4_EN">,
     T::text, R::optional, P::p0},
    {"district_name", kWords<"WADMKC|KECAMATAN|NAMA_KEC|nmkec|ADM3_EN">, T::text, R::optional,
     P::p0},
    {"regency_name", kWords<"WADMKK|KAB_KOTA|KABUPATEN|nmkab|ADM2_EN">, T::text, R::optional,
     P::p0},
    {"province_name", kWords<"WADMPR|PROVINSI|nmprov|ADM1_EN">, T::text, R::optional, P::p0},
    {"village_type", kWords<"TIPADM|TIPE_KD">, T::integer, R::optional, P::p0, {}, false},
    {"edition", kWords<"METADATA|edisi|vintage">, T::text, R::optional, P::p0},
    {"geometry", kWords<"geom|wkb_geometry|shape">, T::text, R::required, P::p0},
};

constexpr Field kPatrolLog[] = {
    {"patrol_id", kWords<"id_patroli|no_patroli|no_sprint|nomor_sprint|nomor_surat_tugas">, T::text,
     R::required, P::p1},
    {"date", kWords<"tanggal|tgl|tanggal_patroli">, T::date, R::required, P::p1},
    {"shift_code", kWords<"shift|kode_shift|giliran|shift_piket">, T::text, R::optional, P::p1},
    {"squad_id", kWords<"regu|id_regu|kode_regu|tim|peleton">, T::text, R::optional, P::p1},
    {"start", kWords<"mulai|jam_mulai|waktu_mulai">, T::time, R::optional, P::p1},
    {"end", kWords<"selesai|jam_selesai|waktu_selesai">, T::time, R::optional, P::p1},
    {"village_code", kVillageCode, T::text, R::conditional, P::p0},
    {"village_name", kVillageName, T::text, R::conditional, P::p0},
    {"district_name", kDistrictName, T::text, R::conditional, P::p0},
    {"group_type", kWords<"kelompok|unsur|kelompok_sasaran">, T::code, R::optional, P::p1,
     "group_type"},
    {"dialogue_id", kWords<"id_dialog|id_sesi|sesi">, T::text, R::derived, P::p1},
    {"minutes_on_site", kWords<"menit|durasi_menit|lama_menit">, T::integer, R::optional, P::p1},
    {"km", kWords<"jarak|jarak_km|jarak_tempuh">, T::real, R::optional, P::p1},
    {"vehicle", kWords<"kendaraan">, T::code, R::optional, P::p1, "vehicle", false},
    {"women_consulted",
     kWords<"jml_perempuan|jumlah_perempuan|peserta_perempuan|perempuan_dikonsultasi|peserta_p|p">,
     T::integer, R::optional, P::p0},
    {"men_consulted",
     kWords<"jml_laki|jml_laki_laki|jumlah_laki_laki|peserta_laki_laki|laki_laki_dikonsultasi|"
            "peserta_l|l">,
     T::integer, R::optional, P::p0},
    {"women_declined", kWords<"menolak|tidak_bersedia|perempuan_menolak">, T::integer, R::optional,
     P::p0},
    {"cards_given", kWords<"kartu_dibagikan|brosur">, T::integer, R::optional, P::p0},
    {"officers_total",
     kWords<"jumlah_personil|personil">,
     T::integer,
     R::optional,
     P::p1,
     {},
     false},
    {"officers_women", kWords<"personil_perempuan">, T::integer, R::optional, P::p1, {}, false},
    {"result", kWords<"hasil|situasi">, T::code, R::optional, P::p1, "patrol_result", false},
};

constexpr Field kKrppa[] = {
    {"village_code", kVillageCode, T::text, R::conditional, P::p0},
    {"village_name", kVillageName, T::text, R::conditional, P::p0},
    {"district_name", kDistrictName, T::text, R::conditional, P::p0},
    {"status", kWords<"status_krppa|status_drppa">, T::code, R::required, P::p0, "krppa_status"},
    {"scheme", kWords<"skema">, T::code, R::optional, P::p0, "scheme"},
    {"sk_number", kWords<"nomor_sk|no_sk">, T::text, R::conditional, P::p0},
    {"sk_date", kWords<"tanggal_sk|tgl_sk">, T::date, R::conditional, P::p0},
    {"perdes_number", kWords<"nomor_perdes|no_perdes">, T::text, R::optional, P::p0, {}, false},
    {"valid_from", kWords<"berlaku_sejak|berlaku_mulai|ditetapkan_sejak">, T::date, R::required,
     P::p0},
    {"valid_to", kWords<"berlaku_sampai|berakhir">, T::date, R::optional, P::p0},
    {"ind_01", {}, T::text, R::optional, P::p0, {}, false},
    {"ind_02", {}, T::text, R::optional, P::p0, {}, false},
    {"ind_03", {}, T::text, R::optional, P::p0, {}, false},
    {"ind_04", {}, T::text, R::optional, P::p0, {}, false},
    {"ind_05", {}, T::text, R::optional, P::p0, {}, false},
    {"ind_06", {}, T::text, R::optional, P::p0, {}, false},
    {"ind_07", {}, T::text, R::optional, P::p0, {}, false},
    {"ind_08", {}, T::text, R::optional, P::p0, {}, false},
    {"ind_09", {}, T::text, R::optional, P::p0, {}, false},
    {"ind_10", {}, T::text, R::optional, P::p0, {}, false},
    {"komp_perdes", {}, T::boolean, R::optional, P::p0, {}, false},
    {"komp_kader", {}, T::boolean, R::optional, P::p0, {}, false},
    {"komp_sapa", {}, T::boolean, R::optional, P::p0, {}, false},
    {"komp_inisiatif", {}, T::boolean, R::optional, P::p0, {}, false},
    {"source", kWords<"sumber">, T::text, R::optional, P::p0, {}, false},
};

constexpr Field kPopulation[] = {
    {"village_code", kVillageCode, T::text, R::conditional, P::p0},
    {"village_name", kVillageName, T::text, R::conditional, P::p0},
    {"district_name", kDistrictName, T::text, R::conditional, P::p0},
    {"year", kWords<"tahun|thn">, T::integer, R::required, P::p0},
    {"pop_total", kWords<"jumlah_penduduk|penduduk|total|jumlah">, T::integer, R::conditional,
     P::p0},
    {"pop_f", kWords<"perempuan|penduduk_perempuan|jumlah_perempuan|p">, T::integer, R::required,
     P::p0},
    {"pop_m", kWords<"laki_laki|penduduk_laki_laki|jumlah_laki_laki|l">, T::integer, R::required,
     P::p0},
    {"pop_f_0_17", kWords<"perempuan_0_17">, T::integer, R::optional, P::p0, {}, false},
    {"households", kWords<"jumlah_kk|rumah_tangga">, T::integer, R::optional, P::p0, {}, false},
    {"source", kWords<"sumber|sumber_data">, T::code, R::required, P::p0, "population_source"},
};

constexpr Field kPosts[] = {
    {"post_id", kWords<"id_pos|kode_pos_jaga|kode">, T::text, R::required, P::p0},
    {"name", kWords<"nama|nama_pos">, T::text, R::required, P::p0},
    {"type", kWords<"jenis|jenis_pos|tipe">, T::code, R::required, P::p0, "post_type"},
    {"lat", kLat, T::real, R::conditional, P::p0},
    {"lon", kLon, T::real, R::conditional, P::p0},
    {"geopoint", kWords<"titik|koordinat|titik_koordinat|location">, T::text, R::conditional,
     P::p0},
    {"village_code", kVillageCode, T::text, R::optional, P::p0, {}, false},
    {"org", kWords<"instansi|satuan">, T::code, R::optional, P::p0, "source_org"},
    {"phone_public", kWords<"telepon|telepon_umum|no_telp">, T::text, R::optional, P::p0},
};

constexpr Field kSquads[] = {
    {"squad_id", kWords<"id_regu|kode_regu|regu">, T::text, R::required, P::p1},
    {"org", kWords<"instansi|satuan">, T::code, R::optional, P::p1, "source_org"},
    {"post_id", kWords<"id_pos|pos">, T::text, R::required, P::p1},
    {"shift_code", kWords<"shift|kode_shift|giliran">, T::text, R::optional, P::p1},
    {"officers", kWords<"jumlah_anggota|anggota|personil">, T::integer, R::optional, P::p1},
    {"officers_women", kWords<"anggota_perempuan|personil_perempuan">, T::integer, R::optional,
     P::p1},
    {"trained_pug", kWords<"terlatih_pug|terlatih">, T::integer, R::optional, P::p1},
    {"vehicle", kWords<"kendaraan">, T::code, R::optional, P::p1, "vehicle"},
    {"max_minutes", kWords<"maks_menit|durasi_maks">, T::integer, R::optional, P::p1},
    {"max_km", kWords<"maks_km|jarak_maks">, T::real, R::optional, P::p1},
    {"speed_kmh", kWords<"kecepatan|kecepatan_kmj">, T::real, R::optional, P::p1},
    {"service_minutes", kWords<"menit_layanan">, T::integer, R::optional, P::p1, {}, false},
    {"kecamatan_codes", kWords<"kode_kecamatan|district_codes">, T::codes, R::optional, P::p1},
    {"days", kWords<"hari|hari_tugas">, T::codes, R::optional, P::p1, "day_pattern"},
    {"active_from", kWords<"aktif_sejak|aktif_mulai">, T::date, R::optional, P::p1},
    {"active_to", kWords<"aktif_sampai">, T::date, R::optional, P::p1},
};

constexpr Field kContacts[] = {
    {"name", kWords<"nama|nama_layanan|layanan">, T::text, R::required, P::p0},
    {"role", kWords<"peran|fungsi|jenis_layanan">, T::text, R::optional, P::p0},
    {"phone", kWords<"telepon|no_telp|telp|no_hp">, T::text, R::conditional, P::p0},
    {"whatsapp", kWords<"wa|no_wa">, T::text, R::conditional, P::p0},
    {"hours", kWords<"jam_layanan|jam">, T::text, R::optional, P::p0},
    {"coverage_codes", kWords<"cakupan|kode_cakupan|kode_wilayah">, T::codes, R::optional, P::p0},
    {"scope", kWords<"lingkup">, T::code, R::required, P::p0, "scope"},
    {"verified_on", kWords<"diverifikasi|tanggal_verifikasi|tgl_verifikasi">, T::date,
     R::conditional, P::p0},
    {"verified_by", kWords<"diverifikasi_oleh">, T::text, R::optional, P::p2, {}, false},
    {"lat", kLat, T::real, R::optional, P::p0},
    {"lon", kLon, T::real, R::optional, P::p0},
};

constexpr Field kSensitiveSites[] = {
    {"kind", kWords<"jenis|jenis_tempat|tipe|kategori">, T::code, R::required, P::p2,
     "sensitive_kind"},
    {"lat", kLat, T::real, R::conditional, P::p2},
    {"lon", kLon, T::real, R::conditional, P::p2},
    {"geopoint", kWords<"titik|koordinat|titik_koordinat|location">, T::text, R::conditional,
     P::p2},
};

constexpr Field kCrosswalk[] = {
    {"kode_bps", kWords<"bps|kode_desa_bps">, T::text, R::required, P::p0},
    {"kode_kemendagri", kWords<"kemendagri|kode_dagri|kode_desa_kemendagri">, T::text, R::required,
     P::p0},
    {"valid_from", kWords<"berlaku_sejak">, T::date, R::optional, P::p0, {}, false},
    {"valid_to", kWords<"berlaku_sampai">, T::date, R::optional, P::p0, {}, false},
    {"source", kWords<"sumber">, T::text, R::optional, P::p0, {}, false},
};

constexpr Field kSchedule[] = {
    {"date", kWords<"tanggal|tgl">, T::date, R::required, P::p1},
    {"squad_id", kWords<"regu|id_regu|kode_regu|squad">, T::text, R::required, P::p1},
    {"order", kWords<"urutan|no_urut">, T::integer, R::required, P::p1},
    {"stop_id", kWords<"kode_titik|kode_titik_singgah|stop_code">, T::text, R::required, P::p1},
    {"start", kWords<"jam_mulai|mulai">, T::time, R::required, P::p1},
    {"end", kWords<"jam_selesai">, T::time, R::required, P::p1},
};

constexpr Field kOverrides[] = {
    {"plan", kWords<"kode_rencana|plan_code">, T::text, R::required, P::p1},
    {"date", kWords<"tanggal|tgl">, T::date, R::required, P::p1},
    {"squad_id", kWords<"regu|id_regu|kode_regu|squad">, T::text, R::required, P::p1},
    {"stop_id", kWords<"kode_titik|kode_titik_singgah|stop_code">, T::text, R::required, P::p1},
    {"shift_code", kWords<"shift|giliran|giliran_jaga">, T::text, R::optional, P::p1},
    {"village_code", kWords<"kode_desa|kode_desa_kelurahan">, T::text, R::optional, P::p0},
    {"order", kWords<"urutan|no_urut">, T::integer, R::required, P::p1},
    {"start", kWords<"jam_mulai|mulai">, T::time, R::optional, P::p1},
    {"end", kWords<"jam_selesai">, T::time, R::optional, P::p1},
    {"skip", kWords<"lewati|dilewati">, T::text, R::optional, P::p1},
    {"done", kWords<"selesai|sudah_selesai">, T::text, R::optional, P::p1},
    {"remarks", kWords<"catatan_petugas|officer_notes">, T::text, R::optional, P::p2},
};

constexpr Field kCheckins[] = {
    {"code", kWords<"kode|isi|teks|text|content|barcode|qr">, T::text, R::required, P::p1},
    {"time", kWords<"waktu|tanggal|date|timestamp|created|jam">, T::datetime, R::required, P::p1},
};

}  // namespace

std::span<const TableSchema> all_schemas() {
  static const std::array<TableSchema, 13> schemas{{{"reports", report_fields()},
                                                    {"villages", kVillages},
                                                    {"patrol_log", kPatrolLog},
                                                    {"krppa", kKrppa},
                                                    {"population", kPopulation},
                                                    {"posts", kPosts},
                                                    {"squads", kSquads},
                                                    {"contacts", kContacts},
                                                    {"sensitive_sites", kSensitiveSites},
                                                    {"crosswalk", kCrosswalk},
                                                    {"schedule", kSchedule},
                                                    {"overrides", kOverrides},
                                                    {"checkins", kCheckins}}};
  return schemas;
}

const TableSchema* find_schema(std::string_view table) {
  const auto schemas = all_schemas();
  const auto found = std::ranges::find(schemas, table, &TableSchema::name);
  return found == schemas.end() ? nullptr : &*found;
}

bool drops_personal_columns(const TableSchema& schema) {
  return schema.name == "reports" || schema.name == "patrol_log" ||
         schema.name == "sensitive_sites";
}

bool refuses_formulas(const TableSchema& schema) {
  return schema.name == "overrides";
}

}  // namespace rawan::io
