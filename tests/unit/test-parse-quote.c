/* The parts of quote (M9): lines above quotes as the clients of the world write them, lines
 * that only look like one, signatures, what mark-up says, and texts made to be slow. */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "mail/evidence.h"
#include "parse/cue.h"
#include "parse/quote.h"
#include "parse/quote_attribution.h"
#include "parse/quote_line.h"
#include "parse/quote_phrase.h"
#include "parse/quote_word.h"

static char mario[] = "Mario Rossi", mario_first[] = "Mario", address[] = "mario@demo.example";
static const struct evidence_address sender = {mario, address}, first = {mario_first, address};

static enum quote_attribution
judge(const char *line)
{
	return quote_attribution_judge(line, strlen(line));
}

/* Each says whose words follow and when they were written. */
static const char *const dated[] = {
    /* Gmail */
    "On Thu, Nov 12, 2026 at 9:41 AM Ann Smith <a@b.example> wrote:",
    "On Thu, 12 Nov 2026 at 09:41, Ann Smith <a@b.example> wrote:",
    "Il giorno gio 12 nov 2026 alle ore 09:41 Anna <a@b.example> ha scritto:",
    "Il gio 12 nov 2026, 09:41 Anna <a@b.example> ha scritto:",
    "Am Do., 12. Nov. 2026 um 09:41 Uhr schrieb Anna <a@b.example>:",
    "Le jeu. 12 nov. 2026 à 09:41, Anne <a@b.example> a écrit :",
    "El jue, 12 nov 2026 a las 9:41, Ana (<a@b.example>) escribió:",
    "El jue., 12 de noviembre de 2026 9:41 a. m., Ana <a@b.example> escribió:",
    "Em qui., 12 de nov. de 2026 às 09:41, Ana <a@b.example> escreveu:",
    "Ana <a@b.example> escreveu no dia quinta, 12/11/2026 à(s) 09:41:",
    "Op do 12 nov 2026 om 09:41 schreef Anna <a@b.example>:",
    "Missatge de Anna <a@b.example> del dia dj., 12 de nov. 2026 a les 9:41:",
    "O xoves, 12 de nov. de 2026 ás 9:41, Ana (<a@b.example>) escribiu:",
    "Den tors. 12. nov. 2026 kl. 09.41 skrev Anna <a@b.example>:",
    "tor. 12. nov. 2026 kl. 09:41 skrev Anna <a@b.example>:",
    "Den tors 12 nov. 2026 kl 09:41 skrev Anna <a@b.example>:",
    "to 12. marrask. 2026 klo 9.41 Anna (a@b.example) kirjoitti:",
    "Kuupäev N, 12. november 2026 kell 09:41 kirjutas kasutaja Anna (<a@b.example>):",
    "ceturtd., 2026. g. 12. nov., plkst. 09:41 — lietotājs Anna (<a@b.example>) "
    "rakstīja:",
    "2026-11-12, kt, 09:41 Anna <a@b.example> rašė:",
    "czw., 12 lis 2026 o 09:41 Anna <a@b.example> napisał(a):",
    "W dniu 12 listopada 2026 09:41 użytkownik Anna <a@b.example> napisał:",
    "čt 12. 11. 2026 v 9:41 odesílatel Anna <a@b.example> napsal:",
    "št 12. 11. 2026 o 9:41 Anna <a@b.example> napísal(a):",
    "Anna <a@b.example> ezt írta (időpont: 2026. nov. 12., Cs, 9:41):",
    "În joi, 12 nov. 2026 la 09:41, Ana <a@b.example> a scris:",
    "čet, 12. stu 2026. u 09:41 Ana <a@b.example> napisao je:",
    "V V čet., 12. nov. 2026 ob 09:41 je oseba Ana <a@b.example> napisala:",
    "чт, 12 нояб. 2026 г. в 09:41, Анна <a@b.example>:",
    "чт, 12 лист. 2026 р. о 09:41 Анна <a@b.example> пише:",
    "На чт, 12.11.2026 г. в 9:41 Анна <a@b.example> написа:",
    "чет, 12. нов 2026. у 09:41 Ана <a@b.example> је написао/ла:",
    "Στις Πέμ 12 Νοε 2026 στις 9:41 π.μ., ο χρήστης Άννα <a@b.example> έγραψε:",
    "Ayşe <a@b.example>, 12 Kas 2026 Per, 09:41 tarihinde şunu yazdı:",
    "2026年11月12日(木) 9:41 安奈 <a@b.example>:",
    "安娜 <a@b.example> 于2026年11月12日周四 09:41写道：",
    "安娜 <a@b.example> 於 2026年11月12日 週四 上午9:41寫道：",
    "2026년 11월 12일 (목) 오전 9:41, 안나 <a@b.example>님이 작성:",
    "Vào Th 5, 12 thg 11, 2026 vào lúc 09:41 An <a@b.example> đã viết:",
    "Pada tanggal Kam, 12 Nov 2026 pukul 09.41 Ana <a@b.example> menulis:",
    "ในวันที่ พฤ. 12 พ.ย. 2026 เวลา 09:41 แอน <a@b.example> เขียนว่า:",
    /* Apple */
    "On Nov 12, 2026, at 9:41 AM, Ann Smith <a@b.example> wrote:",
    "Il giorno 12 nov 2026, alle ore 09:41, Anna Neri <a@b.example> ha scritto:",
    "Il giorno 12/nov/2026, alle ore 09:41, Anna Neri ha scritto:",
    "Am 12.11.2026 um 09:41 schrieb Anna <a@b.example>:",
    "Le 12 nov. 2026 à 09:41, Anne <a@b.example> a écrit :",
    "El 12 nov 2026, a las 9:41, Ana <a@b.example> escribió:",
    "No dia 12/11/2026, às 09:41, Ana <a@b.example> escreveu:",
    "Op 12 nov. 2026, om 09:41 heeft Anna <a@b.example> het volgende geschreven:",
    "Den 12. nov. 2026 kl. 09.41 skrev Anna <a@b.example>:",
    "12 nov. 2026 kl. 09:41 skrev Anna <a@b.example>:",
    "Anna <a@b.example> kirjoitti 12.11.2026 kello 9.41:",
    "Wiadomość napisana przez Anna <a@b.example> w dniu 12 lis 2026, o godz. 09:41:",
    "12. 11. 2026 v 9:41, Anna <a@b.example>:",
    "2026. nov. 12. dátummal, 9:41 időpontban Anna <a@b.example> írta:",
    "Pe 12 nov. 2026, la 09:41, Ana <a@b.example> a scris:",
    "12 нояб. 2026 г., в 09:41, Анна <a@b.example> написал(а):",
    "12 лист. 2026 р. о 09:41 Анна <a@b.example> написав(-ла):",
    "Στις 12 Νοε 2026, 09:41, ο χρήστης Άννα <a@b.example> έγραψε:",
    "Ayşe <a@b.example> şunları yazdı (12 Kas 2026 09:41):",
    "2026/11/12 9:41、安奈 <a@b.example>のメール:",
    "在 2026年11月12日，上午9:41，安娜 <a@b.example> 写道：",
    "2026. 11. 12. 오전 9:41, 안나 <a@b.example> 작성:",
    /* Thunderbird, Roundcube, K-9, Evolution, KMail, mutt, Outlook, Lotus, Spark, The
       Bat */
    "On 11/12/26 9:41 AM, Ann Smith wrote:",
    "Il 12/11/2026 09:41, Anna Neri ha scritto:",
    "Am 12.11.26 um 09:41 schrieb Anna Schwarz:",
    "Am 12.11.2026 09:41, schrieb Anna:",
    "Le 12/11/2026 09:41, Anne Noire a écrit :",
    "El 12/11/26 a las 9:41, Ana escribió:",
    "Em 12/11/2026 09:41, Ana escreveu:",
    "Às 09:41 de 12/11/2026, Ana escreveu:",
    "Op 12-11-2026 om 09:41 schreef Anna:",
    "W dniu 12.11.2026 o 09:41, Anna pisze:",
    "Dne 12. 11. 26 v 9:41 Anna napsal(a):",
    "Den 12-11-2026 kl. 09:41 skrev Anna:",
    "2026. 11. 12. 9:41 keltezéssel, Anna írta:",
    "12.11.2026 09:41, Анна пишет:",
    "12.11.26 09:41, Анна пише:",
    "La 12.11.2026 09:41, Ana a scris:",
    "Στις 12/11/2026 9:41 π.μ., ο Άννα έγραψε:",
    "12.11.2026 09:41 tarihinde Ayşe yazdı:",
    "(2026/11/12 9:41), Anna wrote:",
    "在 2026/11/12 9:41, 安娜 写道:",
    "On 2026-11-12 09:41, Ann Smith wrote:",
    "Il 2026-11-12 09:41 Anna ha scritto:",
    "Il 12 novembre 2026 09:41:00 CET, Anna <a@b.example> ha scritto:",
    "Am 12. November 2026 09:41:00 MEZ schrieb Anna <a@b.example>:",
    "On Thu, 2026-11-12 at 09:41 +0100, Ann Smith wrote:",
    "In data giovedì 12 novembre 2026 09:41:00 CET, Anna ha scritto:",
    "On Thu, Nov 12, 2026 at 09:41:00AM +0100, Ann Smith wrote:",
    "On Thu, Nov 12, 2026 at 12:12 AM -0800, \"Ann\" <a@b.example<mailto:a@b.example>> "
    "wrote:",
    "Ann Smith <a@b.example> wrote on 12/11/2026 09:41:00:",
    "Anna Schwarz schrieb am 12.11.2026 09:41:00:",
    "On 12 Nov 2026, 9:41 +0100, Ann <a@b.example>, wrote:",
    "Thursday, November 12, 2026, 9:41:00 AM, you wrote:",
    "At 11/12/2026 09:41 AM, you wrote:",
    "At 09:41 12.11.2026 -0400, you wrote:",
    "Alle 09:41 del 12/11/2026, Anna ha scritto:",
    "--- Gio 12/11/26, Anna Neri <a@b.example> ha scritto:",
    "-----Anna Neri/Demo ha scritto: -----",
    "------On 12/11/2026 9:41, Ann Smith wrote-----",
    "2026/11/12 Anna Neri <a@b.example>",
    "2026-11-12 9:41 GMT+01:00 Anna <a@b.example>:",
    "12 nov 2026, 09:41 da a@b.example:",
    "Nov 12, 2026, 09:41 by a@b.example:",
    "12.11.2026, 09:41, \"Анна\" <a@b.example>:",
    "Четверг, 12 ноября 2026, 9:41 +03:00 от Анна <a@b.example>:",
    "> Anna <a@b.example> hat am 12.11.2026 09:41 CET geschrieben:",
};

