#!/bin/sh
# Every sentence of the pages and of the web's C stands in po/it.po, and nothing else does.
set -e
top=${top_srcdir:-.}
folder=$(mktemp -d /tmp/turno-catalogue.XXXXXX)
trap 'rm -rf "$folder"' EXIT
{
	cat "$top"/src/web/page/*.html | grep -o '{{_ [^}]*}}' | sed 's/^{{_ //; s/}}$//'
	cat "$top"/src/web/page/*.html | grep -o '{{count:[^}]*}}' | cut -d '|' -f 2
	cat "$top"/src/web/*.c | tr '\n' ' ' | grep -o 'N_([[:space:]]*"[^)]*)' |
		sed 's/^N_([[:space:]]*"//; s/"[[:space:]]*)$//; s/"[[:space:]]*"//g'
	cat "$top"/sql/function/act_*.sql "$top"/sql/function/upload_*.sql "$top"/sql/function/message_add.sql "$top"/sql/function/post_add.sql \
		"$top"/sql/function/practice_*.sql |
		grep -oE "('TU003', message =|p_refusal =>) '[^']*'" | sed -E "s/^.*=>? '//; s/'$//"
	# The administration: its refusals with their names in them (%s), what it finds, and what each setting is for.
	literal="'(?:[^']|'')*'"
	{
		cat "$top"/sql/function/*.sql | grep -Ev '^ *--|^comment' | tr '\n' ' ' | grep -oP "(admin_refuse\(|'form',)(?:[^';]|$literal)*;" |
			grep -oP "$literal" | grep -P "^'([^a-z ]|[a-z]+_[a-z_]+ is ).* .*\.'$"
		cat "$top"/sql/function/check_*.sql | grep -Ev '^ *--|^comment' | tr '\n' ' ' | grep -oP "$literal" | grep -P "^'[A-Z%].* .*(\.|%s)'$"
		grep -oP "$literal" "$top/sql/data/setting_known.sql" | grep -P "^'[A-Z].* .*\.'$"
	} | grep -v '%1' | sed "s/^'//; s/'$//; s/''/'/g; s/\"/\\\\\"/g"
	cat "$top"/sql/function/*.sql | grep -oE "[( .]ticket_refuse\((case.*then )?(format\()?'([^']|'')*'" | sed -E "s/^[^']*'//; s/'$//; s/''/'/g"
	cat "$top"/sql/function/reply_lock_guard.sql | grep -oE "(then format\(|else )'[^']*'" | sed -E "s/^[^']*'//; s/'$//"
} | sort -u >"$folder/used"
grep '^msgid "' "$top/po/it.po" | sed 's/^msgid "//; s/"$//' | grep -v '^$' | sort >"$folder/translated"
echo 1..3
missing=$(comm -23 "$folder/used" "$folder/translated" | grep -v '^%d days$' || true)
[ -z "$missing" ] || { echo "# without translation: $missing"; printf 'not '; }
echo 'ok 1 - every sentence has a translation'
idle=$(comm -13 "$folder/used" "$folder/translated")
[ -z "$idle" ] || { echo "# not used any more: $idle"; printf 'not '; }
echo 'ok 2 - every translation is used'
twice=$(uniq -d "$folder/translated")
[ -z "$twice" ] || { echo "# twice: $twice"; printf 'not '; }
echo 'ok 3 - none stands twice'
