#include "config.h"
#include "parse/quote_word.h"

#include <glib.h>
#include <string.h>

#define WORD_BYTES 48u

/* By language: words of each kind, divided by blanks. */
static const struct {
	const char *language;
	const char *openers, *verbs, *participles, *auxiliaries, *objects, *particles;
} languages[] = {
    {"it", "il in data alle lo", "scrive scriveva scrisse", "scritto", "ha",
	"mi ci vi ti gli le m c", "di da del della dei de d per via conto"},
    {"en", "on at in the", "wrote writes", "written", "has", "me us him them",
	"via of from by"},
    {"de", "am um vom", "schrieb schreibt", "geschrieben", "hat folgendes",
	"mir uns ihm ihnen ihr dir", "von van zu zum zur der den vom via"},
    {"fr", "le la à en date", "écrit écrivait ecrit", "", "a", "m nous vous lui leur t",
	"de du des la le d via"},
    {"es", "el la a en las fecha", "escribió escribio escribía escribe", "escrito", "ha",
	"me nos le les te", "de del la las los y via"},
    {"pt", "em no na a à às as", "escreveu escreve", "escrito", "tem", "me nos lhe lhes te",
	"de da do dos das e via"},
    {"nl", "op", "schreef schrijft", "geschreven", "heeft het volgende", "mij me ons hem hun",
	"van de der den ten ter via"},
    {"ca", "el", "missatge escriure", "escrit", "va ha", "em ens", "de del dia via"},
    {"gl", "o", "escribiu", "", "", "", ""},
    {"eu", "", "idatzi", "", "du hau", "", ""},
    {"da", "den d", "skrev skriver", "skrevet", "har følgende", "mig os ham", "af fra"},
    {"no", "på den", "skrev skriver", "skrevet", "har følgende", "meg oss ham", "av fra"},
    {"sv", "den på", "skrev skriver", "skrivit", "har följande", "mig oss honom", "av från"},
    {"fi", "", "kirjoitti kirjoittaa", "kirjoittanut", "on", "minulle meille", ""},
    {"is", "þann", "skrifaði ritaði", "skrifað", "hefur", "mér okkur", ""},
    {"et", "kuupäev", "kirjutas kirjutab", "", "", "mulle meile", ""},
    {"lv", "", "rakstīja raksta", "", "", "man mums", "lietotājs"},
    {"lt", "", "rašė parašė rašo", "", "", "man mums", ""},
    {"pl", "w dnia dniu", "napisał napisała napisana pisze napisano", "", "a", "mi nam mu im",
	"użytkownik przez"},
    {"cs", "dne", "napsal napsala napsali píše", "", "a", "mi nám mu jim",
	"odesílatel uživatel od"},
    {"sk", "dňa", "napísal napísala napísali píše", "", "a", "mi nám mu", "používateľ od"},
    {"hu", "", "írta írt írja", "", "ezt a következőt", "nekem nekünk", ""},
    {"ro", "în pe la in", "scris scrie", "", "a", "mi ne i le", "de"},
    {"hr", "dana u dne", "napisao napisala piše", "napisan", "je a", "mi nam", ""},
    {"sl", "v dne", "napisal napisala piše", "", "je a", "mi nam", "oseba"},
    {"sr", "дана у", "написао написала пише", "", "је а ла", "ми нам", "корисник"},
    {"bg", "на в", "написа пише", "написал", "е", "ми ни", "от"},
    {"ru", "в от", "написал написала написали писал пишет", "", "а", "мне нам ему",
	"пользователь от"},
    {"uk", "в у від", "написав написала написали пише писав", "", "а ла", "мені нам",
	"користувач від"},
    {"el", "στις την", "έγραψε έγραψαν γράφει", "", "", "μου μας", "ο η χρήστης"},
    {"tr", "", "yazdı yazmış yazıyor", "", "şunu şunları tarihinde", "bana bize", ""},
    {"sq", "më", "shkroi", "shkruar", "ka", "", "nga"},
    {"mt", "fi", "kiteb", "", "", "", ""},
    {"ga", "ar", "scríobh", "", "", "", ""},
    {"ar", "في بتاريخ", "كتب كتبت", "", "ما يلي بواسطة", "لي لنا", "بواسطة"},
    {"fa", "در تاریخ", "نوشت نوشته", "", "است", "", ""},
    {"he", "בתאריך ב", "כתב כתבה כתבו", "", "ה מאת", "לי לנו", "מאת"},
    {"hi", "", "लिखा", "", "ने", "मुझे हमें", ""},
    {"vi", "vào ngày", "viết", "", "đã", "", ""},
    {"id", "pada tanggal", "menulis", "", "", "", ""},
    {"th", "ในวันที่ เมื่อ", "", "", "", "", ""},
    {"zh", "在 于 於", "", "", "", "", ""},
};

/* Verbs of languages that do not divide words, at the end of the line. */
static const char *const endings[] = {"写道", "寫道", "写到", "寫到", "写信", "のメール",
    "のメッセージ", "さんは書きました", "さんが書きました", "は書きました", "wrote",
    "님이 작성", "작성", "님이 씀", "님의 메시지", "เขียนว่า", "เขียน", NULL};

/* "Quoting X:" and its translations, which have no date. */
static const char *const quoting[] = {"quoting", "citando", "cita", "citazione", "zitat",
    "zitiere", "citat", "cituji", "cytowanie", "cytat", "citeren", "citation", "excerpts",
    "цитирование", "idézet", "lainaus", NULL};

static GHashTable *
make_words(void)
{
	GHashTable *words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
		const char *lists[] = {languages[i].openers, languages[i].verbs,
		    languages[i].participles, languages[i].auxiliaries, languages[i].objects,
		    languages[i].particles};

		for (size_t k = 0; k < G_N_ELEMENTS(lists); k++) {
			g_auto(GStrv) list = g_strsplit(lists[k], " ", -1);

			for (size_t n = 0; list[n] != NULL; n++) {
				guint bits =
				    GPOINTER_TO_UINT(g_hash_table_lookup(words, list[n]));
				g_hash_table_insert(words, g_strdup(list[n]),
				    GUINT_TO_POINTER(bits | (1u << k)));
			}
		}
	}
	for (size_t i = 0; quoting[i] != NULL; i++)
		g_hash_table_insert(words, g_strdup(quoting[i]),
		    GUINT_TO_POINTER(QUOTE_WORD_QUOTING | QUOTE_WORD_OPENER));
	return words;
}

unsigned
quote_word_find(const char *word, size_t size)
{
	static gsize words;
	char key[WORD_BYTES];

	if (g_once_init_enter(&words))
		g_once_init_leave(&words, (gsize)make_words());
	if (size >= sizeof(key))
		return 0;
	memcpy(key, word, size);
	key[size] = '\0';
	return GPOINTER_TO_UINT(g_hash_table_lookup((GHashTable *)words, key));
}

bool
quote_word_ends_with_verb(const char *text, size_t size)
{
	for (size_t i = 0; endings[i] != NULL; i++) {
		size_t length = strlen(endings[i]);

		if (size >= length && memcmp(text + size - length, endings[i], length) == 0)
			return true;
	}
	return false;
}