static void
test_attributions_m9(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(dated); i++) {
		if (judge(dated[i]) < QUOTE_ATTRIBUTION_STRONG)
			g_test_message("not known: %s (%d)", dated[i], (int)judge(dated[i]));
		g_assert_cmpint(judge(dated[i]), >=, QUOTE_ATTRIBUTION_STRONG);
	}
}

/* Only when marked lines follow. */
static void
test_weak_attributions_m9(void)
{
	static const char *const lines[] = {"Quoting Ann <a@b.example>:", "Zitat von Anna:",
	    "Citando Anna Neri <a@b.example>:", "Anna Neri ha scritto:", "Ann Smith writes:",
	    "Anna Schwarz schrieb:", "Anne Noire <a@b.example> a écrit :", "a@b.example wrote:",
	    "Ann Smith <a@b.example>:"};

	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		if (judge(lines[i]) != QUOTE_ATTRIBUTION_WEAK)
			g_test_message("%s: %d", lines[i], (int)judge(lines[i]));
		g_assert_cmpint(judge(lines[i]), ==, QUOTE_ATTRIBUTION_WEAK);
	}
}

/* People write these; what follows is theirs, unless it has quote marks (those above 0). */
static void
test_no_attributions_m9(void)
{
	static const struct {
		const char *line;
		enum quote_attribution most;
	} lines[] = {
	    {"Il 12/11/2026 alle 10:00 l'INPS mi ha scritto:", QUOTE_ATTRIBUTION_NONE},
	    {"Il 12/11/2026 alle 10:00 il dott. Bianchi ha scritto:", QUOTE_ATTRIBUTION_STRONG},
	    {"Il 12/11/2026 alle 10:00 la signora Bianchi ha scritto:",
		QUOTE_ATTRIBUTION_STRONG},
	    {"Il 12/11/2026 alle 10:00 l'INPS ha scritto:", QUOTE_ATTRIBUTION_STRONG},
	    {"Il cliente ha scritto:", QUOTE_ATTRIBUTION_NONE},
	    {"Come ho scritto:", QUOTE_ATTRIBUTION_NONE},
	    {"Ti ho scritto il 12/11/2026 alle 10:00:", QUOTE_ATTRIBUTION_NONE},
	    {"Le ho scritto a mario@b.example:", QUOTE_ATTRIBUTION_NONE},
	    {"Scrivere a info@b.example:", QUOTE_ATTRIBUTION_WEAK},
	    {"Documenti da portare:", QUOTE_ATTRIBUTION_NONE},
	    {"Orari: 9:00-13:00 e 15:00-18:00:", QUOTE_ATTRIBUTION_NONE},
	    {"On 12/11/2026 at 10:00 your office wrote me:", QUOTE_ATTRIBUTION_NONE},
	    {"He wrote:", QUOTE_ATTRIBUTION_WEAK},
	    {"On the phone she wrote down the number:", QUOTE_ATTRIBUTION_NONE},
	    {"Le 12/11/2026 à 10:00 la mairie m'a écrit :", QUOTE_ATTRIBUTION_NONE},
	    {"Am 12.11.2026 um 10:00 hat mir das Amt geschrieben:", QUOTE_ATTRIBUTION_NONE},
	    {"El 12/11/2026 a las 10:00 la oficina me escribió:", QUOTE_ATTRIBUTION_NONE},
	    {"<a@b.example>: host mx.example[192.0.2.10] said:", QUOTE_ATTRIBUTION_WEAK},
	    {"https://demo.example/2026/11/12/10:00:", QUOTE_ATTRIBUTION_NONE},
	    {"1.2.3:", QUOTE_ATTRIBUTION_NONE},
	    {":", QUOTE_ATTRIBUTION_NONE},
	    {"", QUOTE_ATTRIBUTION_NONE},
	    {"-----", QUOTE_ATTRIBUTION_NONE},
	    {"2026/11/12 versione finale>", QUOTE_ATTRIBUTION_NONE},
	};
	g_autoptr(GString) endless = g_string_new("On 12/11/2026 10:00, X <a@b.example>");

	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		if (judge(lines[i].line) > lines[i].most)
			g_test_message("%s: %d", lines[i].line, (int)judge(lines[i].line));
		g_assert_cmpint(judge(lines[i].line), <=, lines[i].most);
	}
	for (unsigned i = 0; i < 90; i++)
		g_string_append(endless, " a");
	g_string_append(endless, " wrote:");
	g_assert_cmpint(judge(endless->str), ==, QUOTE_ATTRIBUTION_NONE);
	g_string_prepend(endless, "                                                    ");
	while (endless->len < 600)
		g_string_prepend(endless, " ");
	g_assert_cmpint(judge(endless->str), ==, QUOTE_ATTRIBUTION_NONE);
}

