# embed: text files as C strings, in a table of {name, text} that ends with {NULL, NULL}.
# usage: awk -v symbol=page_files -f embed.awk FILE…   The name is the file's without its folder.
function start(    name) {
	name = FILENAME
	sub(/^.*\//, "", name)
	if (open)
		print "    },"
	open = 1
	printf "    {\"%s\",\n", name
}
BEGIN {
	print "#include \"config.h\"\n#include \"web/embed.h\"\n"
	printf "const struct embedded %s[] = {\n", symbol
}
FNR == 1 { start() }
{
	gsub(/\\/, "&&")
	gsub(/"/, "\\\"")
	gsub(/\t/, "\\t")
	printf "\t\"%s\\n\"\n", $0
}
END {
	if (open)
		print "    },"
	print "    {NULL, NULL},\n};"
}
