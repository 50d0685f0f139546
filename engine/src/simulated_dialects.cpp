#include "layer_words.h"
#include "simulated_rows.h"

#include <fmt/format.h>

#include <cmath>

namespace rawan::engine {
namespace {

using Row = SimulatedRow;
using Inputs = SimulatedInputs;

// Names and telephone numbers that do not exist: the reader must drop their columns.
constexpr const char* kName = "KENARI-NAMA";
constexpr const char* kPhone = "KENARI-HP";

std::string decimal(double value, int digits, char mark) {
  std::string text = fmt::format("{:.{}f}", value, digits);
  if (mark != '.') text[text.find('.')] = mark;
  return text;
}

/// 109.304567 as Excel in Indonesia spoils it: 109.304.567.
std::string with_thousands(double value) {
  const std::string digits = fmt::format("{:.6f}", value);
  const std::size_t point = digits.find('.');
  return digits.substr(0, point) + "." + digits.substr(point + 1, 3) + "." +
         digits.substr(point + 4);
}

std::string with_degrees(double value, const char* suffix) {
  const double minutes = (value - std::floor(value)) * 60.0;
  const double seconds = (minutes - std::floor(minutes)) * 60.0;
  return fmt::format("{:.0f}°{:02.0f}'{:04.1f}\" {}", std::floor(value), std::floor(minutes),
                     std::min(seconds, 59.9), suffix);
}

bool has_position(const Row& row, Dirt dirt) {
  return row.mark != nullptr && dirt != Dirt::no_coordinates;
}

double spoilt_lat(const Row& row, Dirt dirt) {
  if (dirt == Dirt::swapped) return row.position.lon;
  if (dirt == Dirt::mirrored) return -row.position.lat;
  if (dirt == Dirt::null_island) return 0.0;
  if (dirt == Dirt::far_away) return row.position.lat - 4.0;
  return row.position.lat;
}

double spoilt_lon(const Row& row, Dirt dirt) {
  if (dirt == Dirt::swapped) return row.position.lat;
  if (dirt == Dirt::null_island) return 0.0;
  return row.position.lon;
}

Day spoilt_day(const Row& row, Dirt dirt) {
  return row.dialogue->day + std::chrono::days(dirt == Dirt::future_date ? 4000 : 0);
}

std::string code(const Row& row, const Inputs& inputs, Dirt) {
  return io::to_dotted(inputs.sites.id[row.site]);
}

std::string village(const Row& row, const Inputs& inputs, Dirt dirt) {
  const std::string& name = inputs.sites.name[row.site];
  return dirt == Dirt::synonym ? "Ds. " + name : name;
}

std::string district(const Row& row, const Inputs& inputs, Dirt) {
  return inputs.sites.district[row.site];
}

std::string squad(const Row& row, const Inputs&, Dirt) {
  return fmt::format("R{}", row.dialogue->squad + 1);
}

std::string patrol(const Row& row, const Inputs&, Dirt) {
  return row.patrol_id;
}
std::string talk(const Row& row, const Inputs&, Dirt) {
  return row.dialogue_id;
}

std::string record_type(const Row& row, const Inputs&, Dirt dirt) {
  if (dirt == Dirt::synonym && row.type == io::RecordType::persepsi) return "Titik Rawan";
  return std::string(io::code_list("record_type").entries[static_cast<std::size_t>(row.type)].code);
}

std::string women(const Row& row, const Inputs&, Dirt dirt) {
  if (dirt == Dirt::negative_number) return "-3";
  return fmt::format("{}{}", row.dialogue->women, dirt == Dirt::unit_in_number ? " orang" : "");
}

std::string men(const Row& row, const Inputs&, Dirt) {
  return std::to_string(row.dialogue->men);
}

/// Two dialogues of ten keep what they told to sums.
std::string consent(const Row& row, const Inputs&, Dirt dirt) {
  if (dirt == Dirt::no_consent) return "tidak";
  const char last = row.dialogue_id.back();
  return last == '3' || last == '6' ? "agregat" : "operasional";
}

std::string code_in(const char* list, std::size_t position, bool as_label) {
  const io::CodeEntry& entry = io::code_list(list).entries[position];
  return std::string(as_label ? entry.label_id : entry.code);
}

template <bool kLabel>
std::string place(const Row& row, const Inputs&, Dirt) {
  if (row.mark == nullptr) return "";
  return code_in("place_type", static_cast<std::size_t>(row.mark->place), kLabel);
}

template <bool kLabel>
std::string issue(const Row& row, const Inputs&, Dirt dirt) {
  if (row.type != io::RecordType::persepsi) return "";
  if (dirt == Dirt::synonym) return "Catcalling";
  if (dirt == Dirt::unknown_code) return "hal lain yang tidak ada di daftar";
  return code_in("issue_code", static_cast<std::size_t>(row.mark->issue), kLabel);
}

template <bool kLabel>
std::string factor(const Row& row, const Inputs&, Dirt) {
  if (row.mark == nullptr) return "";
  return code_in("env_factors", static_cast<std::size_t>(row.mark->factor), kLabel);
}

std::string kobo_sex(const Row& row, const Inputs&, Dirt) {
  return row.mark != nullptr && row.mark->by_man ? "l" : "p";
}

std::string excel_sex(const Row& row, const Inputs&, Dirt dirt) {
  const bool is_man = row.mark != nullptr && row.mark->by_man;
  if (dirt == Dirt::odd_sex) return is_man ? "Lk" : "Pr";
  return is_man ? "Laki-laki" : "Perempuan";
}

std::string clock(const Row& row, char mark) {
  if (row.mark == nullptr) return "";
  return fmt::format("{:02}{}{:02}", row.mark->minute / 60, mark, row.mark->minute % 60);
}

std::string name(const Row&, const Inputs&, Dirt) {
  return kName;
}
std::string phone(const Row&, const Inputs&, Dirt) {
  return kPhone;
}

// --- KoboToolbox ------------------------------------------------------------------------------

std::string kobo_lat(const Row& row, const Inputs&, Dirt dirt) {
  return has_position(row, dirt) ? decimal(spoilt_lat(row, dirt), 6, '.') : "";
}

std::string kobo_lon(const Row& row, const Inputs&, Dirt dirt) {
  return has_position(row, dirt) ? decimal(spoilt_lon(row, dirt), 6, '.') : "";
}

std::string kobo_accuracy(const Row& row, const Inputs&, Dirt dirt) {
  if (!has_position(row, dirt)) return "";
  return dirt == Dirt::low_accuracy ? "850.0" : fmt::format("{}.5", 4 + row.number % 20);
}

std::string kobo_point(const Row& row, const Inputs& inputs, Dirt dirt) {
  if (!has_position(row, dirt)) return "";
  return kobo_lat(row, inputs, dirt) + " " + kobo_lon(row, inputs, dirt) + " 0 " +
         kobo_accuracy(row, inputs, dirt);
}

std::string kobo_day(const Row& row, const Inputs&, Dirt dirt) {
  if (dirt == Dirt::impossible_date) return "2026-02-30";
  return iso_date(spoilt_day(row, dirt));
}

std::string kobo_submitted(const Row& row, const Inputs&, Dirt) {
  return fmt::format("{}T15:{:02}:{:02}", iso_date(row.dialogue->day), row.number % 60,
                     row.number * 7 % 60);
}

std::string kobo_uuid(const Row& row, const Inputs&, Dirt) {
  const auto a = philox({row.number, 1, 2, 3}, {61, 7});
  return fmt::format("{:08x}-{:04x}-4{:03x}-8{:03x}-{:08x}{:04x}", a[0], a[1] >> 16U, a[1] & 0xfffU,
                     a[2] >> 20U, a[3], a[2] & 0xffffU);
}

std::string kobo_status(const Row&, const Inputs&, Dirt dirt) {
  return dirt == Dirt::rejected_status ? "validation_status_not_approved"
                                       : "validation_status_approved";
}

std::string kobo_issue(const Row& row, const Inputs& inputs, Dirt dirt) {
  return dirt == Dirt::test_row ? "tes" : issue<false>(row, inputs, dirt);
}

std::string kobo_time(const Row& row, const Inputs&, Dirt) {
  return clock(row, ':');
}
std::string kobo_group(const Row& row, const Inputs&, Dirt) {
  return row.number % 3 == 0 ? "dasawisma" : "pkk";
}
std::string kobo_org(const Row&, const Inputs&, Dirt) {
  return "satpol_pp";
}
std::string kobo_form(const Row&, const Inputs&, Dirt) {
  return "v1";
}

// --- Excel in Indonesia -----------------------------------------------------------------------

std::string excel_number(const Row& row, const Inputs&, Dirt) {
  return std::to_string(row.number);
}

std::string excel_lat(const Row& row, const Inputs&, Dirt dirt) {
  if (!has_position(row, dirt)) return "";
  if (dirt == Dirt::dms) {
    return with_degrees(std::abs(row.position.lat), row.position.lat < 0.0 ? "LS" : "LU");
  }
  return decimal(spoilt_lat(row, dirt), 6, ',');
}

std::string excel_lon(const Row& row, const Inputs&, Dirt dirt) {
  if (!has_position(row, dirt)) return "";
  if (dirt == Dirt::thousands) return with_thousands(row.position.lon);
  if (dirt == Dirt::dms) return with_degrees(row.position.lon, "BT");
  return decimal(spoilt_lon(row, dirt), 6, ',');
}

std::string excel_accuracy(const Row& row, const Inputs&, Dirt dirt) {
  if (!has_position(row, dirt)) return "";
  return dirt == Dirt::low_accuracy ? "850,0" : fmt::format("{},5", 4 + row.number % 20);
}

std::string excel_day(const Row& row, const Inputs&, Dirt dirt) {
  static constexpr const char* kMonths[] = {"Januari", "Pebruari", "Maret",    "April",
                                            "Mei",     "Juni",     "Juli",     "Agt",
                                            "Sept",    "Oktober",  "Nopember", "Desember"};
  const Day day = spoilt_day(row, dirt);
  const std::chrono::year_month_day ymd(day);
  const auto d = static_cast<unsigned>(ymd.day());
  const auto m = static_cast<unsigned>(ymd.month());
  const int y = static_cast<int>(ymd.year());
  if (dirt == Dirt::impossible_date) return "31/04/2026";
  if (dirt == Dirt::serial_date) {
    using namespace std::chrono;
    return std::to_string((day - sys_days(year(1899) / December / 30)).count());
  }
  if (dirt == Dirt::month_name) return fmt::format("{} {} {}", d, kMonths[m - 1], y);
  if (dirt == Dirt::two_digit_year) return fmt::format("{:02}/{:02}/{:02}", d, m, y % 100);
  return fmt::format("{:02}/{:02}/{}", d, m, y);
}

std::string excel_time(const Row& row, const Inputs&, Dirt dirt) {
  return clock(row, '.') + (dirt == Dirt::odd_time && row.mark != nullptr ? " WIB" : "");
}

std::string excel_code(const Row& row, const Inputs& inputs, Dirt dirt) {
  return dirt == Dirt::scientific_code ? "6,10701E+09" : code(row, inputs, dirt);
}

std::string excel_status(const Row&, const Inputs&, Dirt dirt) {
  return dirt == Dirt::rejected_status ? "ditolak" : "disetujui";
}

std::string excel_org(const Row&, const Inputs&, Dirt) {
  return "Satpol PP";
}
std::string excel_group(const Row& row, const Inputs&, Dirt) {
  return row.number % 3 == 0 ? "Dasawisma" : "PKK";
}

}  // namespace

Dialect kobo_dialect() {
  return {
      .file = "laporan_kobo.csv",
      .quote_all = true,
      .line_end = "\n",
      .columns = {{"sesi/id_patroli", patrol},
                  {"sesi/regu", squad},
                  {"sesi/id_dialog", talk},
                  {"sesi/instansi", kobo_org},
                  {"sesi/jml_perempuan", women},
                  {"sesi/jml_laki", men},
                  {"sesi/kelompok", kobo_group},
                  {"persetujuan", consent},
                  {"jenis_laporan", record_type},
                  {"tanggal_kejadian", kobo_day},
                  {"jam_kejadian", kobo_time},
                  {"lokasi/titik", kobo_point},
                  {"lokasi/_titik_latitude", kobo_lat},
                  {"lokasi/_titik_longitude", kobo_lon},
                  {"lokasi/_titik_precision", kobo_accuracy},
                  {"lokasi/kode_desa", code},
                  {"jenis_lokasi", place<false>},
                  {"kategori", kobo_issue},
                  {"faktor_lingkungan", factor<false>},
                  {"jk_pelapor", kobo_sex},
                  {"nama_pelapor", name},
                  {"no_hp", phone},
                  {"_uuid", kobo_uuid},
                  {"_submission_time", kobo_submitted},
                  {"_validation_status", kobo_status},
                  {"__version__", kobo_form}},
      .dirt = {Dirt::swapped, Dirt::mirrored, Dirt::null_island, Dirt::no_coordinates,
               Dirt::far_away, Dirt::low_accuracy, Dirt::future_date, Dirt::impossible_date,
               Dirt::no_consent, Dirt::duplicate, Dirt::rejected_status, Dirt::synonym,
               Dirt::unknown_code, Dirt::unit_in_number, Dirt::negative_number, Dirt::test_row}};
}

Dialect excel_dialect() {
  return {
      .file = "laporan_excel.csv",
      .byte_order_mark = "\xEF\xBB\xBF",
      .title = {"REKAPITULASI LAPORAN PATROLI DIALOGIS (DATA SINTETIS)", ""},
      .line_end = "\r\n",
      .columns = {{"No", excel_number},
                  {"Tanggal Laporan", excel_day},
                  {"Jam", excel_time},
                  {"Instansi", excel_org},
                  {"Regu", squad},
                  {"ID Patroli", patrol},
                  {"ID Dialog", talk},
                  {"Kecamatan", district},
                  {"Desa", village},
                  {"Kode Desa", excel_code},
                  {"Lintang", excel_lat},
                  {"Bujur", excel_lon},
                  {"Akurasi", excel_accuracy},
                  {"Jenis Laporan", record_type},
                  {"Jenis Lokasi", place<true>},
                  {"Kategori", issue<true>},
                  {"Faktor Lingkungan", factor<true>},
                  {"Peserta P", women},
                  {"Peserta L", men},
                  {"Kelompok", excel_group},
                  {"JK Pelapor", excel_sex},
                  {"Persetujuan", consent},
                  {"Status Validasi", excel_status},
                  {"Nama Pelapor", name},
                  {"No HP", phone}},
      .dirt =
          {Dirt::swapped,         Dirt::mirrored,        Dirt::thousands,      Dirt::dms,
           Dirt::null_island,     Dirt::no_coordinates,  Dirt::far_away,       Dirt::low_accuracy,
           Dirt::future_date,     Dirt::impossible_date, Dirt::serial_date,    Dirt::month_name,
           Dirt::two_digit_year,  Dirt::odd_time,        Dirt::no_consent,     Dirt::duplicate,
           Dirt::rejected_status, Dirt::synonym,         Dirt::unknown_code,   Dirt::unit_in_number,
           Dirt::negative_number, Dirt::odd_sex,         Dirt::scientific_code},
      .total_header = "Desa"};
}

}  // namespace rawan::engine