static void
test_words(void)
{
	g_assert_cmpuint(quote_word_find("schrieb", 7) & QUOTE_WORD_VERB, !=, 0);
	g_assert_cmpuint(quote_word_find("scritto", 7), ==, QUOTE_WORD_PARTICIPLE);
	g_assert_cmpuint(quote_word_find("casa", 4), ==, 0);
	char longer[64];
	memset(longer, 'a', sizeof(longer));
	g_assert_cmpuint(quote_word_find(longer, sizeof(longer)), ==, 0);
	g_assert_true(quote_word_ends_with_verb("安娜 写道", strlen("安娜 写道")));
	g_assert_false(quote_word_ends_with_verb("a", 1));
}

static void
test_device_lines_m9(void)
{
	static const char *const yes[] = {"inviato da iphone",
	    "inviato dal mio dispositivo android", "inviato da posta per windows",
	    "inviato da libero mail per android", "inviato con aquamail per android",
	    "sent from my ti-85", "sent from yahoo mail on android",
	    "get outlook for ios<https://aka.ms/o0ukef>", "von meinem iphone gesendet",
	    "diese nachricht wurde von meinem android-gerät mit k-9 mail gesendet",
	    "envoyé de mon iphone", "enviado desde mi iphone", "enviado do meu iphone",
	    "verstuurd vanaf mijn iphone", "sendt fra min iphone", "skickat från min iphone",
	    "lähetetty iphonesta", "wysłane z iphone'a", "odesláno z iphonu",
	    "отправлено с iphone", "iphoneから送信", "发自我的iphone", "從我的 iphone 傳送",
	    "나의 iphone에서 보냄", "iphone'umdan gönderildi", "gesendet mit der gmx mail app",
	    "mail priva di virus", "someone from mobile"};
	static const char *const no[] = {"", "inviato da mio figlio ieri sera",
	    "inviato da roma il 3 maggio", "sent with love", "gesendet von hand", "ok",
	    ("enviado por correo ordinario desde la oficina central de la provincia que está "
	     "en "
	     "la calle mayor, con todos los documentos del android")};

	for (size_t i = 0; i < G_N_ELEMENTS(yes); i++) {
		if (!quote_phrase_is_device_line(yes[i], strlen(yes[i])))
			g_test_message("not known: %s", yes[i]);
		g_assert_true(quote_phrase_is_device_line(yes[i], strlen(yes[i])));
	}
	for (size_t i = 0; i < G_N_ELEMENTS(no); i++) {
		if (quote_phrase_is_device_line(no[i], strlen(no[i])))
			g_test_message("taken for one: %s", no[i]);
		g_assert_false(quote_phrase_is_device_line(no[i], strlen(no[i])));
	}
}

