#include "code_tables.h"
#include "words.h"

#include <array>

namespace rawan::io {
namespace {

constexpr CodeEntry kRecordTypes[] = {
    {"persepsi", "Persepsi/titik rawan", "Perception of a place",
     kWords<"rawan|persepsi warga|perception|unsafe place">, kWords<"titik_rawan">},
    {"temuan", "Temuan petugas", "Officer's finding", kWords<"temuan lapangan|finding">},
    {"kejadian", "Kejadian", "Event", kWords<"peristiwa|incident">, kWords<"insiden">},
    {"nihil", "Nihil/aman", "Nothing to report", kWords<"aman terkendali|nil|nothing">,
     kWords<"aman">},
};

constexpr CodeEntry kTimeBands[] = {
    {"dini_hari", "Dini hari (00-04)", "Small hours (00-04)", kWords<"tengah malam|subuh|00-04">},
    {"pagi", "Pagi (05-10)", "Morning (05-10)", kWords<"pagi hari|morning|05-10">},
    {"siang", "Siang (11-14)", "Midday (11-14)", kWords<"siang hari|midday|noon|11-14">},
    {"sore", "Sore (15-17)", "Afternoon (15-17)", kWords<"sore hari|petang|afternoon|15-17">},
    {"malam", "Malam (18-23)", "Evening (18-23)", kWords<"malam hari|night|evening|18-23">},
    {"sepanjang_hari", "Sepanjang hari", "All day", kWords<"setiap saat|24 jam|seharian">},
    {"tidak_tahu", "Tidak tahu", "Not known", kWords<"tidak tentu|unknown|tdk tahu">},
};

constexpr CodeEntry kDayPatterns[] = {
    {"sen", "Senin", "Monday", kWords<"mon">},
    {"sel", "Selasa", "Tuesday", kWords<"tue">},
    {"rab", "Rabu", "Wednesday", kWords<"wed">},
    {"kam", "Kamis", "Thursday", kWords<"thu">},
    {"jum", "Jumat", "Friday", kWords<"fri|jum'at|jumaat">},
    {"sab", "Sabtu", "Saturday", kWords<"sat">},
    {"min", "Minggu", "Sunday", kWords<"sun|ahad">},
    {"hari_pasar", "Hari pasar", "Market day", kWords<"pasaran">},
    {"hari_libur", "Hari libur", "Holiday", kWords<"libur|tanggal merah">},
    {"musiman", "Musiman", "Seasonal", kWords<"musim tertentu">},
};

constexpr CodeEntry kFrequencies[] = {
    {"sekali", "Sekali", "Once", kWords<"satu kali|1 kali">},
    {"jarang", "Jarang", "Rarely", kWords<"kadang|kadang kadang">},
    {"bulanan", "Bulanan", "Monthly", kWords<"setiap bulan|tiap bulan">},
    {"mingguan", "Mingguan", "Weekly", kWords<"setiap minggu|tiap minggu|sering">},
    {"harian", "Harian", "Daily", kWords<"setiap hari|tiap hari">},
    {"tidak_tahu", "Tidak tahu", "Not known", kWords<"unknown|tdk tahu">},
};

constexpr CodeEntry kZones[] = {
    {"WIB", "Waktu Indonesia Barat (UTC+7)", "Western Indonesian time", kWords<"+07:00|utc+7">},
    {"WITA", "Waktu Indonesia Tengah (UTC+8)", "Central Indonesian time", kWords<"+08:00|utc+8">},
    {"WIT", "Waktu Indonesia Timur (UTC+9)", "Eastern Indonesian time", kWords<"+09:00|utc+9">},
};

constexpr CodeEntry kCoordMethods[] = {
    {"gps", "GPS", "GPS", kWords<"gps hp|gps ponsel">},
    {"peta", "Dari peta", "From a map", kWords<"peta|google maps|map">},
    {"alamat", "Dari alamat", "From an address", kWords<"alamat|address">},
    {"pusat_desa", "Pusat desa", "Village center", kWords<"kantor desa|centroid">},
    {"tidak_ada", "Tidak ada", "None", kWords<"tanpa koordinat|none">},
};

constexpr CodeEntry kCoordQualities[] = {
    {"baik", "Baik", "Good"},          {"cukup", "Cukup", "Fair"},
    {"rendah", "Rendah", "Low"},       {"diperbaiki", "Diperbaiki", "Repaired"},
    {"ditolak", "Ditolak", "Refused"},
};

constexpr CodeEntry kLightings[] = {
    {"terang", "Terang", "Bright", kWords<"baik|bright">},
    {"redup", "Redup", "Dim", kWords<"remang|remang remang|kurang terang">},
    {"gelap", "Gelap", "Dark", kWords<"tidak ada lampu">},
    {"lampu_padam", "Lampu padam", "Lamp out", kWords<"lampu mati|padam|lampu rusak">},
    {"tidak_tahu", "Tidak tahu", "Not known", kWords<"unknown">},
};

constexpr CodeEntry kSeverities[] = {
    {"1", "Ringan", "Slight", kWords<"rendah|low">},
    {"2", "Sedang", "Moderate", kWords<"medium">},
    {"3", "Berat", "Serious", kWords<"tinggi|high|parah">},
    {"4", "Darurat", "Emergency", kWords<"sangat berat|gawat|kritis">},
};

constexpr CodeEntry kGroups[] = {
    {"pkk", "PKK", "PKK", kWords<"tp pkk|ibu pkk|kader pkk">},
    {"dasawisma", "Dasawisma", "Dasawisma", kWords<"dasa wisma">},
    {"kader", "Kader", "Cadre", kWords<"kader desa|kader gender">},
    {"posyandu", "Posyandu", "Posyandu", kWords<"kader posyandu">},
    {"pelajar", "Pelajar", "Students", kWords<"siswa|siswi|mahasiswa|students">},
    {"pedagang", "Pedagang", "Traders", kWords<"pedagang pasar|traders">},
    {"ojek", "Ojek", "Motorcycle taxi drivers", kWords<"tukang ojek">},
    {"forum_anak", "Forum anak", "Children's forum", kWords<"anak">},
    {"lembaga_adat", "Lembaga adat", "Customary institution", kWords<"dewan adat|adat">},
    {"tokoh_agama", "Tokoh agama", "Religious leaders", kWords<"majelis taklim|pengajian">},
    {"perangkat_desa", "Perangkat desa", "Village officials", kWords<"aparat desa|pemdes">},
    {"warga", "Warga", "Residents", kWords<"masyarakat|warga umum|residents">},
    {"lainnya", "Lainnya", "Other", kWords<"lain|lain lain|others">},
};

constexpr CodeEntry kSexes[] = {
    {"p", "Perempuan", "Female", kWords<"prp|f|woman|women">, kWords<"pr|wanita">},
    {"l", "Laki-laki", "Male", kWords<"laki|m|man|men">, kWords<"lk|pria">},
    {"tidak_tahu", "Tidak tahu", "Not known", kWords<"unknown|tdk tahu">},
};

constexpr CodeEntry kAgeBands[] = {
    {"<6", "Di bawah 6", "Under 6"},      {"6-12", "6-12", "6-12"},    {"13-17", "13-17", "13-17"},
    {"18-24", "18-24", "18-24"},          {"25-44", "25-44", "25-44"}, {"45-59", "45-59", "45-59"},
    {"60+", "60 ke atas", "60 and over"},
};

constexpr CodeEntry kRelations[] = {
    {"orang_tua", "Orang tua", "Parent"},
    {"keluarga", "Keluarga/saudara", "Family"},
    {"suami_istri", "Suami/istri", "Spouse"},
    {"tetangga", "Tetangga", "Neighbor"},
    {"pacar_teman", "Pacar/teman", "Partner or friend"},
    {"guru", "Guru", "Teacher"},
    {"majikan", "Majikan", "Employer"},
    {"rekan_kerja", "Rekan kerja", "Colleague"},
    {"lainnya", "Lainnya", "Other"},
    {"na", "Tidak diketahui", "Not known"},
};

constexpr CodeEntry kTpks[] = {
    {"ps_nonfisik", "Pelecehan seksual nonfisik", "Non-physical sexual harassment"},
    {"ps_fisik", "Pelecehan seksual fisik", "Physical sexual harassment"},
    {"paksa_kontrasepsi", "Pemaksaan kontrasepsi", "Forced contraception"},
    {"paksa_sterilisasi", "Pemaksaan sterilisasi", "Forced sterilization"},
    {"paksa_kawin", "Pemaksaan perkawinan", "Forced marriage"},
    {"siksa_seksual", "Penyiksaan seksual", "Sexual torture"},
    {"eksploitasi_seksual", "Eksploitasi seksual", "Sexual exploitation"},
    {"perbudakan_seksual", "Perbudakan seksual", "Sexual slavery"},
    {"ks_elektronik", "Kekerasan seksual berbasis elektronik", "Electronic sexual violence"},
    {"perkosaan", "Perkosaan", "Rape"},
    {"cabul", "Perbuatan cabul", "Indecent act"},
    {"anak_setubuh_cabul_eksploitasi", "Persetubuhan, pencabulan, eksploitasi anak",
     "Sexual abuse or exploitation of a child"},
    {"langgar_susila", "Pelanggaran kesusilaan", "Offence against decency"},
    {"pornografi_anak_kekerasan", "Pornografi anak atau kekerasan", "Child or violent pornography"},
    {"paksa_pelacuran", "Pemaksaan pelacuran", "Forced prostitution"},
    {"tppo_seksual", "TPPO untuk eksploitasi seksual", "Trafficking for sexual exploitation"},
    {"ks_rumah_tangga", "Kekerasan seksual dalam rumah tangga", "Domestic sexual violence"},
    {"tppu_asal_tpks", "Pencucian uang dari TPKS", "Money laundering from such crimes"},
    {"tpks_lain", "TPKS lain", "Other sexual crime"},
};

constexpr CodeEntry kReferred[] = {
    {"tidak_perlu", "Tidak perlu", "Not needed", kWords<"tidak|tidak ada|no">},
    {"ditawarkan", "Ditawarkan", "Offered", kWords<"sudah ditawarkan">},
    {"diterima", "Diterima", "Accepted", kWords<"ya|dirujuk|yes">},
    {"ditolak", "Ditolak", "Declined", kWords<"menolak">},
    {"darurat", "Darurat", "Emergency", kWords<"gawat darurat">},
};

constexpr CodeEntry kReferredTo[] = {
    {"uptd_ppa", "UPTD PPA", "UPTD PPA"},
    {"p2tp2a", "P2TP2A", "P2TP2A"},
    {"unit_ppa_polres", "Unit PPA Polres", "Police women and children unit"},
    {"puskesmas", "Puskesmas", "Health center"},
    {"rs", "Rumah sakit", "Hospital"},
    {"satgas_ppa_desa", "Satgas PPA desa", "Village task force"},
    {"lainnya", "Lainnya", "Other"},
};

constexpr CodeEntry kActions[] = {
    {"imbauan", "Imbauan", "Advice", kWords<"himbauan">},
    {"pengamanan_awal", "Pengamanan awal", "First response"},
    {"koordinasi", "Koordinasi", "Coordination"},
    {"lapor_pju", "Lapor penerangan jalan", "Lighting reported"},
    {"pembersihan", "Pembersihan", "Clearing"},
    {"patroli_ulang", "Patroli ulang", "Repeat patrol"},
    {"tidak_ada", "Tidak ada", "None"},
    {"lainnya", "Lainnya", "Other", kWords<"lain|lain lain">},
};

constexpr CodeEntry kStatuses[] = {
    {"baru", "Baru", "New", kWords<"pending|draf">,
     kWords<"menunggu|on hold|validation_status_on_hold|received|submitted">},
    {"diverifikasi", "Diverifikasi", "Verified", kWords<"terverifikasi|valid|verified">,
     kWords<"disetujui|approved|validation_status_approved">},
    {"duplikat", "Duplikat", "Duplicate", kWords<"ganda|duplikasi">},
    {"ditolak", "Ditolak", "Rejected", kWords<"tidak valid|batal">,
     kWords<"not approved|validation_status_not_approved">},
    {"selesai", "Selesai", "Done", kWords<"tuntas|closed|ditutup">},
};

constexpr CodeEntry kConsents[] = {
    {"agregat", "Hanya agregat", "Aggregate only",
     kWords<"ya|setuju|bersedia|yes|data gabungan|agregat saja">},
    {"operasional", "Boleh untuk operasional", "Operational use",
     kWords<"operasi|untuk patroli|boleh operasional">},
    {"tidak", "Tidak setuju", "No consent",
     kWords<"no|tdk|tidak bersedia|menolak|ditarik|dicabut|tidak boleh">},
};

constexpr std::array kLists{CodeList{"record_type", kRecordTypes},
                            CodeList{"time_band", kTimeBands},
                            CodeList{"day_pattern", kDayPatterns},
                            CodeList{"frequency", kFrequencies},
                            CodeList{"tz", kZones},
                            CodeList{"coord_method", kCoordMethods},
                            CodeList{"coord_quality", kCoordQualities},
                            CodeList{"lighting", kLightings},
                            CodeList{"severity", kSeverities},
                            CodeList{"group_type", kGroups},
                            CodeList{"sex", kSexes},
                            CodeList{"age_band", kAgeBands},
                            CodeList{"relation", kRelations},
                            CodeList{"tpks_code", kTpks},
                            CodeList{"referred", kReferred},
                            CodeList{"referred_to", kReferredTo},
                            CodeList{"action_taken", kActions},
                            CodeList{"status", kStatuses},
                            CodeList{"consent", kConsents}};

}  // namespace

std::span<const CodeList> report_code_lists() {
  return kLists;
}

}  // namespace rawan::io
