# Rscript cluster_peer.R METHOD POINTS.csv LABELS RADIUS MIN_POINTS: clusters by R dbscan, one line
# per point: the label (0: noise) and, from dbscan, whether it is a core point. dbscan_labels leaves
# that out ("-"): to tell, the package keeps every pair of neighbors, more than fits where points
# lie close.
arguments <- commandArgs(TRUE)
points <- as.matrix(read.csv(arguments[2])[, c("x", "y")])
least <- as.integer(arguments[5])
if (arguments[1] != "hdbscan") {
  radius <- as.numeric(arguments[4])
  used <- system.time(found <- dbscan::dbscan(points, radius, least))
  core <- if (arguments[1] == "dbscan_labels") "-" else
    as.integer(dbscan::is.corepoint(points, radius, least))
} else {
  used <- system.time(found <- dbscan::hdbscan(points, least))
  core <- as.integer(found$cluster > 0)
  cat("tree", format(sum(found$hc$height), digits = 15), "\n")
}
cat("seconds", used[["elapsed"]], "\n")
write.table(data.frame(found$cluster, core), arguments[3], row.names = FALSE,
            col.names = FALSE, quote = FALSE)