static void
test_closings_m9(void)
{
	static const char *const yes[] = {"cordiali saluti,", "distinti saluti.", "grazie!",
	    "in attesa di riscontro porgo cordiali saluti", "con i migliori saluti",
	    "best regards,", "mit freundlichen grüßen", "bien cordialement,", "un saludo",
	    "atenciosamente,", "met vriendelijke groet,", "z poważaniem", "с уважением,"};
	static const char *const no[] = {
	    "", ",", "grazie per avermi scritto ieri", "la saluto mia zia", "vedi allegato"};

	for (size_t i = 0; i < G_N_ELEMENTS(yes); i++)
		g_assert_true(quote_phrase_is_closing(yes[i], strlen(yes[i])));
	for (size_t i = 0; i < G_N_ELEMENTS(no); i++)
		g_assert_false(quote_phrase_is_closing(no[i], strlen(no[i])));
}

static void
test_boilerplate_m9(void)
{
	static const struct {
		const char *text;
		enum quote_boilerplate verdict;
	} table[] = {
	    {"avviso di riservatezza", QUOTE_BOILERPLATE_TITLE},
	    {"il documento è pronto", QUOTE_BOILERPLATE_NONE},
	    {"prima di stampare questa e-mail pensa all'ambiente", QUOTE_BOILERPLATE_FOOTER},
	    {"to unsubscribe from this list visit http://demo.example",
		QUOTE_BOILERPLATE_FOOTER},
	    {"reply to this email directly or view it on github", QUOTE_BOILERPLATE_FOOTER},
	    {"per annullare l'iscrizione che cosa devo fare? scrivo a a@b.example?",
		QUOTE_BOILERPLATE_NONE},
	    {"per annullare l'iscrizione alla palestra bastano due righe",
		QUOTE_BOILERPLATE_NONE},
	    {"this email and any attachments are confidential and intended solely for the "
	     "addressee; "
	     "the company is not liable for any damage caused by it.",
		QUOTE_BOILERPLATE_PART},
	    {"this email and any attachments are confidential. if you are not the intended "
	     "recipient, "
	     "please delete it; any disclosure is prohibited.",
		QUOTE_BOILERPLATE_NOTICE},
	    {"informativa privacy: i dati sono trattati ai sensi del regolamento 2016/679; se "
	     "avete "
	     "ricevuto il messaggio per errore siete pregati di eliminarlo.",
		QUOTE_BOILERPLATE_NOTICE},
	    {"ho inviato per errore la domanda di un altro cliente, vi prego di cancellarla "
	     "dal "
	     "sistema e di considerare solo quella che mando ora in allegato.",
		QUOTE_BOILERPLATE_NONE},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		if (quote_phrase_judge_paragraph(table[i].text) != table[i].verdict)
			g_test_message("%s", table[i].text);
		g_assert_cmpint(
		    quote_phrase_judge_paragraph(table[i].text), ==, table[i].verdict);
	}
}

