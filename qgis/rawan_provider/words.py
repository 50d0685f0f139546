"""Every word the plugin shows, in Indonesian and English. QGIS's language chooses."""

from qgis.core import QgsSettings

WORDS = {
    "provider": ("Rawan: tempat rawan dan patroli", "Rawan: unsafe places and patrols"),
    "setting": ("Letak program rawan", "Where the program rawan is"),
    "no_program": (
        "Program rawan tidak ditemukan. Isi letaknya di Pengaturan > Opsi > Processing > Penyedia "
        "> Rawan, atau di variabel RAWAN_PROGRAM, atau taruh di PATH.",
        "The program rawan was not found. Set its place in Settings > Options > Processing > "
        "Providers > Rawan, or in the variable RAWAN_PROGRAM, or put it on the PATH."),
    "canceled": ("Dibatalkan.", "Canceled."),
    "group.project": ("Proyek", "Project"),
    "group.analysis": ("Analisis", "Analysis"),
    "run": ("Jalankan proyek", "Run a project"),
    "run.help": (
        "Menjalankan seluruh proyek: membaca laporan, memeriksa, memetakan, memberi peringkat, "
        "menyusun jadwal patroli, dan menulis rilis untuk keempat kelompok pembaca. Buka "
        "rawan.gpkg setiap rilis dari panel Peramban QGIS: peta di dalamnya sudah jadi.",
        "Runs a whole project: reads and checks the reports, maps, ranks, schedules patrols and "
        "writes the releases for the four audiences. Open rawan.gpkg of each release from the "
        "Browser panel: the map inside is finished."),
    "schedule": ("Susun jadwal patroli", "Schedule patrols"),
    "schedule.help": (
        "Menyusun ulang jadwal patroli saja. Hasilnya untuk komandan patroli.",
        "Makes the patrol schedule alone. The result is for commanders of patrols."),
    "density": ("Kepadatan titik", "Density of points"),
    "density.help": (
        "Kepadatan titik per km\u00b2 dengan koreksi tepi. Hasilnya untuk pemakaian internal.",
        "Density of points per km\u00b2, edge-corrected. The result is for internal use."),
    "cluster": ("Kelompok titik", "Clusters of points"),
    "cluster.help": (
        "Kelompok titik yang rapat (DBSCAN, HDBSCAN, ST-DBSCAN) dan garis luarnya. Hasilnya untuk "
        "pemakaian internal.",
        "Dense groups of points (DBSCAN, HDBSCAN, ST-DBSCAN) and their outlines. The result is for "
        "internal use."),
    "local": ("Statistik lokal", "Local statistics"),
    "local.help": (
        "Gi*, Moran atau Geary lokal tiap wilayah, dengan koreksi banyak uji. Isi kolom nilai, "
        "atau kolom kejadian dan paparan.",
        "Local Gi*, Moran or Geary of each area, corrected for many tests. Give a column of "
        "values, or columns of cases and exposure."),
    "scan": ("Pemindaian gugus", "Scan for clusters"),
    "scan.help": (
        "Gugus kasus yang paling mungkin, dalam ruang atau ruang dan waktu (Kulldorff).",
        "The most likely clusters of cases, in space or space and time (Kulldorff)."),
    "PROJECT": ("Berkas proyek (TOML)", "Project file (TOML)"),
    "FOLDER": ("Map keluaran", "Folder of the results"),
    "START": ("Hari pertama, misalnya 2026-11-30", "First day, for example 2026-11-30"),
    "DAYS": ("Lama rencana (hari)", "Length of the plan (days)"),
    "ITERATIONS": ("Langkah pencarian", "Steps of the search"),
    "SEED": ("Benih bilangan acak", "Seed of random numbers"),
    "INPUT": ("Lapisan masukan", "Input layer"),
    "WEIGHT": ("Kolom bobot", "Column of weights"),
    "KERNEL": ("Bentuk kernel", "Kernel"),
    "BANDWIDTH": (
        "Lebar kernel, misalnya 1.5km atau auto:lcv", "Bandwidth, for example 1.5km or auto:lcv"),
    "EDGE": ("Koreksi tepi", "Edge correction"),
    "WINDOW": ("Wilayah kajian", "Study area"),
    "CELL": ("Sisi sel (meter)", "Side of a cell (meters)"),
    "METHOD": ("Cara mencari kelompok", "Method"),
    "RADIUS": ("Jarak tetangga (meter)", "Distance of neighbors (meters)"),
    "MIN_POINTS": ("Titik paling sedikit", "Fewest points"),
    "MIN_CLUSTER_SIZE": (
        "HDBSCAN: titik paling sedikit dalam kelompok", "HDBSCAN: fewest points of a cluster"),
    "TIME_COLUMN": ("ST-DBSCAN: kolom tanggal atau waktu", "ST-DBSCAN: column of date or time"),
    "TIME": (
        "ST-DBSCAN: selisih waktu tetangga, misalnya 7d",
        "ST-DBSCAN: time between neighbors, for example 7d"),
    "OUTLINES": ("Garis luar kelompok", "Outlines of clusters"),
    "VALUE": ("Kolom nilai", "Column of values"),
    "CASES": ("Kolom jumlah kejadian", "Column of cases"),
    "EXPOSURE": ("Kolom paparan", "Column of exposure"),
    "STATISTIC": ("Statistik", "Statistic"),
    "WEIGHTS": (
        "Tetangga: queen, rook, band:150m, nearest:6",
        "Neighbors: queen, rook, band:150m, nearest:6"),
    "PERMUTATIONS": ("Permutasi: auto, enough atau bilangan",
                     "Permutations: auto, enough or a number"),
    "SIDES": ("Arah pengujian", "Side of the test"),
    "CORRECTION": ("Koreksi banyak uji", "Correction for many tests"),
    "ALPHA": ("Taraf uji", "Level of the test"),
    "POPULATION": ("Kolom penduduk", "Column of population"),
    "MODEL": ("Model kasus", "Model of cases"),
    "SHAPE": ("Bentuk gugus", "Shape of a cluster"),
    "MAX_SHARE": (
        "Bagian terbesar dari penduduk dalam gugus",
        "Largest share of the population in a cluster"),
    "SCAN_TIME": ("Kolom tanggal atau waktu", "Column of date or time"),
    "PERIOD": ("Lama satu periode, misalnya 7d", "Length of a period, for example 7d"),
    "REPLICATES": ("Ulangan Monte Carlo", "Monte Carlo replicates"),
    "CLUSTERS": ("Bentuk gugus", "Shapes of clusters"),
    "OUTPUT": ("Hasil", "Result"),
    "RELEASE.restricted": ("Peta terbatas", "Restricted map"),
    "RELEASE.operational": ("Peta operasional", "Operational map"),
    "RELEASE.planning": ("Peta perencanaan", "Planning map"),
    "RELEASE.public": ("Peta publik", "Public map"),
}


def language():
    """"id" where QGIS speaks Indonesian, else "en"."""
    locale = str(QgsSettings().value("locale/userLocale", "en"))
    return "id" if locale.lower().startswith("id") else "en"


def word(key):
    return WORDS[key][0 if language() == "id" else 1]
