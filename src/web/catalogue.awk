# catalogue: a gettext catalogue as a C table (see embed.h). Handles what po/it.po uses: msgid,
# msgid_plural, msgstr, msgstr[0], msgstr[1], strings over several lines. Stops on anything else.
# usage: awk -v symbol=catalogue_it -f catalogue.awk FILE.po
function fail(why) {
	printf "%s:%d: %s\n", FILENAME, FNR, why > "/dev/stderr"
	failed = 1
	exit 1
}
function quoted(line) {
	if (line !~ /^".*"$/)
		fail("a string in double quotes was expected")
	return substr(line, 2, length(line) - 2)
}
function flush() {
	if (source != "" && text != "")
		printf "    {\"%s\", \"%s\", %s},\n", source, text, many != "" ? "\"" many "\"" : "NULL"
	else if (source != "")
		fail("no translation of \"" source "\"")
	source = text = many = ""
}
BEGIN {
	print "#include \"config.h\"\n#include \"web/embed.h\"\n"
	printf "const struct translation %s[] = {\n", symbol
}
/^#/ { next }
/^$/ { if (field == "header") text = ""; flush(); field = ""; next }
/^msgid / { flush(); field = "source"; sub(/^msgid /, ""); source = quoted($0); next }
/^msgid_plural / { field = "plural"; next }
/^msgstr\[0\] / { field = "text"; sub(/^msgstr\[0\] /, ""); text = quoted($0); next }
/^msgstr\[1\] / { field = "many"; sub(/^msgstr\[1\] /, ""); many = quoted($0); next }
/^msgstr / { field = source == "" ? "header" : "text"; sub(/^msgstr /, ""); text = quoted($0); next }
/^"/ {
	if (field == "source")
		source = source quoted($0)
	else if (field == "text")
		text = text quoted($0)
	else if (field == "many")
		many = many quoted($0)
	else if (field != "header" && field != "plural")
		fail("a string without its keyword")
	next
}
{ fail("not understood: " $0) }
END {
	if (failed)
		exit 1
	if (field == "header")
		text = ""
	flush()
	print "    {NULL, NULL, NULL},\n};"
}