static void
test_line_prefixes(void)
{
	static const struct {
		const char *line;
		size_t size;
	} table[] = {{"> a", 2}, {" >> > a", 6}, {"&gt; a", 5}, {"MR> a", 4},
	    {"\xef\xbc\x9e"
	     "a",
		3},
	    {"a > b", 0}, {"MARIO> a", 0}, {"mr> a", 0}, {"", 0}, {"   ", 0}, {">", 1},
	    {"MR", 0}};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
		g_assert_cmpuint(
		    quote_line_prefix(table[i].line, strlen(table[i].line)), ==, table[i].size);
}

static void
test_line_fold(void)
{
	static const struct {
		const char *line, *folded;
		bool is_bare;
	} table[] = {{"  *Da:* X\xc2\xa0Y \r", "da:* x y", false},
	    {"<<Sent BY Galaxy>>", "sent by galaxy", true}, {"(È così!)", "è così", true},
	    {"L\xe2\x80\x99\xe2\x80\x8e"
	     "Inps",
		"l'inps", false},
	    {"***", "", false}};
	char folded[QUOTE_FOLD_BYTES];

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		struct quote_line line = {
		    .at = table[i].line, .size = (guint32)strlen(table[i].line)};

		g_assert_cmpuint(quote_line_fold(&line, table[i].is_bare, folded), ==,
		    strlen(table[i].folded));
		g_assert_cmpstr(folded, ==, table[i].folded);
	}
	g_autofree char *endless = g_strnfill(5000, 'A');
	struct quote_line line = {.at = endless, .size = 5000};
	g_assert_cmpuint(quote_line_fold(&line, false, folded), <, QUOTE_FOLD_BYTES);
}

