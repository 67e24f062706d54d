# Rows that every installation has: applied at each migrate, so each file is an upsert.
SQL_FILES +=
