# Turns text files (arguments) into a C table of strings: one literal per line, in the order given.
BEGIN {
	print "/* Made by sql/embed.awk from the files named below. */"
	print "#include \"config.h\""
	print "#include \"store/sql.h\""
	print ""
	print "const struct sql_file sql_files[] = {"
}
FNR == 1 {
	if (NR > 1)
		print "\t    \"\"},"
	printf "\t{\"%s\",\n", FILENAME
}
{
	gsub(/\\/, "&&")
	gsub(/"/, "\\\"")
	gsub(/\t/, "\\t")
	gsub(/\?/, "\\?")
	printf "\t    \"%s\\n\"\n", $0
}
END {
	print "\t    \"\"},"
	print "};"
	print "const size_t sql_file_count = sizeof sql_files / sizeof sql_files[0];"
}