static void
assert_split(const char *text, const struct cue *cue, guint count, const char *visible,
    const char *quoted, const char *signature)
{
	g_autoptr(GArray) cues = cue_list_new();
	g_autofree char *found[3] = {NULL, NULL, NULL};

	g_array_append_vals(cues, cue, count);
	quote_split(text, cues, NULL, &found[0], &found[1], &found[2]);
	g_assert_cmpstr(found[0], ==, visible);
	g_assert_cmpstr(found[1], ==, quoted);
	g_assert_cmpstr(found[2], ==, signature);
	g_free(found[1]);
	g_free(found[2]);
	found[1] = found[2] = NULL;
}

static void
test_cues_m9(void)
{
	const struct cue nested[] = {{CUE_QUOTE, true, 2, CUE_TO_END}, {CUE_QUOTE, true, 3, 4}};
	const struct cue introduced[] = {
	    {CUE_ATTRIBUTION, true, 1, 2}, {CUE_QUOTE, true, 2, 3}};
	const struct cue weak[] = {{CUE_QUOTE, false, 1, 2}};
	const struct cue signature[] = {{CUE_SIGNATURE, true, 1, 2}, {CUE_QUOTE, true, 3, 9}};
	const struct cue behind[] = {{CUE_QUOTE, true, 7, CUE_TO_END}};

	assert_split("a\n\nb\nc\nd", nested, 2, "a", "b\nc\nd", "");
	assert_split("a\nb\nc\nd", introduced, 2, "a\nd", "b\nc", "");
	assert_split("a\n> b\nc", weak, 1, "a\n> b\nc", "", "");
	assert_split("a\n> b", weak, 1, "a\n> b", "", "");
	assert_split("a\nb\n\nc", signature, 2, "a", "c", "b");
	assert_split("a\nb", behind, 1, "a\nb", "", "");
}

