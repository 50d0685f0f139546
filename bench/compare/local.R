# Local and global statistics of a table by spdep, one file of numbers each:
#     Rscript local.R SITES.csv FOLDER        values
#     Rscript local.R SITES.csv REPLICATES    "seconds" of localG_perm
# The table has the columns x, y, cases and exposure; neighbors are the 6 nearest.
suppressPackageStartupMessages(library(spdep))
arguments <- commandArgs(trailingOnly = TRUE)
sites <- read.csv(arguments[1])
neighbors <- knn2nb(knearneigh(as.matrix(sites[, c("x", "y")]), k = 6))
binary <- nb2listw(neighbors, style = "B")
y <- sites$cases
n <- sites$exposure

replicates <- suppressWarnings(as.integer(arguments[2]))
if (!is.na(replicates)) {
  threads <- as.integer(Sys.getenv("THREADS", "1"))
  if (threads > 1) {
    set.coresOption(threads)
    set.mcOption(TRUE)
  }
  star <- nb2listw(include.self(neighbors), style = "B")
  elapsed <- system.time(localG_perm(y, star, nsim = replicates))["elapsed"]
  cat(sprintf("seconds %.3f\n", elapsed))
  quit()
}

standardized <- nb2listw(neighbors, style = "W")
write_numbers <- function(name, numbers) {
  writeLines(sprintf("%.17g", as.numeric(numbers)), file.path(arguments[2], name))
}
write_numbers("gi", localG(y, binary))
write_numbers("gi_star", localG(y, nb2listw(include.self(neighbors), style = "B")))
moran <- localmoran(y, standardized, conditional = TRUE)
write_numbers("local_moran", moran[, "Ii"])
write_numbers("local_moran_z", moran[, "Z.Ii"])
# localC takes a variance with divisor n - 1, our m2 one with n.
write_numbers("local_geary", localC(y, standardized) * length(y) / (length(y) - 1))
write_numbers("moran", moran.test(y, standardized)$estimate)
write_numbers("geary", geary.test(y, standardized)$estimate)
write_numbers("general_g", globalG.test(y, binary)$estimate)
write_numbers("eb", EBest(y, n)$estmm)
write_numbers("eb_local", EBlocal(y, n, neighbors, geoda = TRUE)$est)
write_numbers("eb_moran", EBImoran.mc(y, n, binary, nsim = 1)$statistic)
