#include "schema_tables.h"
#include "words.h"

namespace rawan::io {
namespace {

using T = FieldType;
using R = Requirement;
using P = PrivacyClass;

// Aliases are in order of preference: where several columns of a table mean one field, the first
// one with a value counts.
constexpr Field kReports[] = {
    {"report_id",
     kWords<"id_laporan|no_laporan|nomor_laporan|nomor_tiket|kode_laporan|_uuid|KEY|"
            "meta/instanceID|instanceID|uuid|_id|no|nomor|no_urut">,
     T::text, R::required, P::p1},
    {"source_system", kWords<"sumber_data|aplikasi|sumber|sistem_sumber">, T::code, R::required,
     P::p1, "source_system"},
    {"source_org", kWords<"instansi|opd|satuan|kesatuan|instansi_pelapor">, T::code, R::required,
     P::p1, "source_org"},
    {"record_type", kWords<"jenis_laporan|jenis_data|tipe_laporan|tipe|jenis_catatan">, T::code,
     R::required, P::p1, "record_type"},
    {"patrol_id", kWords<"id_patroli|no_patroli|no_sprint|nomor_sprint|nomor_surat_tugas">, T::text,
     R::optional, P::p1},
    {"squad_id", kWords<"regu|id_regu|kode_regu|tim|unit|peleton">, T::text, R::optional, P::p1},
    {"officer_ref",
     kWords<"petugas|kode_petugas|danru|_submitted_by|SubmitterName|SubmitterID">,
     T::text,
     R::optional,
     P::p2,
     {},
     false},
    {"reported_at",
     kWords<"tanggal_lapor|tgl_lapor|waktu_lapor|tanggal_laporan|tgl_laporan|waktu_laporan|"
            "_submission_time|SubmissionDate|end|today">,
     T::datetime, R::required, P::p1},
    {"occurred_on",
     kWords<"tanggal_kejadian|tgl_kejadian|tanggal|tgl|waktu_kejadian|tanggal_patroli|date">,
     T::date, R::conditional, P::p2},
    {"occurred_time", kWords<"jam_kejadian|jam|pukul|waktu|time">, T::time, R::optional, P::p2},
    {"time_band", kWords<"rentang_waktu|waktu_rawan|jam_rawan">, T::code, R::optional, P::p1,
     "time_band"},
    {"day_pattern", kWords<"hari|hari_rawan|pola_hari">, T::codes, R::optional, P::p1,
     "day_pattern"},
    {"frequency", kWords<"frekuensi|seberapa_sering">, T::code, R::optional, P::p1, "frequency",
     false},
    {"tz", kWords<"zona_waktu|timezone">, T::code, R::derived, P::p0, "tz"},
    {"lat", kWords<"lintang|latitude|koordinat_lintang|koordinat_y|y">, T::real, R::conditional,
     P::p2},
    {"lon", kWords<"bujur|longitude|lng|long|koordinat_bujur|koordinat_x|x">, T::real,
     R::conditional, P::p2},
    {"geopoint",
     kWords<"titik|koordinat|titik_koordinat|lokasi_gps|titik_gps|gps|location|link_peta|"
            "google_maps">,
     T::text, R::conditional, P::p2},
    {"coord_accuracy_m", kWords<"akurasi|akurasi_m|accuracy|precision">, T::real, R::optional,
     P::p1},
    {"coord_method", kWords<"metode_koordinat">, T::code, R::derived, P::p1, "coord_method"},
    {"coord_quality", {}, T::code, R::derived, P::p1, "coord_quality", false},
    {"village_code",
     kWords<"kode_desa|kode_kel|kode_kelurahan|kode_desa_kelurahan|kode_wilayah|kdepum|"
            "kode_kemendagri|kode_bps|iddesa">,
     T::text, R::conditional, P::p0},
    {"village_name",
     kWords<"desa|kelurahan|nama_desa|nama_kelurahan|kel_desa|desa_kel|desa_kelurahan|"
            "nama_desa_kelurahan|kampung">,
     T::text, R::conditional, P::p0},
    {"district_name", kWords<"kecamatan|kec|nama_kecamatan|nama_kec|distrik">, T::text,
     R::conditional, P::p0},
    {"subvillage", kWords<"dusun|rt|rw|rt_rw|lingkungan">, T::text, R::optional, P::p2, {}, false},
    {"place_name",
     kWords<"lokasi|nama_lokasi|titik_lokasi|lokasi_kejadian|nama_tempat|tempat|patokan">, T::text,
     R::optional, P::p2},
    {"place_type", kWords<"jenis_lokasi|jenis_tempat|tempat_kejadian|tipe_lokasi|tipe_tempat">,
     T::code, R::required, P::p1, "place_type"},
    {"is_private_place", {}, T::boolean, R::derived, P::p1, {}, false},
    {"issue_code",
     kWords<"kategori|jenis_kejadian|jenis_gangguan|bentuk_kekerasan|masalah|jenis_masalah|jenis|"
            "jenis_1|jenis_2|jenis_3|kategori_1|kategori_2|kategori_3">,
     T::codes, R::required, P::p1, "issue_code"},
    {"env_factors", kWords<"faktor_lingkungan|kondisi_lokasi|penyebab_rawan|kondisi_lingkungan">,
     T::codes, R::optional, P::p0, "env_factors"},
    {"lighting", kWords<"penerangan|kondisi_lampu|kondisi_penerangan">, T::code, R::optional, P::p0,
     "lighting", false},
    {"severity", kWords<"tingkat|keparahan|tingkat_bahaya|tingkat_keparahan">, T::integer,
     R::optional, P::p1, "severity"},
    {"dialogue_id", kWords<"id_dialog|id_sesi|sesi|PARENT_KEY">, T::text, R::derived, P::p1},
    {"women_declined", kWords<"menolak|tidak_bersedia|perempuan_menolak">, T::integer, R::optional,
     P::p0},
    {"women_aware_service", kWords<"tahu_layanan|tahu_ppt">, T::integer, R::optional, P::p0},
    {"women_consulted",
     kWords<"jml_perempuan|jumlah_perempuan|jumlah_peserta_perempuan|peserta_perempuan|"
            "perempuan_dikonsultasi|peserta_p|jumlah_p|jml_p|p">,
     T::integer, R::required, P::p0},
    {"men_consulted",
     kWords<"jml_laki|jml_laki_laki|jumlah_laki|jumlah_laki_laki|jumlah_peserta_laki_laki|"
            "peserta_laki_laki|laki_laki_dikonsultasi|peserta_l|jumlah_l|jml_l|l">,
     T::integer, R::required, P::p0},
    {"girls_consulted", kWords<"anak_p|anak_perempuan">, T::integer, R::optional, P::p1, {}, false},
    {"boys_consulted", kWords<"anak_l|anak_laki_laki">, T::integer, R::optional, P::p1, {}, false},
    {"disability_consulted",
     kWords<"jml_difabel|disabilitas">,
     T::integer,
     R::optional,
     P::p1,
     {},
     false},
    {"pekka_consulted",
     kWords<"perempuan_kepala_keluarga|pekka">,
     T::integer,
     R::optional,
     P::p1,
     {},
     false},
    {"group_type", kWords<"kelompok|unsur|kelompok_sasaran">, T::code, R::optional, P::p1,
     "group_type"},
    {"reporter_sex", kWords<"jenis_kelamin_pelapor|jk_pelapor|jenis_kelamin|jk|L/P">, T::code,
     R::optional, P::p1, "sex"},
    {"reporter_age_band", kWords<"umur|usia|kelompok_umur|umur_pelapor|usia_pelapor">, T::code,
     R::optional, P::p2, "age_band", false},
    {"reporter_ref",
     kWords<"reporter_key|id_pelapor|kode_pelapor|kunci_pelapor|ref_pelapor|id_responden|"
            "kode_responden">,
     T::text, R::optional, P::p2},
    {"victim_sex", kWords<"jk_korban|jenis_kelamin_korban">, T::code, R::optional, P::p2, "sex",
     false},
    {"victim_age_band", kWords<"usia_korban|umur_korban">, T::code, R::optional, P::p2, "age_band"},
    {"victim_disability", kWords<"disabilitas_korban">, T::boolean, R::optional, P::p2, {}, false},
    {"victim_relation", kWords<"hubungan_pelaku">, T::code, R::optional, P::p2, "relation", false},
    {"victim_count", kWords<"jumlah_korban|jml_korban">, T::integer, R::optional, P::p2, {}, false},
    {"tpks_code", kWords<"jenis_tpks">, T::code, R::optional, P::p2, "tpks_code", false},
    {"referred", kWords<"dirujuk|rujukan">, T::code, R::optional, P::p2, "referred"},
    {"referred_to", kWords<"tujuan_rujukan">, T::codes, R::optional, P::p2, "referred_to", false},
    {"action_taken", kWords<"tindakan|tindak_lanjut|tindakan_lanjutan">, T::code, R::optional,
     P::p1, "action_taken", false},
    {"status", kWords<"status_validasi|status_laporan|_validation_status|ReviewState">, T::code,
     R::optional, P::p1, "status"},
    {"consent", kWords<"persetujuan|bersedia|izin">, T::code, R::required, P::p1, "consent"},
    {"drppa_flag", kWords<"drppa|krppa">, T::boolean, R::optional, P::p0, {}, false},
    {"card_given", kWords<"kartu_dibagikan|brosur">, T::integer, R::optional, P::p0, {}, false},
    {"notes",
     kWords<"_notes|catatan|keterangan|uraian|kronologi|deskripsi">,
     T::text,
     R::optional,
     P::p3,
     {},
     false},
};

}  // namespace

std::span<const Field> report_fields() {
  return kReports;
}

}  // namespace rawan::io