/* The guesses about who wrote need who wrote. */
static void
test_sender_m9(void)
{
	static const struct {
		const char *text;
		const struct evidence_address *sender;
		const char *signature;
	} table[] = {
	    {"Va bene.\n\nMario Rossi\nTel. 06 1234567\n", NULL, ""},
	    {"Va bene.\n\nMario Rossi\nTel. 06 1234567\n", &first, ""},
	    {"Va bene.\n\nMario Rossi\nTel. 06 1234567\n", &sender,
		"Mario Rossi\nTel. 06 1234567"},
	    {"Va bene.\n\nMario Rossini\nTel. 06 1234567\n", &sender, ""},
	    {"Va bene.\n\nrag. Rossi\nwww.demo.example\nmario@demo.example\n", &first,
		"rag. Rossi\nwww.demo.example\nmario@demo.example"},
	    {"Va bene.\n\nrag. Rossi\nwww.demo.example\nanna@demo.example\n", &first, ""},
	    {"Va bene.\n\nrag. Rossi\nwww.demo.example\nanna@demo.example\n", NULL, ""},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		char *visible, *quoted, *signature;

		quote_split(
		    table[i].text, NULL, table[i].sender, &visible, &quoted, &signature);
		g_assert_cmpstr(signature, ==, table[i].signature);
		g_free(visible);
		g_free(quoted);
		g_free(signature);
	}
}

/* A mebibyte each of what could be looked at again and again: it would take minutes. */
static void
test_hostile_quotes_are_linear(void)
{
	static const char *const pieces[] = {">", "> a\n", "On 1/2/26 10:00, X wrote:\n",
	    "On 1/2/26 10:00, X wrote\n", "\n", " \n", "From: a@b.c\nDate: 1/2/26 10:00\n",
	    "A: x\n", "On 1/2/26 10:00, X wrote:\n> a\n", "a:\n", "-- \n", "-----\n",
	    "-----Original Message-----\n> a\n", "Sent from my iPhone\n\n",
	    "> rispondi sopra questa riga\n", "> a\nb\n", "a:  b\n",
	    "On 1/2/26 10:00, X wrote:\n|a\n", "<a@b.c>\n", "-x reply above this line\n",
	    "On 1/2/26 10:00, X wrote:\n\n\n\n> a\n\n\n\n", "this email is confidential\n\n",
	    "On 1/2/26, "};

	for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(GString) text = g_string_new("testo\n\n");
		char *visible, *quoted, *signature;

		while (text->len < (1u << 20))
			g_string_append(text, pieces[i]);
		quote_split(text->str, NULL, &sender, &visible, &quoted, &signature);
		g_assert_true(g_str_has_prefix(visible, "testo"));
		g_free(visible);
		g_free(quoted);
		g_free(signature);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions();
	g_test_add_func("/quote/attributions-M9", test_attributions_m9);
	g_test_add_func("/quote/weak_attributions-M9", test_weak_attributions_m9);
	g_test_add_func("/quote/no_attributions-M9", test_no_attributions_m9);
	g_test_add_func("/quote/words", test_words);
	g_test_add_func("/quote/device_lines-M9", test_device_lines_m9);
	g_test_add_func("/quote/closings-M9", test_closings_m9);
	g_test_add_func("/quote/boilerplate-M9", test_boilerplate_m9);
	g_test_add_func("/quote/line_prefixes", test_line_prefixes);
	g_test_add_func("/quote/line_fold", test_line_fold);
	g_test_add_func("/quote/cues-M9", test_cues_m9);
	g_test_add_func("/quote/sender-M9", test_sender_m9);
	g_test_add_func("/quote/hostile_is_linear-M9", test_hostile_quotes_are_linear);
	return g_test_run();
}
