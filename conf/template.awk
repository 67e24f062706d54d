# Writes the C table of mail templates from conf/templates/LANGUAGE/KIND.txt (see
# src/compose/template.h).
BEGIN {
	print "#include \"config.h\"\n#include \"compose/template.h\"\n"
	print "const struct template_builtin template_builtins[] = {"
}
FNR == 1 {
	if (NR > 1)
		print "    },"
	parts = split(FILENAME, part, "/")
	sub(/\.txt$/, "", part[parts])
	printf "    {\"%s/%s\",\n", part[parts - 1], part[parts]
}
{
	gsub(/\\/, "\\\\")
	gsub(/"/, "\\\"")
	printf "\t\"%s\\n\"\n", $0
}
END { print "    },\n    {NULL, NULL},\n};" }
