#include "config.h"
#include "parse/quote_line.h"

#include <string.h>

static bool
starts_with_any(const char *line, const char *const *words)
{
	for (size_t i = 0; words[i] != NULL; i++)
		if (g_str_has_prefix(line, words[i]))
			return true;
	return false;
}

static bool
contains_any(const char *line, const char *const *words)
{
	for (size_t i = 0; words[i] != NULL; i++)
		if (strstr(line, words[i]) != NULL)
			return true;
	return false;
}

static bool
has_digit(const char *line)
{
	return strpbrk(line, "0123456789") != NULL;
}

bool
quote_line_begins_attribution(const char *line)
{
	static const char *const words[] = {"il ", "on ", "in data ", "am ", "le ", "el ",
	    "em ", "op ", "den ", "dnia ", "w dniu ", "på ", "at ", "a las ", "alle ", NULL};

	return starts_with_any(line, words) || g_ascii_isdigit(line[0]);
}

static bool
has_verb(const char *line)
{
	static const char *const words[] = {"ha scritto", "scrive", "wrote", "writes",
	    "schrieb", "a écrit", "écrivait", "escribió", "escreveu", "schreef", "geschreven",
	    "skrev", "napisał", "said", "sent:", "написал", "пишет", NULL};

	return contains_any(line, words);
}

bool
quote_line_is_attribution(const char *line)
{
	return g_str_has_suffix(line, ":") && has_verb(line) && has_digit(line) &&
	       quote_line_begins_attribution(line);
}

bool
quote_line_is_weak_attribution(const char *line)
{
	bool has_address = strchr(line, '@') != NULL;

	return (g_str_has_suffix(line, ":") && (has_verb(line) || has_address)) ||
	       (has_address && g_ascii_isdigit(line[0]) && strchr(line, '<') != NULL);
}

bool
quote_line_is_separator(const char *line)
{
	static const char *const words[] = {"original message", "messaggio originale",
	    "ursprüngliche nachricht", "originalnachricht", "original-nachricht",
	    "message d'origine", "message original", "mensaje original", "mensagem original",
	    "oorspronkelijk bericht", "reply message", "original appointment", NULL};
	static const char *const marker[] = {
	    "rispondi sopra questa riga", "reply above this line", NULL};
	const char *text = line + strspn(line, "-_ ");
	size_t size = strlen(text);

	if (contains_any(line, marker))
		return true;
	return text - line >= 2 && starts_with_any(text, words) && size < 60 &&
	       text[size - 1] == '-';
}

unsigned
quote_line_header_kind(const char *line)
{
	static const struct {
		unsigned kind;
		const char *names[12];
	} kinds[] = {
	    {1, {"from:", "da:", "von:", "de:", "van:", "od:", "från:", "fra:", "mittente:"}},
	    {2, {"sent:", "date:", "data:", "inviato:", "gesendet:", "datum:", "envoyé:",
		    "fecha:", "enviado:", "verzonden:", "enviada em:"}},
	    {4, {"to:", "a:", "an:", "à:", "para:", "aan:", "do:", "till:", "til:"}},
	    {8, {"subject:", "oggetto:", "betreff:", "objet:", "asunto:", "assunto:",
		    "onderwerp:", "temat:", "ämne:", "emne:"}},
	};
	char *colon = strchr(line, ':');

	if (colon == NULL || colon - line > 14)
		return 0;
	/* "envoyé :" and "*from:*" */
	g_autofree char *name = g_strndup(line, (gsize)(colon - line));
	g_strchomp(name);
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		for (size_t k = 0; kinds[i].names[k] != NULL; k++)
			if (strlen(name) + 1 == strlen(kinds[i].names[k]) &&
			    g_str_has_prefix(kinds[i].names[k], name))
				return kinds[i].kind;
	return 0;
}

bool
quote_line_is_mobile_signature(const char *line)
{
	static const char *const words[] = {"inviato da iphone", "inviato da ipad",
	    "inviato da outlook", "inviato da yahoo", "inviato dal mio", "inviato da posta",
	    "inviato con ", "sent from my ", "sent from mail for", "sent from outlook",
	    "sent from yahoo", "sent via ", "sent with ", "scarica outlook", "ottieni outlook",
	    "get outlook for", "von meinem ", "gesendet von ", "gesendet mit ",
	    "envoyé de mon ", "envoyé depuis mon ", "envoyé à partir d", "enviado desde mi ",
	    "enviado do meu ", "enviado desde ", NULL};

	return strlen(line) < 90 && starts_with_any(line, words);
}
