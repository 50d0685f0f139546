"""Which sources are spoiled and which tests may notice."""

# What decides what leaves: every mutant must be killed.
GATE = """
algorithms/src/disclosure.cpp algorithms/src/geometric_noise.cpp algorithms/src/noise_sum.cpp
algorithms/src/published_statements.cpp algorithms/src/seen_table.cpp algorithms/src/suppress.cpp
engine/src/bursts.cpp engine/src/class_range.cpp engine/src/clear_open.cpp
engine/src/clear_operational.cpp engine/src/clear_planning.cpp engine/src/clear_restricted.cpp
engine/src/evidence.cpp engine/src/followed_marks.cpp engine/src/gate_parts.cpp
engine/src/noisy_counts.cpp engine/src/noisy_parts.cpp engine/src/planned_ape.cpp
engine/src/planned_proposals.cpp engine/src/planned_rates.cpp engine/src/planned_villages.cpp
engine/src/planning_counts.cpp engine/src/policy.cpp engine/src/policy_file.cpp
engine/src/policy_floor.cpp engine/src/protected_places.cpp engine/src/safe_cells.cpp
engine/src/safe_portrait.cpp engine/src/safe_stability.cpp engine/src/safe_villages.cpp
engine/src/tier.cpp io/src/ledger_key.cpp io/src/ledger_text.cpp io/src/release_ledger.cpp
io/src/signature.cpp
""".split()
# The rest of what stands between the raw reports and a reader.
PRIVACY = """
engine/src/audiences.cpp engine/src/reporter_cap.cpp engine/src/same_testimony.cpp
engine/src/testimony.cpp engine/src/retention.cpp
io/src/audit_log.cpp io/src/locked_folder.cpp io/src/personal_headers.cpp io/src/personal_words.cpp
io/src/private_file.cpp io/src/private_texts.cpp io/src/retention.cpp io/src/split_point.cpp
io/src/stop_code.cpp io/src/wipe_file.cpp
""".split()
PUBLISH = """
engine/src/country/country_release.cpp engine/src/country/join_parts.cpp
engine/src/country/part_store.cpp engine/src/gates.cpp engine/src/publish.cpp
engine/src/publish_operational.cpp engine/src/publish_planning.cpp
engine/src/publish_restricted.cpp engine/src/release_files.cpp engine/src/send_out.cpp
io/src/geopackage_metadata.cpp io/src/geopackage_parts.cpp io/src/geopackage_rows.cpp
io/src/layer.cpp io/src/layer_pieces.cpp io/src/manifest.cpp io/src/output_file.cpp
io/src/release_tree.cpp io/src/spatial_indexes.cpp io/src/staging.cpp io/src/verify_geopackage.cpp
io/src/verify_release.cpp io/src/write_csv.cpp io/src/write_geopackage.cpp io/src/write_xlsx.cpp
io/src/plain_text.cpp
""".split()
INGEST = """
engine/src/project.cpp engine/src/read.cpp
io/src/cell_values.cpp io/src/check_geopackage.cpp io/src/check_xlsx.cpp io/src/column_plan.cpp
io/src/count_geopackage.cpp io/src/count_json.cpp io/src/count_text.cpp io/src/csv_dialect.cpp
io/src/csv_scanner.cpp io/src/drawers.cpp io/src/file_kind.cpp io/src/header_match.cpp
io/src/header_row.cpp io/src/judge_checkins.cpp io/src/judge_contacts.cpp
io/src/judge_overrides.cpp io/src/judge_patrol_log.cpp io/src/judge_registers.cpp
io/src/judge_report.cpp io/src/judge_report_codes.cpp io/src/judge_report_position.cpp
io/src/judge_report_times.cpp io/src/judge_squads.cpp io/src/ledger.cpp io/src/parse_angle.cpp
io/src/parse_clock.cpp io/src/parse_coordinate.cpp io/src/parse_date.cpp io/src/parse_number.cpp
io/src/parse_village.cpp io/src/record_count.cpp io/src/record_stores.cpp
io/src/report_identity.cpp io/src/report_intake.cpp io/src/report_sets.cpp io/src/row_filter.cpp
io/src/row_reader.cpp io/src/sheet_rows.cpp io/src/sheet_scan.cpp io/src/table_builder.cpp
io/src/text_encoding.cpp io/src/village_duplicates.cpp io/src/village_rows.cpp
io/src/zip_archive.cpp
""".split()
# Sources of an area, and how many mutants of each at most (None: all).
AREAS = {"gate": (GATE, None), "privacy": (PRIVACY, 6), "publish": (PUBLISH, 5),
         "ingest": (INGEST, 4)}
# The share that must be killed.
LEAST = {"gate": 1.0, "privacy": 0.9, "publish": 0.9, "ingest": 0.9}

# Of algorithms: what the gate calls. All test programs of io and engine are taken.
ALGORITHM_TESTS = ("disclosure_test", "disclosure_releases_test", "geometric_noise_test",
                   "reconstruction_test")
# Whole programs as strangers run them: scripts of tests/acceptance.
ACCEPTANCE = ("audience", "country", "determinism", "evidence", "golden", "hostile_names",
              "keeping", "ledger", "privacy", "protected_places", "sample_data")
CORPUS = ("A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "S")
